"""The sheet of a meeting that is yet to be filled: one row for each modification that awaits the body."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from services.ingest.sheets.columns import Column, columns_of
from services.ingest.sheets.outcomes import OUTCOMES, Sitting
from shared.domain.facts import AgendaItem
from shared.domain.reference import ModificationRef
from shared.domain.streams import Body
from shared.domain.vocabulary import State
from shared.readmodels.meetings import Meeting
from shared.readmodels.modification import Modification

AWAITS: Mapping[Body, frozenset[State]] = {
    "panel": frozenset({"ready_for_panel", "ready_for_report", "sent_back"}),
    "csc": frozenset({"draft_proposal"}),
    "change_board": frozenset({"awaiting_change_board"}),
    "working_group": frozenset({"in_refinement"}),
}
"""Where a modification stands that the body is to decide on, or to discuss."""


@dataclass(frozen=True, slots=True)
class Template:
    """Columns in order, and rows by the names of the columns."""

    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, str], ...]


def template(sitting: Sitting, modifications: Iterable[Modification], meeting: Meeting | None) -> Template:
    """What is on its agenda, and what else awaits the body as it stood before the meeting or on its day, by number."""
    agenda = {item.stream: item for item in (meeting.items if meeting else ())}
    days = (sitting.on - timedelta(days=1), sitting.on)
    wanted = [row for row in modifications if row.stream in agenda or _awaits(row, sitting.body, days)]
    rows = [_row(row, agenda.get(row.stream), sitting.on) for row in sorted(wanted, key=lambda row: row.ref)]
    known = {row.stream for row in wanted}
    rows += [_named(item) for stream, item in agenda.items() if stream not in known]
    return Template(columns_of(sitting.body, tuple(OUTCOMES[sitting.body])), tuple(rows))


def _awaits(row: Modification, body: Body, days: Iterable[date]) -> bool:
    turns = (row.turn_at(day) for day in days)
    return any(turn is not None and turn.state in AWAITS[body] for turn in turns)


def _row(row: Modification, item: AgendaItem | None, day: date) -> Mapping[str, str]:
    turn = row.turn_at(day)
    told = {
        "ref": row.label_at(day),
        "title": row.title_at(day) or "",
        "state": _words(turn.state if turn else "unknown"),
    }
    return told | _of_agenda(item)


def _named(item: AgendaItem) -> Mapping[str, str]:
    """Of one that only the agenda knows."""
    ref = ModificationRef.parse(item.stream)
    return {"ref": ref.label(ref.own_series)} | _of_agenda(item)


def _of_agenda(item: AgendaItem | None) -> dict[str, str]:
    if item is None:
        return {}
    route = {"route": _words(item.purpose)} if item.purpose != "discussion" else {}
    return {"agenda": _words(item.purpose)} | route


def _words(text: str) -> str:
    return text.replace("_", " ")
