"""Whoever begins a request and never ends its headers is let go; whoever ends them is not hurried any more."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic, sleep

import pytest
from fastapi import FastAPI, Request

from services.cli import http_lines
from services.cli.web_server import serving

WITHIN_SECONDS = 0.2
ENDLESS = b"GET /echo HTTP/1.1\r\nHost: here\r\n"


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """Of a service that says again what is sent to it."""
    monkeypatch.setattr(http_lines, "HEAD_WITHIN_SECONDS", WITHIN_SECONDS)
    app = FastAPI()

    @app.post("/echo")
    async def echo(request: Request) -> str:
        return (await request.body()).decode()

    with socket.create_server(("127.0.0.1", 0)) as listener, serving(app, listener):
        yield listener.getsockname()


def test_headers_that_never_end_are_answered_and_the_line_is_closed(place: tuple[str, int]) -> None:
    with socket.create_connection(place, timeout=10) as line:
        begun = monotonic()
        line.sendall(ENDLESS)
        with suppress(OSError):  # drop by drop, until it is closed
            while monotonic() < begun + 5:
                line.sendall(b"X-More: 1\r\n")
                sleep(WITHIN_SECONDS / 10)
        assert monotonic() < begun + 5, "it is the whole that is bounded, and not the pauses"


def test_it_is_told_why(place: tuple[str, int]) -> None:
    with socket.create_connection(place, timeout=10) as line:
        line.sendall(ENDLESS)
        answer = b"".join(iter(lambda: line.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 408 ") and b"urn:secchange:problem:too-slow" in answer


def test_a_line_on_which_nothing_comes_is_closed_without_a_word(place: tuple[str, int]) -> None:
    with socket.create_connection(place, timeout=10) as line:
        assert line.recv(4096) == b""


def test_a_second_request_on_a_line_is_bounded_as_the_first(place: tuple[str, int]) -> None:
    with socket.create_connection(place, timeout=10) as line:
        line.sendall(b"POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nhi")
        assert b"200 OK" in line.recv(4096)
        line.sendall(ENDLESS)
        answer = b"".join(iter(lambda: line.recv(4096), b""))
    assert b"HTTP/1.1 408 " in answer


def test_whoever_has_told_the_headers_is_not_hurried_here(place: tuple[str, int]) -> None:
    with socket.create_connection(place, timeout=10) as line:
        for rest in (b"first", b"again"):
            line.sendall(b"POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\n")
            sleep(2 * WITHIN_SECONDS)
            line.sendall(rest)
            assert rest in _answer(line)
            sleep(2 * WITHIN_SECONDS)  # a line that is kept open for the next request is uvicorn's to close


def _answer(line: socket.socket) -> bytes:
    found = b""
    while not found.endswith(b'"'):
        found += line.recv(4096)
    return found
