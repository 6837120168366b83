"""PURE. Where modifications wait for others: for the Authority, or for the end of a time to adopt them."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.names import label
from services.reporter.prepare.point import Point
from services.reporter.view import View
from shared.domain.calendar import CALENDARS
from shared.domain.daycount import CONVENTIONS
from shared.domain.deadlines import ends_on
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import State
from shared.process.settings import Settings
from shared.readmodels import REGISTER
from shared.readmodels.course import Turn
from shared.readmodels.register import Modification


def not_determined(view: View) -> Iterator[Point]:
    for row, turn in _in_state(view, "with_authority"):
        yield Point(
            question="not-determined",
            what=f"with the Authority {since(turn)}, and not determined",
            which=label(view, row.stream),
            stream=row.stream,
            since=turn.on,
            ask="Authority",
            evidence=turn.evidence,
        )


def adoption_windows_past_their_end(view: View) -> Iterator[Point]:
    """By the rule of the day of its withdrawal; that this named another last day is not looked at."""
    calendar = CALENDARS[view.cut.calendar]
    for row, turn in _in_state(view, "adoption_window"):
        window_wd = Settings.on(turn.on).adoption_window_wd
        last = ends_on(turn.on, window_wd, CONVENTIONS["sec_working_days"], calendar)
        if last < view.cut.as_of:
            yield Point(
                question="adoption-window-not-closed",
                what=f"could be adopted until {words.day(last)}, and neither adopted nor withdrawn",
                which=label(view, row.stream),
                stream=row.stream,
                since=last,
                ask="SECAS",
                evidence=turn.evidence,
            )


def since(turn: Turn) -> str:
    """`since 12 May 2020`; `since 12 May 2020 or before` where a source says only that."""
    return f"since {words.day(turn.on)}{'' if turn.exact else ' or before'}"


def _in_state(view: View, state: State) -> Iterator[tuple[Modification, Turn]]:
    """By number."""
    day = view.cut.as_of
    for row in sorted(view.of(REGISTER).values(), key=lambda row: ModificationRef.parse(row.stream)):
        turn = row.turn_at(day)
        if turn and turn.state == state:
            yield row, turn
