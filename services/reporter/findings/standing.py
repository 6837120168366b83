"""PURE. What stands as it should not: released though not approved, open to adoption though the time for it is over."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.figures.stages import by_number
from services.reporter.findings.plans import lapsed_in_the_news
from services.reporter.names import label
from services.reporter.report import Report
from services.reporter.sections.releases import NO_MORE
from services.reporter.view import View
from shared.papers.finding import Finding
from shared.readmodels import IMPLEMENTATIONS, REGISTER


def releases_of_what_is_over(view: View, report: Report) -> Iterator[Finding]:
    """In the paper of the days in which it ended."""
    day, register = view.cut.as_of, view.of(REGISTER)
    for _, part in sorted(view.of(IMPLEMENTATIONS).items()):
        row = register.get(part.stream) if part.is_waiting_at(day) else None
        turn = row.turn_at(day) if row else None
        if turn and turn.stage in NO_MORE and turn.on in view.cut.news:
            yield Finding(
                rule="released-though-over",
                message=f"{label(view, part.stream)} was {turn.stage} on {words.day(turn.on)}, and is assigned to "
                f"release {part.release} still.",
                mend="record ImplementationCancelled, or correct what is wrong.",
                subjects=(part.stream, *turn.evidence, *(part.assigned.evidence if part.assigned else ())),
            )


def adoption_windows_that_lapsed(view: View, report: Report) -> Iterator[Finding]:
    """Withdrawn, and nothing says what came of it when the time was over in which others could adopt it."""
    day = view.cut.as_of
    for row in by_number(view):
        withdrawal, turn = (row.withdrawal_at(day), row.turn_at(day)) if row.withdrawals else (None, None)
        until = withdrawal.adoptable_until if withdrawal else None
        if withdrawal and until and turn and turn.state == "adoption_window" and lapsed_in_the_news(view, until):
            yield Finding(
                rule="adoption-window-lapsed",
                message=f"{label(view, row.stream)} could be adopted until {words.day(until)}, and nothing says "
                "whether it was.",
                mend="record AdoptionWindowClosed or ProposalAdopted.",
                subjects=(row.stream, *withdrawal.evidence),
            )
