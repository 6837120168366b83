"""What stands between both sides before a paper is issued: to be settled first, or accepted with a reason.

Where no ticket ever came, there are no two sides, and nothing stands between them.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from shared.domain.calendar import Calendar
from shared.domain.reference import ModificationRef, NotAReference
from shared.readmodels.source import RowSource
from shared.reconciliation.checks import CHECKS, Difference, set_aside
from shared.reconciliation.sides import Cut, Sides, months_back


def open_differences(rows: RowSource, stats_to: date, calendar: Calendar) -> tuple[Difference, ...]:
    """Of the paper whose statistics end with `stats_to`: each line that no rule explains, and each item of the
    quarantine that is of a modification whose assessments it prints. `said` is the sentence for the paper's notes."""
    sides = Sides.of(rows, Cut(stats_to, months_back(stats_to), calendar, is_now=False))
    if not sides.tickets and not sides.items:
        return ()
    found = [line for check in CHECKS if check is not set_aside for line in check(sides) if line.rule is None]
    return (*found, *_items(sides))


def _items(sides: Sides) -> Iterator[Difference]:
    printed = {_stream(pair.label) for pair in sides.pairs if sides.is_open(pair) or sides.is_completed(pair)}
    of_ticket = {(row.source, row.ticket_id): row.life.modification for row in sides.tickets.values() if row.life}
    for item in sides.items:
        known = of_ticket.get((item.source, item.told.ticket_id or ""))
        stream = _stream(item.told.modification or "") or known
        if {stream, known} & printed - {None}:
            label = item.told.modification or item.told.ticket_id or item.id
            line = Difference("set aside", label, f"{item.id} is set aside: {item.told.message}", source=item.source)
            yield replace(line, evidence=item.evidence)


def _stream(label: str) -> str | None:
    try:
        return ModificationRef.parse(label).stream
    except NotAReference:
        return None
