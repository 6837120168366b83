"""`secchange feed drop` and `watch`: a sheet of assessments is taken, and each of its rows answered beside it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.exits import Exit, FileTrouble, WrongUsage
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table, tell

if TYPE_CHECKING:
    from services.cli.feed_work import FeedWork
    from services.ingest.feed.results import RowResult

LOOK_EVERY_SECONDS = 2.0

Sheet = Annotated[Path, typer.Argument(help="CSV in UTF-8, or XLSX, by known headings.", show_default=False)]
Folder = Annotated[Path, typer.Argument(help="Where sheets are put, each with its .sha256.", show_default=False)]
Source = Annotated[
    str | None,
    typer.Option("--source", help="Whose it is (default: urn:secas:manual), such as urn:dcc:itsm:prod."),
]


def drop(file: Sheet, source: Source = None, json: Json = False, home: Home = None) -> None:
    """Takes the rows of one sheet, each by itself, and writes beside it what became of each: FILE.result.csv.

    A row that cannot be used is set aside with its reason (exit 3) and holds up no other. The same file again changes
    nothing. Embedded, what the rows tell is in the register when this returns; else the services read and follow.
    """
    from services.cli.feed_work import feed_work

    with feed_work(home) as work:
        results, again = _taken(work, file, source)
    _put(file, results, again, json)
    _leave(results)


def watch(
    folder: Folder,
    source: Source = None,
    once: Annotated[bool, typer.Option("--once", help="Take what is there, and end.")] = False,
    home: Home = None,
) -> None:
    """Takes each .csv and .xlsx of a folder as soon as its .sha256 is there too, until it is told to end.

    Write a file as NAME.part, then its checksum, then rename it. One that is not what its checksum promises is left.
    """
    from services.ingest.feed.at_the_door import whole_files

    if not folder.is_dir():
        raise FileTrouble(f"{folder} is no folder that can be watched")
    seen: dict[Path, int] = {}
    while True:
        fresh = {file: at for file in whole_files(folder) if (at := _changed_at(file)) and seen.get(file) != at}
        if fresh:
            _take_each(tuple(fresh), source, home)
            seen |= fresh
        if once:
            return
        sleep(LOOK_EVERY_SECONDS)


def _changed_at(file: Path) -> int | None:
    """None where somebody took it away meanwhile."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return None


def _take_each(files: Sequence[Path], source: str | None, home: Path | None) -> None:
    """The home is held only while there is something to do. A file that cannot be read holds up no other."""
    from services.cli.feed_work import feed_work

    with feed_work(home) as work:
        for file in files:
            try:
                _take_one(work, file, source)
            except FileTrouble as trouble:
                tell(f"not taken: {trouble}")


def _take_one(work: "FeedWork", file: Path, source: str | None) -> None:
    from services.ingest.feed.at_the_door import checksum_of, is_as_promised

    checksum = checksum_of(file)
    if is_as_promised(_bytes(file), _bytes(checksum).decode("utf-8", "replace")):
        _put(file, *_taken(work, file, source), json=False)
    else:
        tell(f"{file}: not taken: it is not what {checksum.name} promises; write both again")


def _taken(work: "FeedWork", file: Path, source: str | None) -> "tuple[tuple[RowResult, ...], bool]":
    from services.cli.files import written
    from services.ingest.feed.at_the_door import keep, result_file
    from services.ingest.feed.results import result_csv, results_of
    from services.ingest.feed.sources import MANUAL, SourceSettings

    name = source or MANUAL
    settings = work.sources.get(name)
    if settings is None:
        raise WrongUsage(f"{name} is no source that is known: name it in SECCHANGE_FEED_SOURCES, or leave --source out")
    raw = _bytes(file)
    kept = keep(work.box, name, raw)
    is_read = work.read(kept.receipt)
    waiting = work.box.receipt(kept.receipt)
    assert waiting is not None
    results = results_of(waiting, raw, settings or SourceSettings(), work.log.history, is_waiting=not is_read)
    written(result_file(file), result_csv(results))
    return results, kept.again


def _bytes(file: Path) -> bytes:
    from services.cli.files import opened
    from shared.feed.sheet import LARGEST_SHEET_BYTES

    with opened(file) as sheet:
        return sheet.read(LARGEST_SHEET_BYTES + 1)


def _put(file: Path, results: "Sequence[RowResult]", again: bool, json: bool) -> None:
    from services.ingest.feed.at_the_door import result_file
    from services.ingest.feed.results import COLUMNS

    counts = Counter(result.became for result in results)
    if json:
        rows: list[dict[str, Any]] = [dict(zip(COLUMNS, result.cells(), strict=True)) for result in results]
        put_json({"file": str(file), "again": again, "result_file": str(result_file(file)), **counts, "rows": rows})
        return
    print(f"{file}: {', '.join(f'{count} {became}' for became, count in counts.items()) or 'no rows'}")
    told = [result for result in results if result.reason]
    if told:
        cells = [(result.line or "", result.modification, result.reason, result.message) for result in told]
        put_table("", ("Line", "Modification", "Reason", "What was found"), cells, numeric=frozenset({0}))
    tell(f"{'The same file came before. ' if again else ''}Each row is answered in {result_file(file)}")


def _leave(results: "Sequence[RowResult]") -> None:
    became = {result.became for result in results}
    if "waiting" in became:
        tell("It is kept and not read yet: see that `secchange ingest` runs, and drop it again for its result.")
        raise typer.Exit(Exit.UNAVAILABLE)
    if "quarantined" in became:
        raise typer.Exit(Exit.DIFFERENCES)
