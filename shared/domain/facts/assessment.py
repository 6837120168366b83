"""The DCC's Preliminary and Impact Assessments. Which one is meant stands beside the fact: kind and number."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from shared.domain.facts.base import Fact

WorkingDays = Annotated[int, Field(ge=0, le=10_000)]


class AssessmentFact(Fact):
    """What all of them share: they speak of one assessment, `kind` and `n` in the entry."""

    OF_AN_ASSESSMENT: ClassVar[bool] = True


class AssessmentRequested(AssessmentFact):
    """SECAS asked for it, or the Change Board of the day `at_change_board_on` did."""

    at_change_board_on: date | None = None


class AssessmentAccepted(AssessmentFact):
    """The DCC accepted the request: the first day of the clock, which is counted."""

    target_wd: WorkingDays | None = None


class AssessmentRefused(AssessmentFact):
    """The DCC sent the request back as incomplete."""

    missing: str | None = None


class AssessmentClockStopped(AssessmentFact):
    """The clock stands from the day after this one."""

    reason: str
    awaiting: str | None = None


class AssessmentClockResumed(AssessmentFact):
    """The clock runs again; this day is counted."""


class AssessmentTargetRevised(AssessmentFact):
    """The target was changed. The original stays known."""

    was_wd: WorkingDays | None = None
    target_wd: WorkingDays
    reason: str | None = None

    def says(self) -> str:
        return str(self.target_wd)


class AssessmentDurationStated(AssessmentFact):
    """A source prints how long it has been open, as at the entry's day."""

    duration_wd: WorkingDays


class AssessmentReturned(AssessmentFact):
    """The DCC returned it: the last day of the clock, which is counted."""

    target_wd: WorkingDays | None = None
    duration_wd_stated: WorkingDays | None = None


class AssessmentReissued(AssessmentFact):
    """A returned assessment was reopened; this day is counted."""


class AssessmentCancelled(AssessmentFact):
    """It is no longer wanted; its duration is not reported."""
