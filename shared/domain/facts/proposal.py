"""A proposal's own life: raised, named, made urgent, discussed, reported on, withdrawn."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from shared.domain.facts.base import Fact
from shared.domain.vocabulary import AgendaPurpose, DecidingBody, Mode, Path, Readiness

Text = Annotated[str, Field(min_length=1)]


class Proposer(BaseModel):
    """Who raised a proposal, as the paper prints it. Names that papers publish, and no others."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    name: Text
    organisation: Text | None = None
    on_behalf_of: Text | None = None


class ProposalRaised(Fact):
    """A Proposer raised it. `problem` is Markdown in paragraphs; references in it stay links."""

    label: Text
    title: Text
    proposer: Proposer
    problem: Text | None = None


class ProposalNamed(Fact):
    """A source calls the proposal by this label and title, so many times. A statement of standing.

    A table gives the label alone; then there is no title.
    """

    label: Text
    title: Text | None = None
    times: Annotated[int, Field(ge=1)] = 1

    def says(self) -> str:
        return f"{self.label}|{self.title or ''}"


class UrgencyRequested(Fact):
    """The Proposer asked that it be treated as an Urgent Proposal (SEC D4)."""


class UrgencyGranted(Fact):
    """The Authority agreed that it is an Urgent Proposal (SEC D4)."""

    by: DecidingBody = "authority"


class ReadinessDetermined(Fact):
    """The Change Sub-Committee determined whether it may go to the Panel for conversion."""

    outcome: Readiness
    mode: Mode


class ProposalConverted(Fact):
    """The Panel made the Draft Proposal a Modification Proposal (SEC D3)."""

    route: AgendaPurpose


class PathDetermined(Fact):
    """Which path of SEC D2 it takes, and who determined so."""

    path: Path
    by: DecidingBody = "panel"


class WorkingGroupDiscussed(Fact):
    """A Working Group meeting had it on its agenda and discussed it."""

    meeting_on: date

    def says(self) -> str:
        return self.meeting_on.isoformat()


class ModificationReportSubmitted(Fact):
    """The Modification Report goes to the Panel (SEC D7.1), at the meeting of `panel_on`."""

    panel_on: date | None = None

    def says(self) -> str:
        return self.panel_on.isoformat() if self.panel_on else ""


class ProposalPutOnHold(Fact):
    """Work on it waits, for the reason given."""

    reason: Text


class ProposalResumed(Fact):
    """Work on it goes on after a hold."""


class ProposalWithdrawn(Fact):
    """It is withdrawn (SEC D5)."""
