"""Issued papers as they are kept: which are out, and their files, byte for byte."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.reporter.issued.errors import NoSuchPaper
from services.reporter.issued.files import formats_of
from services.reporter.issued.history import Out, editions
from services.reporter.press.press import Archive
from services.reporter.press.rebuilding import issued_months
from shared.domain.period import Month
from shared.domain.streams import paper


def listed(archive: Archive) -> list[dict[str, Any]]:
    """Every edition that is out, by month."""
    return [
        _told(month, out)
        for month in issued_months(archive)
        for out in editions(archive.log.history(paper(str(month))))
    ]


def files_out(archive: Archive, month: Month, edition: str, forms: Sequence[str] = ()) -> Mapping[str, bytes]:
    """The files of that edition, by format; of these formats alone, where some are named.

    Raises NoSuchPaper where it is not out, or not in such a format, or its files are not those of which its fact tells.
    """
    outs = editions(archive.log.history(paper(str(month))))
    out = next((each for each in outs if each.fact.edition == edition), None)
    name = f"{month} {edition}".strip()
    if out is None:
        known = ", ".join(each.fact.edition or "the original" for each in outs) or "none"
        raise NoSuchPaper(f"no paper of {name} is out: of that month there is {known}")
    told = {each.format: each for each in out.fact.formats}
    if missing := [form for form in forms if form not in told]:
        raise NoSuchPaper(f"the paper of {name} is not out as {', '.join(missing)}: it is as {', '.join(told)}")
    files = archive.kept.files(str(month), edition)
    kept = {each.format: each for each in formats_of(files)}
    if unlike := [form for form in forms or told if kept.get(form) != told[form]]:
        raise NoSuchPaper(f"{', '.join(unlike)} of {name} is not kept as {out.told.id} tells: see `report rebuild`")
    return {form: files[form] for form in forms or told}


def _told(month: Month, out: Out) -> dict[str, Any]:
    actor, fact = out.told.entry.actor, out.fact
    return {
        "month": str(month),
        "edition": fact.edition,
        "paper_ref": fact.paper_ref,
        "issued_on": out.told.day.isoformat(),
        "by": actor.person if actor else None,
        "position": fact.inputs.position,
        "inputs": fact.inputs.model_dump(mode="json"),
        "checkpoint": fact.checkpoint,
        "accepted": [each.model_dump() for each in fact.accepted],
        "formats": [each.model_dump() for each in fact.formats],
        "fact": out.told.id,
        "built": fact.built,
    }
