"""Lines over HTTP as uvicorn has them, and bounded: whoever begins a request and does not end its headers is let go."""

import asyncio

import orjson
from uvicorn.protocols.http.h11_impl import H11Protocol

from shared.web.problem import PROBLEM, told

HEAD_WITHIN_SECONDS = 10.0
"""From its first byte, or from the beginning of the line, to the end of the headers; however often something comes."""


class BoundedLine(H11Protocol):
    """What comes after the headers is bounded by whoever reads it, and the pause before the next by uvicorn."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._forget()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_WITHIN_SECONDS, self._close)

    def _forget(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        begun, _ = self.conn.trailing_data
        if begun:
            self.transport.write(_too_slow())
        self.transport.close()


def _too_slow() -> bytes:
    detail = f"the headers did not arrive within {HEAD_WITHIN_SECONDS:g} s: send it again"
    body = orjson.dumps(told(408, "too-slow", detail))
    head = f"HTTP/1.1 408 Request Timeout\r\ncontent-type: {PROBLEM}\r\ncontent-length: {len(body)}\r\n"
    return f"{head}connection: close\r\n\r\n".encode() + body
