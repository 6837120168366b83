"""A proposal's own life: raised, named, made urgent, converted, discussed, reported on, withdrawn."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from shared.domain.facts.base import Fact
from shared.domain.reference import series_of
from shared.domain.vocabulary import AgendaPurpose, DecidingBody, Mode, PartyCategory, Path, Readiness, State, WhoAsks

Text = Annotated[str, Field(min_length=1)]


def _is_label(text: str) -> str:
    series_of(text)
    return text


_LABEL = r"^\s*(?:[Ss][Ee][Cc][Mm][Pp]|[Mm][Pp]|[Dd][Pp])\s*0*[1-9][0-9]{0,3}\s*[A-Za-z]?\s*$"
"""For whoever reads the schema: the same as the reference's own spelling."""

Label = Annotated[Text, AfterValidator(_is_label), Field(json_schema_extra={"pattern": _LABEL})]
"""`DP125`, `MP102B`, `SECMP0007`: which series it is of tells where the modification stands."""


class Proposer(BaseModel):
    """Who raised a proposal, as the paper prints it. Names that papers publish, and no others."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    name: Text
    organisation: Text | None = None
    on_behalf_of: Text | None = None
    party_category: PartyCategory | None = None


class ProblemStatementReceived(Fact):
    """A draft of a problem statement came to SECAS, which reads it as a critical friend before it is raised."""

    title: Text
    from_organisation: Text | None = None


class ProblemStatementCommented(Fact):
    """SECAS gave its comments on the draft back."""

    comments: Text | None = None


class ProposalRaised(Fact):
    """A Proposer raised it (SEC D1). `problem` is Markdown in paragraphs; references in it stay links."""

    label: Label
    title: Text
    proposer: Proposer
    problem: Text | None = None
    recommended_path: Path | None = None
    urgent_requested: bool | None = None


class ProposalNamed(Fact):
    """A source calls the proposal by this label and title, so many times. A statement of standing.

    A table gives the label alone; then there is no title.
    """

    label: Label
    title: Text | None = None
    times: Annotated[int, Field(ge=1)] = 1

    def says(self) -> str:
        return f"{self.label}|{self.title or ''}"


class TitleChanged(Fact):
    """It has another title from the entry's day on."""

    title: Text

    def says(self) -> str:
        return self.title


class ProposerChanged(Fact):
    """Another took it over, while it was live."""

    proposer: Proposer

    def says(self) -> str:
        return self.proposer.name


class LeadAnalystAssigned(Fact):
    """SECAS's lead analyst: an id, since papers do not publish the name."""

    analyst: Text

    def says(self) -> str:
        return self.analyst


class ImpactsRecorded(Fact):
    """Which Party Categories and which SEC documents it affects. The last record stands."""

    party_categories: tuple[PartyCategory, ...] = ()
    documents: tuple[Text, ...] = ()

    def says(self) -> str:
        return f"{','.join(self.party_categories)}|{','.join(self.documents)}"


class UrgencyRequested(Fact):
    """It was put to the Authority to be treated as an Urgent Proposal (SEC D4)."""

    by: WhoAsks | None = None


class UrgencyGranted(Fact):
    """The Authority agreed that it is an Urgent Proposal (SEC D4). `timetable`: the one that it must keep."""

    by: DecidingBody = "authority"
    timetable: Text | None = None


class UrgencyRefused(Fact):
    """The Authority did not agree that it is an Urgent Proposal (SEC D4)."""

    reason: Text | None = None


class ReadinessDetermined(Fact):
    """The Change Sub-Committee determined whether it may go to the Panel for conversion."""

    outcome: Readiness
    mode: Mode


class FastTrackRecommended(Fact):
    """The Change Sub-Committee recommends it to the Panel as a Fast-Track Modification."""


class FastTrackApproved(Fact):
    """The Panel approved it as a Fast-Track Modification: no Refinement Process, no Modification Report."""


class ProposalConverted(Fact):
    """The Panel made the Draft Proposal a Modification Proposal (SEC D3)."""

    route: AgendaPurpose


class ConversionRefused(Fact):
    """The Panel did not convert the Draft Proposal (SEC D3)."""

    reason: Text


class PathDetermined(Fact):
    """Which path of SEC D2 it takes, and who determined so."""

    path: Path
    by: DecidingBody = "panel"


class WorkingGroupDiscussed(Fact):
    """A Working Group meeting had it on its agenda and discussed it."""

    meeting_on: date

    def says(self) -> str:
        return self.meeting_on.isoformat()


class SolutionChanged(Fact):
    """What is proposed was changed, or told for the first time."""

    summary: Text

    def says(self) -> str:
        return self.summary


class AlternativeAdded(Fact):
    """A further variation, which goes to the Change Board beside the proposal (SEC D6.15). `n` counts from 1."""

    n: Annotated[int, Field(ge=1, le=99)]
    title: Text

    def says(self) -> str:
        return str(self.n)


class DependencyRecorded(Fact):
    """It depends on another modification: `depends_on` is the stream of that."""

    depends_on: Text
    reason: Text | None = None

    def says(self) -> str:
        return self.depends_on


class SplitPart(BaseModel):
    """One of the proposals that another was split into: its suffix, and what it is called."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    suffix: Annotated[str, Field(pattern=r"^[A-Z]$")]
    title: Text


class ProposalSplit(Fact):
    """It goes on as these, each with a stream of its own."""

    children: Annotated[tuple[SplitPart, ...], Field(min_length=1)]
    scope: Text | None = None

    def says(self) -> str:
        return ",".join(child.suffix for child in self.children)


class ProposalSplitOff(Fact):
    """It came out of the modification whose stream is `parent`, and goes on in the state in which that was.

    It keeps the day on which that was raised, by a `ProposalRaised` of its own.
    """

    parent: Text
    state: State = "in_refinement"

    def says(self) -> str:
        return self.parent


class ProposalsMerged(Fact):
    """It goes on as part of another: `into` is its stream."""

    into: Text

    def says(self) -> str:
        return self.into


class ModificationReportSubmitted(Fact):
    """The Modification Report goes to the Panel (SEC D7.1), at the meeting of `panel_on`."""

    panel_on: date | None = None
    report_version: Text | None = None

    def says(self) -> str:
        return self.panel_on.isoformat() if self.panel_on else ""


class ReportPhaseApproved(Fact):
    """The Panel sent the Modification Report out for consultation (SEC D7.8)."""


class ReportReturned(Fact):
    """The Panel returned the Modification Report as not sound."""

    reason: Text


class LegalTextChanged(Fact):
    """The legal text has this version now."""

    text_version: Text

    def says(self) -> str:
        return self.text_version


class ProposalPutOnHold(Fact):
    """Work on it waits, for the reason given; `awaiting` is the stream of a modification on which it hangs."""

    reason: Text
    awaiting: Text | None = None


class ProposalResumed(Fact):
    """Work on it goes on after a hold."""


class WithdrawalRequested(Fact):
    """The Proposer withdrew it (SEC D5.1). Others may adopt a Modification Proposal until `adoptable_until`."""

    adoptable_until: date | None = None
    reason: Text | None = None


class ProposalAdopted(Fact):
    """Another adopted it in the time in which that is possible, and it goes on where it stood (SEC D5)."""

    proposer: Proposer


class AdoptionWindowClosed(Fact):
    """Nobody had adopted it, so it is withdrawn (SEC D5)."""


class ProposalWithdrawn(Fact):
    """It is withdrawn (SEC D5); a Draft Proposal at once (D5.4)."""
