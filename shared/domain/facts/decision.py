"""What the Change Board and the Authority decided."""

from datetime import date

from shared.domain.facts.base import Fact
from shared.domain.vocabulary import Determination, VoteBasis, VoteResult


class ChangeBoardVoted(Fact):
    """The Change Board's overall result, at the meeting of the entry's day (SEC D8).

    `self_governance` decides; `recommendation` goes to the Authority. `release` as in `2020-11`.
    """

    basis: VoteBasis
    result: VoteResult
    ad_hoc: bool = False
    release: str | None = None


class ReportSubmittedToAuthority(Fact):
    """The Modification Report is with the Authority, for the `submission`th time (after a send-back, 2)."""

    submission: int = 1

    def says(self) -> str:
        return str(self.submission)


class AuthorityDetermined(Fact):
    """The Authority's determination (SEC D9). `implementation_wd_after` is "n Working Days following approval"."""

    outcome: Determination
    implementation_wd_after: int | None = None
    implementation_on: date | None = None
