"""PURE. The modifications that are open, or ended in the days that the paper looks back to, as they stand.

Of what is only named somewhere, nothing is known that could stand in a row.
"""

from collections import defaultdict
from collections.abc import Mapping

from services.reporter import words
from services.reporter.data import DataRow, DataTable
from services.reporter.figures.stages import by_number
from services.reporter.once import once
from services.reporter.view import View
from shared.readmodels import IMPLEMENTATIONS, REGISTER
from shared.readmodels.implementations import Implementation
from shared.readmodels.readmodel import evidence_of
from shared.readmodels.register import Modification

COLUMNS = (
    *("Modification", "Title", "Stage", "State", "In this state since", "Raised", "Proposer", "Organisation"),
    *("Path", "Urgent", "On hold", "Releases"),
)


def modifications(view: View) -> DataTable:
    day, cut = view.cut.as_of, view.cut
    rows = (row for row in by_number(view) if row.exists_at(day) and row.turn_at(day) and not cut.is_over(row))
    return DataTable(
        "modifications",
        "Modifications",
        COLUMNS,
        tuple(_row(view, row) for row in rows),
        f"As they stood on {words.day(day)}; of those that had ended, the ones since {words.day(cut.looks_back_to)}.",
    )


@once
def parts_by_stream(view: View) -> Mapping[str, tuple[Implementation, ...]]:
    """Waiting for their release, or implemented in the days that the paper looks back to."""
    day, by_stream = view.cut.as_of, defaultdict(list)
    for part in view.of(IMPLEMENTATIONS).values():
        if not view.cut.is_over(part) and (part.is_waiting_at(day) or part.is_implemented_at(day)):
            by_stream[part.stream].append(part)
    return {stream: tuple(sorted(parts, key=_place)) for stream, parts in by_stream.items()}


def title(view: View, stream: str) -> str | None:
    """As it is on the day the paper speaks of; None where no source tells it."""
    row = view.of(REGISTER).get(stream)
    return row.title_at(view.cut.as_of) if row else None


def _place(part: Implementation) -> tuple[int, str, int]:
    return part.part or 0, part.release, part.again or 0


def _row(view: View, row: Modification) -> DataRow:
    day = view.cut.as_of
    turn, raised, proposer = row.turn_at(day), row.raised, row.proposer_at(day)
    known = raised if raised and raised.on <= day else None
    parts = parts_by_stream(view).get(row.stream, ())
    urgent = [granted for granted in row.urgency if granted.on <= day]
    values = (
        row.label_at(day),
        row.title_at(day),
        row.stage_at(day),
        turn.state if turn else "unknown",
        turn.on if turn and turn.exact else None,
        known.on if known and known.exact else None,
        proposer.name if proposer and known else None,
        (proposer.organisation or proposer.on_behalf_of) if proposer and known else None,
        next((chosen.path for chosen in reversed(row.paths) if chosen.on <= day), None),
        bool(urgent),
        row.hold_at(day) is not None,
        "; ".join(_released(part) for part in parts) or None,
    )
    told = evidence_of(known, turn, row.hold_at(day), *urgent)
    return DataRow(values, tuple(dict.fromkeys((*told, *(id for part in parts for id in part.evidence)))))


def _released(part: Implementation) -> str:
    return f"{part.release} part {part.part}" if part.part else part.release
