"""A server is asked again and again; one that refuses, and one that hangs, are told of with the reason."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from shared.operation.watch import Watch
from tests.waiting import until

WITHIN_SECONDS = 10


class Server:
    """Answers with how often it was asked; may be gone, or hang, until told otherwise."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_gone = False
        self.goes_on = Event()
        self.goes_on.set()

    @contextmanager
    def reach(self) -> Iterator[Callable[[], int]]:
        yield self.ask

    def ask(self) -> int:
        assert self.goes_on.wait(WITHIN_SECONDS)
        if self.is_gone:
            raise ConnectionError("no route\nto it")
        self.asked += 1
        return self.asked


def watch(server: Server) -> Watch[int]:
    return Watch("server", server.reach, look_every_seconds=0.01, fresh_for_seconds=0.2)


def test_before_the_first_answer_it_is_not_well() -> None:
    assert watch(Server()).trouble() == "not asked yet"


def test_it_asks_again_and_again() -> None:
    server = Server()
    with watch(server) as watching:
        until(lambda: (watching.seen() or 0) > 2)
        until(lambda: watching.trouble() is None)


def test_one_that_refuses_is_told_of_in_one_line_and_seen_again_when_it_is_back() -> None:
    server = Server()
    with watch(server) as watching:
        server.is_gone = True
        until(lambda: watching.trouble() == "no route to it")
        assert watching.seen() is None
        server.is_gone = False
        until(lambda: watching.trouble() is None)


def test_one_that_hangs_is_as_good_as_gone() -> None:
    server = Server()
    with watch(server) as watching:
        until(lambda: watching.seen() is not None)
        server.goes_on.clear()
        until(lambda: watching.trouble() == "no answer for more than 0.2 s")
        assert watching.seen() is None
        server.goes_on.set()
        until(lambda: watching.trouble() is None)


def test_one_that_answers_slowly_is_told_of() -> None:
    server = Server()
    slow = Watch("server", server.reach, look_every_seconds=0.01, fresh_for_seconds=10, slow_after_seconds=0.0)
    with slow as watching:
        until(lambda: watching.seen() is not None)
        assert watching.trouble() == "answers slowly: 0.0 s"


def test_an_answer_that_is_long_awaited_is_told_of_before_the_last_one_is_stale() -> None:
    server = Server()
    slow = Watch("server", server.reach, look_every_seconds=0.01, fresh_for_seconds=60, slow_after_seconds=0.1)
    with slow as watching:
        until(lambda: watching.seen() is not None)
        server.goes_on.clear()
        until(lambda: watching.trouble() is not None)
        assert (watching.trouble() or "").startswith("answers slowly: ")
        assert watching.seen() is not None
        server.goes_on.set()
        until(lambda: watching.trouble() is None)
