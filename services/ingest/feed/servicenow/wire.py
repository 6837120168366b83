"""The way out: one HTTP client that reaches the hosts that are configured, and no other."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from time import monotonic
from types import TracebackType
from typing import NamedTuple, Self

import httpx2

from services.ingest.feed.servicenow.errors import SourceRefuses, SourceUnavailable
from services.ingest.feed.servicenow.patience import seconds_asked_for

LARGEST_ANSWER = 64 << 20
ANSWERS_WITHIN_SECONDS = 30.0
_BUSY = 429


class Answer(NamedTuple):
    """What came back, whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """Reaches only the scheme, host and port of the `allowed` addresses, whatever an answer says. Not for two threads.

    Redirects are answers like others and are not followed; proxies and passwords of the environment count for nothing.
    """

    def __init__(self, allowed: Iterable[str], *, seconds: float = ANSWERS_WITHIN_SECONDS) -> None:
        self._seconds = seconds
        self._client = httpx2.Client(
            transport=_Within(frozenset(_origin(httpx2.URL(address)) for address in allowed)),
            timeout=seconds,
            follow_redirects=False,
            trust_env=False,
            headers={"Accept": "application/json", "User-Agent": "secchange"},
        )

    def get(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """Raises SourceUnavailable where no whole answer comes in time, and where it asks for patience."""
        return self._ask(self._client.build_request("GET", url, params=dict(params), headers=dict(headers)))

    def post(self, url: str, form: Mapping[str, str]) -> Answer:
        """As `get`."""
        return self._ask(self._client.build_request("POST", url, data=dict(form)))

    def _ask(self, request: httpx2.Request) -> Answer:
        deadline = monotonic() + self._seconds
        host = request.url.host
        try:
            response = self._client.send(request, stream=True)
            try:
                answer = Answer(response.status_code, response.headers, _whole(response, deadline))
            finally:
                response.close()
        except httpx2.TimeoutException:
            raise SourceUnavailable(f"{host} does not answer within {self._seconds:g} seconds") from None
        except httpx2.HTTPError as error:
            raise SourceUnavailable(f"{host} cannot be reached: {error or type(error).__name__}") from None
        if answer.status == _BUSY or answer.status >= 500:
            asked = seconds_asked_for(answer.headers.get("retry-after"), datetime.now(UTC))
            raise SourceUnavailable(f"{host} answers {answer.status}", asked)
        return answer

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Within(httpx2.BaseTransport):
    """Nothing leaves for another place than these."""

    def __init__(self, origins: frozenset[tuple[str, str, int | None]]) -> None:
        self._origins = origins
        self._transport = httpx2.HTTPTransport()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if _origin(request.url) not in self._origins:
            raise SourceRefuses(f"{request.url.host} is not the host that is configured, and is not asked")
        return self._transport.handle_request(request)

    def close(self) -> None:
        self._transport.close()


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _whole(response: httpx2.Response, deadline: float) -> bytes:
    """Unpacked as it comes, so that neither a bomb nor a trickle is waited for."""
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > LARGEST_ANSWER:
            raise SourceRefuses(f"{response.url.host} answers with more than {LARGEST_ANSWER >> 20} MB")
        if monotonic() > deadline:
            raise httpx2.ReadTimeout("the answer trickles")
        parts.append(part)
    return b"".join(parts)
