"""One revision of one ticket in the form that every adapter produces: schema `dcc-ticket/1`."""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from shared.domain.london import LONDON
from shared.domain.ticket_states import STOPS_CLOCK, HoldReason, TicketState
from shared.domain.vocabulary import AssessmentKind

_STRICT = ConfigDict(
    defer_build=True, frozen=True, extra="forbid", strict=True, allow_inf_nan=False, serialize_by_alias=True
)

SourceName = Annotated[str, Field(pattern=r"^urn:(dcc:itsm|secas):[a-z0-9._-]{1,60}$")]
"""`urn:dcc:itsm:prod`; `urn:secas:manual` for what an analyst enters."""
TicketId = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
ModificationLabel = Annotated[str, Field(pattern=r"^(SECMP[0-9]{4}|MP[0-9]{3,4}[A-Z]?|DP[0-9]{3,4}[A-Z]?)$")]
TargetDays = Annotated[int, Field(ge=1, le=400)]
Reason = Annotated[str, Field(min_length=1, max_length=500)]


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class Hold(BaseModel):
    """From the day on which work stopped to the day on which it went on; open while `to` is missing."""

    model_config = _STRICT

    from_: Annotated[date, Field(alias="from")]
    to: date | None = None
    reason: HoldReason
    stops_clock: bool | None = None

    @property
    def is_stop(self) -> bool:
        """Whether it stops the Working Day clock."""
        return self.reason in STOPS_CLOCK if self.stops_clock is None else self.stops_clock


class TargetRevision(BaseModel):
    """The target was changed on that day."""

    model_config = _STRICT

    on: date
    from_wd: TargetDays
    to_wd: TargetDays
    reason: Reason | None = None


class Correction(BaseModel):
    """The revision says that an earlier one was wrong, not that things changed."""

    model_config = _STRICT

    of_revision: Annotated[int, Field(ge=0)]
    fields: tuple[str, ...] = ()
    reason: Reason


class TicketRevision(BaseModel):
    """Frozen; extra fields refused. Dates are days in London, instants UTC.

    `revision` rises with each change of the ticket; `revision_inferred` where the source has none, and it was made
    from the time of the change. `n` of the assessment is derived where `assessment_no` is missing.
    """

    model_config = _STRICT

    schema_: Annotated[Literal["dcc-ticket/1"], Field(alias="schema")] = "dcc-ticket/1"
    source: SourceName
    ticket_id: TicketId
    ticket_number: Annotated[str, Field(pattern=r"^[A-Z]{2,8}[0-9]{3,12}$")]
    revision: Annotated[int, Field(ge=0, lt=2**63)]
    revision_inferred: bool = False
    created_at: Instant
    updated_at: Instant
    modification_ref: ModificationLabel
    modification_ref_original: Annotated[str, Field(max_length=200)] | None = None
    dcc_cr_ref: Annotated[str, Field(pattern=r"^CR[0-9]{3,6}$")] | None = None
    assessment_type: AssessmentKind
    assessment_no: Annotated[int, Field(ge=1, le=999)] | None = None
    urgency: Literal["standard", "urgent"] = "standard"
    state: TicketState
    hold_reason: HoldReason | None = None
    stops_clock: bool | None = None
    requested_on: date | None = None
    accepted_on: date | None = None
    returned_on: date | None = None
    closed_on: date | None = None
    holds: tuple[Hold, ...] = ()
    target_wd_original: TargetDays | None = None
    target_wd: TargetDays | None = None
    target_revisions: tuple[TargetRevision, ...] = ()
    dcc_reported_wd: Annotated[int, Field(ge=0, le=10_000)] | None = None
    correction: Correction | None = None
    summary: Annotated[str, Field(max_length=500)] | None = None
    url: Annotated[str, Field(pattern=r"^https?://[^\s]{1,400}$")] | None = None

    @model_validator(mode="after")
    def _says_why_it_waits(self) -> Self:
        if self.state == "on_hold" and self.hold_reason is None:
            raise ValueError("on_hold needs hold_reason")
        return self

    @property
    def key(self) -> str:
        """Of the record on the topic: `source|ticket_id`."""
        return f"{self.source}|{self.ticket_id}"

    @property
    def changed_on(self) -> date:
        """The day in London on which the source says it was changed: used where no date is told."""
        return self.updated_at.astimezone(LONDON).date()

    @property
    def is_stop(self) -> bool:
        """Whether it is on a hold that stops the Working Day clock."""
        if self.state != "on_hold":
            return False
        return self.hold_reason in STOPS_CLOCK if self.stops_clock is None else self.stops_clock

    def canonical(self) -> bytes:
        """The same bytes for the same content: names in order, nothing that is missing."""
        import json

        told = self.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=False)
        return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    @property
    def content_sha256(self) -> str:
        """By which a revision that comes again is known to be the same."""
        return sha256(self.canonical()).hexdigest()
