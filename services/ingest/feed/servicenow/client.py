"""One page of a Table API, however often it has to be asked for."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import sleep

import msgspec

from services.ingest.feed.servicenow.access import access_of, token_url_of
from services.ingest.feed.servicenow.errors import PollEnded, SourceRefuses, SourceUnavailable
from services.ingest.feed.servicenow.patience import backoff_seconds
from services.ingest.feed.servicenow.row import Row, columns, row_of
from services.ingest.feed.servicenow.wire import ANSWERS_WITHIN_SECONDS, Answer, Wire
from services.ingest.feed.sources import ServiceNow

ATTEMPTS = 4
LONGEST_WAIT_SECONDS = 60.0
"""A source that asks for more is left alone by the poll: the next one comes when it may."""

Pause = Callable[[float], bool]
"""Waits so many seconds, if any; True where it is to end."""


def pause(seconds: float) -> bool:
    """Where nobody may tell it to end."""
    sleep(seconds)
    return False


@dataclass(frozen=True, slots=True)
class Page:
    """`total` is how many rows fit the query, hidden ones too, where the source says so."""

    rows: Sequence[Row]
    total: int | None


class _Result(msgspec.Struct):
    result: list[msgspec.Raw]


_PAGES = msgspec.json.Decoder(_Result)


class TableClient:
    """Asks one table. Close it. Not for two threads."""

    def __init__(
        self,
        settings: ServiceNow,
        pause: Pause = pause,
        *,
        seconds: float = ANSWERS_WITHIN_SECONDS,
        table: str | None = None,
        asked_for: Iterable[str] | None = None,
    ) -> None:
        """Of the table that is configured, with the columns of a ticket, unless another is named with its own."""
        self._address = f"{settings.url.rstrip('/')}/api/now/table/{table or settings.table}"
        self._asked_for = ",".join(sorted(set(asked_for or columns(settings.fields).values())))
        self._access = access_of(settings)
        self._wire = Wire((settings.url, token_url_of(settings)), seconds=seconds)
        self._pause = pause

    def page(self, query: str, limit: int) -> Page:
        """The rows as they came, byte for byte. Raises SourceUnavailable, SourceRefuses, PollEnded."""
        if self._pause(0):
            raise PollEnded
        params = {
            "sysparm_query": query,
            "sysparm_fields": self._asked_for,
            "sysparm_display_value": "all",
            "sysparm_exclude_reference_link": "true",
            "sysparm_limit": str(limit),
        }
        answer = self._patiently(params)
        try:
            found = _PAGES.decode(answer.body)
        except msgspec.MsgspecError:
            raise SourceRefuses(f"{self._address} answers with what is no page of a Table API") from None
        total = answer.headers.get("x-total-count", "")
        return Page([row_of(bytes(raw)) for raw in found.result], int(total) if total.isdecimal() else None)

    def close(self) -> None:
        self._wire.close()

    def _patiently(self, params: dict[str, str]) -> Answer:
        failures = 0
        while True:
            try:
                return self._admitted(params)
            except SourceUnavailable as trouble:
                failures += 1
                asked = trouble.asked_seconds or 0.0
                if failures == ATTEMPTS or asked > LONGEST_WAIT_SECONDS:
                    raise
                if self._pause(asked + backoff_seconds(failures, random.random())):
                    raise PollEnded from None

    def _admitted(self, params: dict[str, str]) -> Answer:
        """With another token, once, where the one that was shown has expired."""
        answer = self._wire.get(self._address, params, self._access.headers(self._wire))
        if answer.status == 401 and self._access.renew():
            answer = self._wire.get(self._address, params, self._access.headers(self._wire))
        if answer.status != 200:
            raise SourceRefuses(f"{self._address} answers {answer.status}{_meaning(answer.status)}")
        return answer


def _meaning(status: int) -> str:
    if 300 <= status < 400:
        return ": it is to be asked elsewhere, which is not done"
    return {401: ": see user and password, or client credentials", 403: ": the user may not read the table"}.get(
        status, ""
    )
