"""The sources of tickets as they are configured, in one TOML file.

[sources."urn:dcc:itsm:prod"]
secrets = ["whsec_…", "whsec_…"]          # of the webhook; two may be in use while one is replaced

[sources."urn:dcc:itsm:prod".states]       # words of the source, over what is delivered
"-4" = "accepted"

[sources."urn:dcc:itsm:prod".servicenow]   # where it is polled; the user's time zone must be GMT
url = "https://dcc.service-now.com"
filter = "u_modificationISNOTEMPTY"
client_id = "…"                            # or user and password
client_secret = "…"
fields = { u_sec_reference = "modification_ref" }
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

from services.ingest.feed.servicenow.row import DEFAULT_FIELDS
from services.ingest.feed.signing_secrets import Secret, are_few
from shared.domain.reasons import first_reason
from shared.domain.ticket import SourceName
from shared.domain.ticket_states import SERVICENOW_STATES, SERVICENOW_TASK_STATES, HoldReason, TicketState
from shared.domain.vocabulary import AssessmentKind
from shared.feed.take import Words

MANUAL = "urn:secas:manual"
"""What an analyst enters, and the sheets that are dropped without another name."""


def _of_one_piece(query: str) -> str:
    """An encoded query that can be joined with others."""
    if "^NQ" in query or "ORDERBY" in query:
        raise ValueError("expected conditions joined by ^ and ^OR, without ^NQ and ORDERBY")
    return query.strip("^")


Conditions = Annotated[str, AfterValidator(_of_one_piece)]
Column = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]


_FIELDS = frozenset({*DEFAULT_FIELDS.values(), "summary", "url"})


def _are_ours(fields: Mapping[str, str]) -> Mapping[str, str]:
    if unknown := sorted(set(fields.values()) - _FIELDS):
        raise ValueError(f"{unknown[0]!r} is no field of a ticket: expected one of {', '.join(sorted(_FIELDS))}")
    return fields


class ServiceNow(BaseModel):
    """A Table API to be polled. `filter` is an encoded query of the source's own; `fields` map its names to ours.

    `open_filter` and `closed_column` tell the nightly sweep which tickets there should be; in `audit_table`, such as
    `sys_audit`, it looks for the revisions that no poll saw. Secrets go over TLS, or
    stay on this machine.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: Annotated[str, Field(pattern=r"^https?://")]
    table: Column = "change_request"
    filter: Conditions = ""
    open_filter: Annotated[Conditions, Field(min_length=1)] = "active=true"
    closed_column: Column = "closed_at"
    audit_table: Column | None = None
    user: str | None = None
    password: SecretStr | None = None
    token_url: str | None = None
    client_id: str | None = None
    client_secret: SecretStr | None = None
    fields: Annotated[Mapping[Column, str], AfterValidator(_are_ours)] = {}
    every_seconds: Annotated[float, Field(gt=0)] = 300.0
    page: Annotated[int, Field(ge=1, le=10_000)] = 200

    @model_validator(mode="after")
    def _is_fit(self) -> Self:
        if bool(self.user) != bool(self.password) or bool(self.client_id) != bool(self.client_secret):
            raise ValueError("expected user with password, or client_id with client_secret")
        for address in (self.url, self.token_url or ""):
            parts = urlsplit(address)
            if parts.scheme == "http" and parts.hostname not in _THIS_MACHINE:
                raise ValueError(f"{parts.hostname} is another machine: expected https://")
        return self


_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


class SourceSettings(BaseModel):
    """One source: the secrets of its webhook, its words, and where it is polled, if it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    secrets: Annotated[tuple[Secret, ...], AfterValidator(are_few)] = ()
    states: Mapping[str, TicketState] = {}
    assessment_types: Mapping[str, AssessmentKind] = {}
    hold_reasons: Mapping[str, HoldReason] = {}
    servicenow: ServiceNow | None = None

    def words(self, door: str) -> Words:
        """What the source calls things, as it comes through that door."""
        states = {**(self._as_delivered() if door == "poll" else {}), **self.states}
        return Words(states, self.assessment_types, self.hold_reasons)

    def _as_delivered(self) -> Mapping[str, str]:
        is_of_tasks = self.servicenow is not None and self.servicenow.table.endswith("task")
        return SERVICENOW_TASK_STATES if is_of_tasks else SERVICENOW_STATES


class Sources(BaseModel):
    """All of them, by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: Mapping[SourceName, SourceSettings] = {}

    def get(self, source: str) -> SourceSettings | None:
        """The settings of that source; the manual one needs none."""
        found = self.sources.get(source)
        return SourceSettings() if found is None and source == MANUAL else found


class SourcesUnfit(RuntimeError):
    """The file of sources cannot be used. The message says why, and never repeats a secret."""


def sources_of(file: Path | None) -> Sources:
    """The sources of that file; none without one. Raises SourcesUnfit."""
    if file is None:
        return Sources()
    try:
        told: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
        return Sources.model_validate(told)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourcesUnfit(f"{file}: {error}") from None
    except ValidationError as error:
        raise SourcesUnfit(f"{file}: {_said(error)}") from None


_SECRETS = frozenset({"secrets", "password", "client_secret"})


def _said(error: ValidationError) -> str:
    """The first fault; of a secret without what was found."""
    fault = error.errors(include_url=False)[0]
    if fault["type"] == "value_error" or not _SECRETS & set(fault["loc"]):
        return first_reason(error)
    return f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
