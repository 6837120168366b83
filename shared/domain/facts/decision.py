"""What the Change Board and the Authority decided, and what was appealed."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from shared.domain.facts.base import Fact
from shared.domain.vocabulary import (
    AgendaPurpose,
    AppealOutcome,
    CategoryOutcome,
    Determination,
    VoteBasis,
    VoteChoice,
    VoteResult,
    VotingCategory,
)

Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0, le=999)]


class CategoryVote(BaseModel):
    """How one category of the Change Board voted, and the one result that it gives."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    category: VotingCategory
    approve: Count = 0
    reject: Count = 0
    abstain: Count = 0
    outcome: CategoryOutcome


class VoteCast(Fact):
    """One Member of the Change Board voted: the entry's actor. `meeting_on` is the day of the meeting."""

    meeting_on: date
    category: VotingCategory
    choice: VoteChoice
    member: Text

    def says(self) -> str:
        return f"{self.meeting_on.isoformat()}|{self.member}"


class ChangeBoardVoted(Fact):
    """The Change Board's overall result, at the meeting of the entry's day (SEC D8).

    `self_governance` decides; `recommendation` goes to the Authority. `release` as in `2020-11`. `votes` by category,
    where the split is known; `on_alternative` is the number of the variation that the result speaks of.
    """

    basis: VoteBasis
    result: VoteResult
    ad_hoc: bool = False
    release: str | None = None
    votes: tuple[CategoryVote, ...] | None = None
    on_alternative: Annotated[int, Field(ge=1, le=99)] | None = None


class ChangeBoardDeferred(Fact):
    """The Change Board put its vote off, to the meeting of `until_on` where it named one."""

    reason: Text
    until_on: date | None = None


class ReportSubmittedToAuthority(Fact):
    """The Modification Report is with the Authority, for the `submission`th time (after a send-back, 2)."""

    submission: int = 1

    def says(self) -> str:
        return str(self.submission)


class AuthorityDetermined(Fact):
    """The Authority's determination (SEC D9), by the letter `letter_ref`.

    `implementation_wd_after` is "n Working Days following approval".
    """

    outcome: Determination
    implementation_wd_after: int | None = None
    implementation_on: date | None = None
    letter_ref: Text | None = None


class ReworkStarted(Fact):
    """The Panel took up again what the Authority, or an appeal, sent back: in Refinement or in the Report Phase."""

    route: AgendaPurpose


class AppealLodged(Fact):
    """A Party or Citizens Advice appealed to the Authority against a Self-Governance decision (SEC D9)."""

    appellant: Text

    def says(self) -> str:
        return self.appellant


class AppealDetermined(Fact):
    """What the Authority made of the appeal."""

    outcome: AppealOutcome
    letter_ref: Text | None = None
