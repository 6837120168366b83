"""PURE. Appeals against Self-Governance decisions: lodged and determined, and those that are with the Authority."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.deeds import in_the_news
from services.reporter.figures.stages import by_number
from services.reporter.names import name
from services.reporter.report import Block, Line
from services.reporter.sections.blocks import following, with_list
from services.reporter.sections.since_the_last_paper import told_of
from services.reporter.view import View
from shared.readmodels.modification import Appeal, Modification
from shared.readmodels.readmodel import evidence_of


def appeals(view: View) -> Iterator[Block]:
    """Nothing is said where nobody appealed."""
    determined = in_the_news(view, "appeal_confirmed", "appeal_overturned", "appeal_remitted")
    if determined:
        lead = f"The Authority determined appeals on {following(len(determined), 'modification')}:"
        yield from with_list(lead, tuple(told_of(view, deed) for deed in determined))
    day = view.cut.as_of
    pending = [(row, those) for row in by_number(view) if row.appeals and (those := row.pending_appeals_at(day))]
    if pending:
        number = len(pending)
        lead = (
            f"There {words.is_are(number)} {words.counted(number, 'modification')} whose decision "
            "has been appealed to the Authority, and whose implementation waits for its determination:"
        )
        yield from with_list(lead, tuple(_pending(view, row, those) for row, those in pending))


def _pending(view: View, row: Modification, those: tuple[Appeal, ...]) -> Line:
    by = words.in_a_row(tuple(f"{each.appellant} on {words.day(each.on)}" for each in those))
    return Line(f"{name(view, row.stream).link}, by {by}", evidence_of(*those))
