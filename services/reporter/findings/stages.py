"""PURE. Proposals whose stage no fact states, but later facts presume."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.figures.stages import OPEN, in_stage
from services.reporter.names import label
from services.reporter.report import Report
from services.reporter.view import View
from shared.papers.finding import Finding


def stages_implied(view: View, report: Report) -> Iterator[Finding]:
    """One finding for all that are open."""
    beyond_define = [stage for stage in OPEN if stage != "define"]
    open_ = [row for stage in beyond_define for row in in_stage(view, stage)]
    implied = [row for row in open_ if (turn := row.turn_at(view.cut.as_of)) and turn.implied]
    if implied:
        number = words.counted(len(implied), "open proposal")
        labels = words.in_a_row(tuple(label(view, row.stream) for row in implied))
        yield Finding(
            rule="stage-implied",
            message=f"The stage of {number} is implied by what happened later, with no conversion recorded: {labels}.",
            mend="record when the Panel converted them.",
            subjects=tuple(row.stream for row in implied),
        )
