"""The rows of a filled sheet carried out: each by itself, whole or not at all, and each answered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.ingest.bulk import Withheld, rehearsed, together
from services.ingest.commanding import CommandDesk
from services.ingest.sheets.outcomes import Sitting, Unreadable, Wanted
from services.ingest.sheets.rows import SheetRow, asked_of, by_column, heading_of, stream_of, wanted_of
from services.ingest.weighing import Accepted, Asked, Outcome
from shared.process.command import Giver
from shared.process.place import meeting_place

Became = Literal["recorded", "recorded before", "would be recorded", "refused", "unreadable", "blank"]

GOOD: frozenset[Became] = frozenset({"recorded", "recorded before", "would be recorded", "blank"})


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What became of one row; row 0 is the meeting itself. `column` is the heading of the cell that cannot be read."""

    row: int
    ref: str
    outcome: str
    became: Became
    says: str = ""
    facts: tuple[str, ...] = ()
    column: str | None = None

    @property
    def is_good(self) -> bool:
        return self.became in GOOD


@dataclass(frozen=True, slots=True)
class Entering:
    """Of what, where, by whom and when the rows are entered. `dry_run`: nothing is recorded."""

    sitting: Sitting
    desk: CommandDesk
    giver: Giver
    now: datetime
    evidence: str | None = None
    dry_run: bool = False

    def enter(self, rows: Sequence[SheetRow]) -> list[RowAnswer]:
        """One answer for each row that is not empty, after one for the meeting where any outcome is told.

        Safe to repeat: what was recorded is found, not recorded again. Raises LogUnavailable; WrongVersion where
        others were quicker time and again.
        """
        said: Counter[str] = Counter()
        meeting = self._meeting(rows)
        return [*([meeting] if meeting else []), *(self._row(row, said) for row in rows)]

    def _meeting(self, rows: Iterable[SheetRow]) -> RowAnswer | None:
        """It was held, and considered what has an outcome, as far as that is known."""
        streams = [stream for row in rows if (stream := self._considered(row))]
        if not streams:
            return None
        stream = self.sitting.stream
        if meeting_place(self.desk.standing(stream)) == "held":
            return RowAnswer(0, stream, "held", "recorded before")
        fields = {"mode": self.sitting.mode, "ad_hoc": self.sitting.ad_hoc}
        held = Wanted("HoldMeeting", fields | {"considered": list(dict.fromkeys(streams))})
        asked = asked_of([held], stream, self.sitting, self.evidence, self.giver)
        return self._answered(0, stream, "held", asked)

    def _considered(self, row: SheetRow) -> str | None:
        try:
            cells = by_column(row, self.sitting)
            stream = stream_of(cells)
        except Unreadable:
            return None
        return stream if "outcome" in cells and self.desk.standing(stream).told else None

    def _row(self, row: SheetRow, said: Counter[str]) -> RowAnswer:
        ref = outcome = ""
        try:
            cells = by_column(row, self.sitting)
            ref, outcome = cells.get("ref", ""), cells.get("outcome", "")
            if not outcome:
                return _without_outcome(row, ref, set(cells) - {"ref", "route"})
            asked = self._asked(cells, said)
        except Unreadable as error:
            heading = heading_of(error.column, self.sitting)
            return RowAnswer(row.number, ref, outcome, "unreadable", str(error), column=heading)
        return self._answered(row.number, ref, outcome, asked)

    def _asked(self, cells: Mapping[str, str], said: Counter[str]) -> tuple[Asked, ...]:
        stream = stream_of(cells)
        wanted = wanted_of(cells, self.sitting, self.desk.standing(stream).path)
        evidence = cells.get("evidence") or self.evidence
        first = asked_of(wanted, stream, self.sitting, evidence, self.giver)
        said[first[0].command_id] += 1
        return asked_of(wanted, stream, self.sitting, evidence, self.giver, said[first[0].command_id])

    def _answered(self, row: int, ref: str, outcome: str, asked: tuple[Asked, ...]) -> RowAnswer:
        if self.dry_run:
            outcomes = rehearsed(asked, self.desk, now=self.now)
        else:
            outcomes = together(asked, self.desk, now=self.now)
        return _told(row, ref, outcome, outcomes)


def _without_outcome(row: SheetRow, ref: str, others: set[str]) -> RowAnswer:
    if others:
        says = f"no outcome is told, but {', '.join(sorted(others))}"
        return RowAnswer(row.number, ref, "", "unreadable", says, column="Outcome")
    return RowAnswer(row.number, ref, "", "blank", "no outcome is told: passed over")


def _told(row: int, ref: str, outcome: str, outcomes: Sequence[Outcome | Withheld]) -> RowAnswer:
    accepted = [each for each in outcomes if isinstance(each, Accepted)]
    ids = tuple(fact.id for each in accepted for fact in each.facts)
    bad = [each for each in outcomes if not isinstance(each, Accepted | Withheld)]
    if bad:
        return RowAnswer(row, ref, outcome, "refused", str(bad[0]))
    if len(accepted) < len(outcomes):
        return RowAnswer(row, ref, outcome, "would be recorded")
    again = all(each.again for each in accepted)
    return RowAnswer(row, ref, outcome, "recorded before" if again else "recorded", ", ".join(ids), ids)
