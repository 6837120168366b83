"""What came from the DCC's ticket systems, what was set aside of it, and what people did about that."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from shared.domain.facts.base import Fact
from shared.domain.streams import StreamKind
from shared.domain.ticket import TicketRevision

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, Field(min_length=1)]
Door = Literal["webhook", "poll", "drop", "manual"]


class DccTicketRevisionObserved(Fact):
    """One revision of one ticket, in the form that every adapter gives it; `raw_sha256` is of what really came."""

    BELONGS_TO: ClassVar[StreamKind | None] = "ticket"

    ticket: TicketRevision
    door: Door
    raw_sha256: Sha256

    def says(self) -> str:
        return str(self.ticket.revision)


class FeedFact(Fact):
    """What all of them share: the source is their stream, `feed/urn:dcc:itsm:prod`."""

    BELONGS_TO: ClassVar[StreamKind | None] = "feed"


class FeedConnected(FeedFact):
    """Something came through this door for the first time."""

    door: Door

    def says(self) -> str:
        return self.door


class FeedGapDetected(FeedFact):
    """So many revisions of the ticket never came, up to `upto_revision`."""

    ticket_id: Text
    missing: Annotated[int, Field(ge=1)]
    upto_revision: Annotated[int, Field(ge=0)]

    def says(self) -> str:
        return f"{self.ticket_id}|{self.missing}|{self.upto_revision}"


class FeedGapClosed(FeedFact):
    """All of its revisions up to `upto_revision` are there now."""

    ticket_id: Text
    upto_revision: Annotated[int, Field(ge=0)]

    def says(self) -> str:
        return f"{self.ticket_id}|{self.upto_revision}"


class TicketQuarantined(FeedFact):
    """It was set aside, as `item`: why, for whom to read, where in it, and what groups it with others of its kind."""

    item: Text
    reason: Text
    message: Text
    pointers: tuple[str, ...] = ()
    fingerprint: Text
    door: Door
    raw_sha256: Sha256
    ticket_id: str | None = None
    revision: int | None = None
    modification: str | None = None

    def says(self) -> str:
        return self.item


class QuarantineReplayed(FeedFact):
    """Somebody had it tried again, for the `attempt`th time; `reason` where it was set aside again."""

    item: Text
    attempt: Annotated[int, Field(ge=1)]
    reason: Text | None = None

    def says(self) -> str:
        return f"{self.item}|{self.attempt}"


class QuarantineDiscarded(FeedFact):
    """Somebody decided that it is of no use."""

    item: Text
    reason: Text

    def says(self) -> str:
        return self.item


class QuarantineArchived(FeedFact):
    """Somebody put it away, settled otherwise."""

    item: Text

    def says(self) -> str:
        return self.item


class QuarantineExported(FeedFact):
    """It was handed to the DCC, to be looked at."""

    item: Text

    def says(self) -> str:
        return self.item


class TicketVanished(FeedFact):
    """A sweep looked for it by name in its source, and it is not there any more. What it told stands until somebody
    decides: that it was deleted is not that the assessment was cancelled."""

    ticket_id: Text
    ticket_number: Text
    modification: Text
    revision: Annotated[int, Field(ge=0)]
    times: Annotated[int, Field(ge=1)] = 1

    def says(self) -> str:
        return f"{self.ticket_id}|{self.times}"


class TicketReappeared(FeedFact):
    """A ticket that had vanished is there again."""

    ticket_id: Text
    times: Annotated[int, Field(ge=1)] = 1

    def says(self) -> str:
        return f"{self.ticket_id}|{self.times}"


class FeedMappingFixed(FeedFact):
    """Somebody mapped a word of the source: `field` `word` means `meaning` from now on."""

    field: Literal["state", "assessment_type", "hold_reason"]
    word: Text
    meaning: Text

    def says(self) -> str:
        return f"{self.field}|{self.word}|{self.meaning}"


class FeedMonthForgotten(FeedFact):
    """What really came in that month cannot be opened any more: its key was thrown away. The hashes stay."""

    month: Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
    deliveries: Annotated[int, Field(ge=1)]
    reason: Text
    agreed_by: Text | None = None

    def says(self) -> str:
        return self.month


class FeedReconciled(FeedFact):
    """Both sides were compared, with so many differences."""

    compared: Annotated[int, Field(ge=0)]
    differences: Annotated[int, Field(ge=0)]
    unexplained: Annotated[int, Field(ge=0)]
