"""Issued papers made again, by both roads, and held against their files: each byte, and the hash in their fact."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import structlog

from services.reporter.assemble import assemble
from services.reporter.cut import UnknownVersion
from services.reporter.issued.acceptance import with_issue
from services.reporter.issued.differences import Difference, difference
from services.reporter.issued.errors import NoSuchPaper
from services.reporter.issued.files import files_of, formats_of
from services.reporter.issued.history import Out, editions
from services.reporter.press.needs import with_needs
from services.reporter.press.press import Archive
from services.reporter.press.restating import before_it, of_road
from services.reporter.press.roads import Road, roads
from services.reporter.report import Issue, Report
from shared.domain.period import Month
from shared.domain.streams import paper
from shared.logs import LogEvent

KEPT = "as it is kept"
"""In place of a road: nothing was made yet."""

_log = structlog.get_logger()


class Rebuilt(NamedTuple):
    """One edition that was made again, and all in which it is not the one that went out."""

    month: Month
    edition: str
    fact: str
    formats: int
    differences: tuple[Difference, ...]


def rebuild(archive: Archive, month: Month | None = None) -> Iterator[Rebuilt]:
    """All editions that are out, or those of one month, one after the other. Raises NoSuchPaper where none is."""
    months = issued_months(archive) if month is None else [month]
    for each in months:
        outs = editions(archive.log.history(paper(str(each))))
        if not outs:
            raise NoSuchPaper(f"no paper of {each} is out: `secchange report list` tells those that are")
        for out in outs:
            differences = tuple(_differences(archive, each, out))
            for found in differences:
                _log.error(LogEvent.REPORT_DIFFERED, fact=out.told.id, format=found.format, reason=str(found))
            yield Rebuilt(each, out.fact.edition, out.told.id, len(out.fact.formats), differences)


def issued_months(archive: Archive) -> list[Month]:
    """In order, those of which the log or the files say that a paper is out."""
    streams = [stream for stream in archive.log.streams() if stream.startswith("paper/")]
    told = {stream.removeprefix("paper/") for stream in streams if editions(archive.log.history(stream))}
    return [Month.parse(month) for month in sorted(told | {each.month for each in archive.kept.listed()})]


def _differences(archive: Archive, month: Month, out: Out) -> Iterator[Difference]:
    files = archive.kept.files(str(month), out.fact.edition)
    yield from _unlike_their_fact(files, month, out)
    for road in roads(archive):
        yield from _made_otherwise(archive, files, month, out, road)


def _made_otherwise(
    archive: Archive, files: Mapping[str, bytes], month: Month, out: Out, road: Road
) -> Iterator[Difference]:
    """In each format the first byte that is another."""
    fact = out.fact
    issue = Issue(fact.paper_ref, fact.edition, fact.checkpoint, fact.accepted, getattr(fact, "changes", ()))
    try:
        report = with_issue(_report(archive, month, out, road), issue)
        made = files_of(report, [each.format for each in fact.formats])
    except UnknownVersion as error:
        yield Difference(str(month), fact.edition, "all formats", road.name, str(error))
        return
    for form, data in made.items():
        if form in files and (found := difference(files[form], data, str(month), fact.edition, form, road.name)):
            yield found


def _report(archive: Archive, month: Month, out: Out, road: Road) -> Report:
    """Of a restated paper with its revisions, as on the day on which it was."""
    before = before_it(archive.log.history(paper(str(month))), out)
    if before is None:
        view = road.view(month, out.fact.inputs)
        return with_needs(archive, view, assemble(view))
    return of_road(archive, road, month, before, out.fact.inputs, out.told.day).report


def _unlike_their_fact(files: Mapping[str, bytes], month: Month, out: Out) -> Iterator[Difference]:
    """The fact is in the trail of the log; so what is kept is what it tells of, or somebody changed it."""
    told, kept = out.fact.formats, {each.format: each for each in formats_of(files)}
    for each in told:
        if each.format not in kept:
            yield _of_the_kept(month, out, each.format, "the file is not there")
        elif kept[each.format] != each:
            yield _of_the_kept(month, out, each.format, "the file is not the one of which the fact tells")
    for form in kept.keys() - {each.format for each in told}:
        yield _of_the_kept(month, out, form, "the fact tells of no such file")


def _of_the_kept(month: Month, out: Out, form: str, what: str) -> Difference:
    return Difference(str(month), out.fact.edition, form, KEPT, what)
