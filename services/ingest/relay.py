"""The relay: facts of the log, in its order, onto the topic. The log is its own outbox; the topic can be lost.

A crash between sending and saving makes repeats, with the same positions and links, and nothing else.
"""

from collections.abc import Callable, Sequence
from threading import Event
from time import monotonic, perf_counter

import structlog

from services.ingest.relay_links import Links
from services.ingest.relay_ports import FactLog, Seat
from shared.eventlog.errors import AnotherRelayIsActive, LogUnavailable
from shared.logs import LogEvent
from shared.transport.broker import BrokerUnavailable, Publisher
from shared.transport.carried import Carried

FACTS_PER_PAGE = 5_000
LOOK_EVERY_SECONDS = 1.0
"""At the topic, however many facts come meanwhile; and at the stop sign, while none come."""
LONGEST_PAUSE_SECONDS = 5.0

log = structlog.get_logger()


class Relay:
    """Carries the log to one topic, as the only one that does. Not for two threads.

    `claim` takes the seat of the topic's incarnation it is given, or raises AnotherRelayIsActive. A topic that was
    deleted and made again has another incarnation, whose seat remembers nothing: so it is filled from the start.
    """

    def __init__(
        self,
        facts: FactLog,
        publisher: Publisher,
        claim: Callable[[str], Seat],
        *,
        facts_per_page: int = FACTS_PER_PAGE,
        look_every_seconds: float = LOOK_EVERY_SECONDS,
    ) -> None:
        self._facts = facts
        self._publisher = publisher
        self._claim = claim
        self._facts_per_page = facts_per_page
        self._look_every_seconds = look_every_seconds
        self._incarnation = ""
        self._seat: Seat | None = None
        self._links = Links({})
        self._position = 0

    def pump(self) -> int:
        """Relays everything up to the head of the log, and returns the position reached: all up to it is acknowledged.

        Raises BrokerUnavailable, LogUnavailable and AnotherRelayIsActive; after each it may be called again.
        """
        try:
            if self._seat is None:
                self._take_up()
            self._relay_all()
            while self._take_up():
                self._relay_all()
        except BaseException:
            self._give_up()
            raise
        return self._position

    def run_until(self, stop: Event) -> None:
        """Relays whatever is appended until `stop` is set; waits while another has the seat, or a server is away."""
        try:
            self._run_until(stop)
        finally:
            self.close()

    def close(self) -> None:
        """Gives up the seat and the connection to the broker. Safe to repeat."""
        self._give_up()
        self._publisher.close()

    def _run_until(self, stop: Event) -> None:
        failures, told = 0, False
        while not stop.is_set():
            try:
                self.pump()
                failures, told = 0, False
                self._relay_until(stop, monotonic() + self._look_every_seconds)
            except AnotherRelayIsActive as other:
                if not told:
                    log.info(LogEvent.RELAY_STOOD_BY, reason=str(other))
                told = True
                stop.wait(self._look_every_seconds)
            except (BrokerUnavailable, LogUnavailable) as error:
                failures += 1
                log.warning(LogEvent.RELAY_HELD_UP, reason=str(error), failures=failures)
                stop.wait(pause_seconds(failures))

    def _relay_until(self, stop: Event, look_at: float) -> None:
        """Relays what comes, without a look at the topic: to ask for it after each fact costs as much as the fact."""
        while not stop.is_set() and (remaining := look_at - monotonic()) > 0:
            if self._facts.wait(self._position, remaining):
                self._relay_all()

    def _relay_all(self) -> None:
        try:
            while self._relay_page():
                pass
        except BaseException:
            # Whatever was sent and not saved is sent again, from what the seat remembers.
            self._give_up()
            raise

    def _relay_page(self) -> bool:
        """Whether there was anything to relay."""
        begun = perf_counter()
        facts = self._facts.read(self._position, self._facts_per_page)
        if not facts:
            return False
        carried, links = self._links.link(facts)
        if carried:  # none where a partition that has been quiet for long is all that the seat was behind with
            self._publish(carried)
        self._links, self._position = links, facts[-1].position
        if carried:
            seconds = round(perf_counter() - begun, 4)
            log.info(LogEvent.FACTS_RELAYED, facts=len(carried), position=self._position, seconds=seconds)
        return True

    def _publish(self, carried: Sequence[Carried]) -> None:
        self._publisher.publish(carried)
        assert self._seat is not None
        self._seat.save({one.partition: one.fact.position for one in carried})

    def _take_up(self) -> bool:
        """Whether the topic is another than the one relayed to so far; then the relay goes on where that one stands."""
        incarnation = self._publisher.incarnation()
        if self._seat is not None and incarnation == self._incarnation:
            return False
        self._give_up()
        self._seat, self._incarnation = self._claim(incarnation), incarnation
        self._links = Links.after(self._seat.load(), self._publisher.partition_count())
        self._position = self._links.position
        log.info(LogEvent.TOPIC_TAKEN_UP, topic=incarnation, position=self._position)
        return True

    def _give_up(self) -> None:
        if self._seat is not None:
            self._seat.close()
            self._seat = None


def pause_seconds(failures: int) -> float:
    """How long to wait after so many failures in a row: half a second, doubling, at most five seconds."""
    return min(LONGEST_PAUSE_SECONDS, 0.25 * 2.0 ** min(failures, 10))
