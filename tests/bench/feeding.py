"""The feed of the DCC's tickets: deliveries through the webhook until durable, and on until they are on the board."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from infra.ports import free_port
from services.ingest.feed.clock import now
from services.ingest.feed.reconciling import WHY
from services.ingest.feed.telling import tell
from shared.domain.facts import AssessmentAccepted, FeedReconciled
from shared.eventlog.log import EventLog
from shared.transport.carried import partition_of
from shared.transport.topics import CHANGE_EVENTS
from tests.bench.disk import WRITTEN_THROUGH, by_itself
from tests.bench.figures import Figures, Goal, Row, percentile
from tests.bench.senders import MODIFICATIONS, SOURCES, Senders, Sent
from tests.bench.stand import Stand
from tests.bench.visible import AtWork, Watch, carried
from tests.feed.tickets import SOURCE
from tests.flow.processes import until_ready
from tests.given import entries

PER_SECOND, ON_THE_BOARD_PER_SECOND = 500, 50
_COMPARED = FeedReconciled(compared=0, differences=0, unexplained=0)
"""Both sides were compared already: what is done once each night is no part of what is measured."""


def feeding(stand: Stand) -> Iterator[Row]:
    count = stand.size(5_000, 200)
    with _at_work(stand) as (at_work, senders):
        senders.send(count // 5, PER_SECOND)
        before, disk, paced = _processor_seconds(at_work), list[float](), list[Sequence[Sent]]()
        for _ in range(stand.rounds):
            disk.append(by_itself())
            paced.append(senders.send(count, PER_SECOND))
        of_one = 1000 * (_processor_seconds(at_work) - before) / (count * stand.rounds)
        burst = [senders.send(count, None) for _ in range(stand.rounds)]
    for percent, goal in ((50, None), (99, Goal("at most", 50))):
        figures = Figures(tuple(percentile([each.milliseconds for each in sent], percent) for sent in paced))
        told = f"a delivery over the webhook to durable, {PER_SECOND}/s, {_word(percent)}"
        yield Row(told, "ms", figures, goal, (WRITTEN_THROUGH, Figures(tuple(disk))) if goal else None)
    yield Row("the same, processor time of the service that takes it, with its relay", "ms", Figures((of_one,)))
    for what, rounds in (
        (f"{count:,} deliveries at {PER_SECOND}/s", paced),
        (f"a burst of {count:,} deliveries", burst),
    ):
        refused = Figures(tuple(float(sum(not each.taken for each in sent)) for sent in rounds))
        yield Row(f"of {what}, not answered with a receipt", "", refused, Goal("at most", 0))


def onto_the_board(stand: Stand) -> Iterator[Row]:
    count = stand.size(500, 50)
    with _at_work(stand, "reporter") as (at_work, senders), Watch(at_work.database) as watch:
        senders.send(count, ON_THE_BOARD_PER_SECOND)
        disk, rounds = list[float](), list[Sequence[Sent]]()
        for _ in range(stand.rounds):
            disk.append(by_itself())
            rounds.append(senders.send(count, ON_THE_BOARD_PER_SECOND))
        refused = [each for sent in rounds for each in sent if not each.taken]
        assert not refused, f"{len(refused)} deliveries were refused, the first: {refused[0]}"
        with EventLog.open(at_work.database) as log:
            accepted = _accepted(log, count * (stand.rounds + 1))
        found = [_milliseconds(sent, accepted, watch) for sent in rounds]
    for percent, goal in ((50, None), (95, None), (99, Goal("at most", 150))):
        figures = Figures(tuple(percentile(latencies, percent) for latencies in found))
        what = f"a ticket sent, {ON_THE_BOARD_PER_SECOND}/s, to visible on the board over Kafka, {_word(percent)}"
        yield Row(what, "ms", figures, goal, (WRITTEN_THROUGH, Figures(tuple(disk))) if goal else None)


def _word(percent: int) -> str:
    return "median" if percent == 50 else f"p{percent}"


@contextmanager
def _at_work(stand: Stand, *others: str) -> Iterator[tuple[AtWork, Senders]]:
    """All services of the feed as processes, over a log that knows the modifications."""
    port = free_port()
    with TemporaryDirectory() as folder:
        sources = Path(folder) / "sources.toml"
        sources.write_text(SOURCES)
        env = {"SECCHANGE_FEED_SOURCES": str(sources), "SECCHANGE_FEED_KEYS": f"{folder}/keys"}
        with carried(stand, "feed", *others, ingest=("--port", str(port)), env=env) as at_work:
            told = (f"2020-01-02  MP{100 + n}  ProposalConverted  route=refinement" for n in range(MODIFICATIONS))
            with EventLog.open(at_work.database) as log:
                log.import_entries(entries("\n".join(told)))
                tell(log, SOURCE, lambda _: [_COMPARED], now(), why=WHY)
            until_ready(f"http://127.0.0.1:{port}/health/ready")
            yield at_work, Senders(port)


def _processor_seconds(at_work: AtWork) -> float:
    """Of the process that takes deliveries, so far."""
    fields = Path(f"/proc/{at_work.processes['ingest']}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _accepted(log: EventLog, wanted: int) -> Mapping[str, tuple[int, int]]:
    """Of each ticket the partition and position of its assessment's acceptance, once there are so many."""
    deadline = monotonic() + 60
    while len(found := _acceptances(log)) < wanted:
        assert monotonic() < deadline, f"{len(found)} of {wanted} tickets led to facts within a minute"
        sleep(0.1)
    return found


def _acceptances(log: EventLog) -> dict[str, tuple[int, int]]:
    return {
        recorded.entry.source.ref.partition("|")[2]: (
            partition_of(recorded.stream, CHANGE_EVENTS.partition_count),
            recorded.position,
        )
        for recorded in log.of_types([AssessmentAccepted])
    }


def _milliseconds(sent: Sequence[Sent], accepted: Mapping[str, tuple[int, int]], watch: Watch) -> list[float]:
    """From when each was to be sent until its row was committed."""
    return [1000 * (watch.await_visible(*accepted[each.ticket_id]) - each.due) for each in sent]
