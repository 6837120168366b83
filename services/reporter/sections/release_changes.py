"""PURE. Releases that were moved, or are to be, and modifications that left one, in the days of the paper."""

from collections.abc import Iterator
from datetime import date

from services.reporter import words
from services.reporter.names import name
from services.reporter.report import Block, Bullets, Heading, Line
from services.reporter.view import View
from shared.domain.reference import ModificationRef
from shared.readmodels import IMPLEMENTATIONS, RELEASES
from shared.readmodels.implementations import Implementation, Left, Moved
from shared.readmodels.readmodel import Step
from shared.readmodels.releases import Release


def release_changes(view: View) -> Iterator[Block]:
    """Releases by name, then modifications by number; nothing is said where nothing was changed."""
    releases = sorted(view.of(RELEASES).values(), key=lambda row: row.name)
    changed = [row for row in view.of(IMPLEMENTATIONS).values() if row.moves or row.left]
    parts = sorted(changed, key=lambda row: (ModificationRef.parse(row.stream), row.part or 0, row.key))
    of_releases = (line for row in releases for line in _of_release(view, row))
    lines = (*of_releases, *(line for row in parts for line in _of_part(view, row)))
    if lines:
        yield Heading("Changes to Releases")
        yield Bullets(lines)


def _is_news(view: View, taken: Step) -> bool:
    return taken.exact and taken.on in view.cut.news


def _called(release: str) -> str:
    if release.startswith("standalone/"):
        return f"standalone release of {words.day(date.fromisoformat(release.removeprefix('standalone/')))}"
    return f"{words.release(release)} Release"


def _of_release(view: View, row: Release) -> Iterator[Line]:
    """Asked for, approved and moved, in the order of the process."""
    called = _called(row.name)
    for wish in row.wishes:
        if _is_news(view, wish):
            asked, to = words.day(wish.on), words.day(wish.planned_on)
            text = f"The Panel requested on {asked} that the {called} be moved to {to}: {wish.reason.rstrip('.')}."
            yield Line(text, wish.evidence)
    for approval in row.approvals:
        if _is_news(view, approval):
            flex = f", with room to {words.day(approval.flex_to)}" if approval.flex_to else ""
            text = (
                f"The Authority approved {words.day(approval.planned_on)} for the {called} on {words.day(approval.on)}"
            )
            yield Line(f"{text}{flex}.", approval.evidence)
    for before, plan in zip((None, *row.plans), row.plans, strict=False):
        if plan.moved and _is_news(view, plan):
            was = f" from {words.day(before.planned_on)}" if before else ""
            text = f"The {called} was moved{was} to {words.day(plan.planned_on)} on {words.day(plan.on)}."
            yield Line(text, plan.evidence)


def _of_part(view: View, row: Implementation) -> Iterator[Line]:
    for move in row.moves:
        if _is_news(view, move):
            yield Line(f"{_item(view, row)} {_moved(row, move)}.", move.evidence)
    if row.left and not row.implemented and _is_news(view, row.left):
        yield Line(f"{_item(view, row)} {_left(row, row.left)}.", row.left.evidence)


def _item(view: View, row: Implementation) -> str:
    return f"{name(view, row.stream).link}{f' part {row.part}' if row.part else ''}"


def _moved(row: Implementation, move: Moved) -> str:
    reason = f": {move.reason.rstrip('.')}" if move.reason else ""
    to = f"is to be implemented on {words.day(move.planned_on)}"
    return f"{to} in the {_called(row.release)}, as was decided on {words.day(move.on)}{reason}"


def _left(row: Implementation, left: Left) -> str:
    """From one release to another, or out of it."""
    on, reason = words.day(left.on), f": {left.reason.rstrip('.')}" if left.reason else ""
    if left.into is None:
        return f"was taken out of the {_called(row.release)} on {on}{reason}"
    if left.into == row.release:
        return f"is to come in parts in the {_called(row.release)}, as was decided on {on}"
    return f"was moved from the {_called(row.release)} to the {_called(left.into)} on {on}{reason}"
