"""The numbers of one service for Prometheus: gauges from its watches, counters from what it says of itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from structlog.types import EventDict, WrappedLogger

from shared.logs import LogEvent
from shared.operation.health import Health
from shared.operation.lag import Lag
from shared.operation.status import Status

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_BECAME = ("observed", "duplicates", "quarantined", "ignored")
_STEPS = {LogEvent.FACTS_RELAYED: "relay", LogEvent.BATCH_PROJECTED: "project"}


class Metrics:
    """Of one process. Hears log events as a processor of structlog does, and changes nothing in them."""

    def __init__(self, health: Health) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Gauges(health))
        ProcessCollector(registry=self._registry)
        self._events = Counter("secchange_log_events", "Log events.", ["event", "level"], registry=self._registry)
        self._facts = Counter("secchange_facts", "Facts relayed or projected.", ["step"], registry=self._registry)
        self._seconds = Histogram("secchange_batch_seconds", "Of one batch.", ["step"], registry=self._registry)
        self._requests = Counter(
            "secchange_http_requests", "Answered.", ["method", "route", "status"], registry=self._registry
        )
        self._repeats = Counter(
            "secchange_repeats", "Records that came again, and were dropped.", registry=self._registry
        )
        self._refilled = Counter(
            "secchange_refilled", "Facts taken from the log, not the topic.", registry=self._registry
        )
        self._refused = Counter("secchange_refused", "Records that the log does not hold.", registry=self._registry)
        self._tickets = Counter(
            "secchange_tickets", "Tickets read from the inbox.", ["became"], registry=self._registry
        )
        for step in _STEPS.values():
            self._facts.labels(step)

    def __call__(self, _logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        name = event["event"]
        if isinstance(name, LogEvent):
            self._events.labels(name, method).inc()
        if step := _STEPS.get(name):
            self._facts.labels(step).inc(event["facts"])
            self._seconds.labels(step).observe(event["seconds"])
        match name:
            case LogEvent.REPEATS_DROPPED:
                self._repeats.inc(event["records"])
            case LogEvent.GAP_FILLED:
                self._refilled.inc(event["facts"])
            case LogEvent.RECORD_REFUSED:
                self._refused.inc()
            case LogEvent.DELIVERIES_READ:
                for became in _BECAME:
                    self._tickets.labels(became).inc(event[became])
        return event

    def answered(self, method: str, route: str, status: int) -> None:
        """One request over HTTP; `route` is the pattern, not the path."""
        self._requests.labels(method, route, status).inc()

    def text(self) -> bytes:
        """All of them in Prometheus's text form."""
        return generate_latest(self._registry)


class _Gauges:
    """Read when they are asked for. What cannot be seen at the moment is left out, and `secchange_up` is 0."""

    def __init__(self, health: Health) -> None:
        self._health = health

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("secchange_up", "Whether what the service needs is well.", labels=["check"])
        for check in self._health.checks():
            up.add_metric([check.name], float(check.well))
        yield up
        if self._health.inbox and (pile := self._health.inbox.seen()):
            yield _gauge("secchange_inbox_deliveries", "That wait to be read.", pile.deliveries)
            yield _gauge("secchange_inbox_seconds", "Age of the oldest that waits.", pile.seconds)
        if seen := self._health.database.seen():
            yield from _of_rows(seen.status)
            if seen.relayed:
                yield _gauge("secchange_relay_position", "Acknowledged up to here.", seen.relayed.position)
                yield from _of_partitions("secchange_relay", seen.relayed.partitions)


def _of_rows(status: Status) -> Iterator[Metric]:
    yield _gauge("secchange_log_head_position", "The last position of the log.", status.head)
    yield _gauge("secchange_projected_position", "Projected or parked up to here.", status.position)
    yield _gauge("secchange_parked_facts", "Facts that could not be projected, or wait.", len(status.parked))
    yield _gauge("secchange_parked_streams", "Streams that are held up.", status.streams_parked)
    yield _gauge("secchange_generation", "Of the rows that are read; 0 where there is none.", status.generation or 0)
    yield from _of_partitions("secchange_projected", status.partitions)


def _of_partitions(prefix: str, lags: Iterable[Lag]) -> Iterator[Metric]:
    position = GaugeMetricFamily(f"{prefix}_partition_position", "Reached in the partition.", labels=["partition"])
    facts = GaugeMetricFamily(f"{prefix}_lag_facts", "Not reached yet.", labels=["partition"])
    seconds = GaugeMetricFamily(f"{prefix}_lag_seconds", "Age of the oldest not reached.", labels=["partition"])
    for lag in lags:
        label = [str(lag.partition)]
        position.add_metric(label, lag.position)
        facts.add_metric(label, lag.facts)
        seconds.add_metric(label, lag.seconds)
    yield from (position, facts, seconds)


def _gauge(name: str, meaning: str, value: Any) -> Metric:
    return GaugeMetricFamily(name, meaning, value=value)
