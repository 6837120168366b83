"""Whichever process is killed, at whatever moment: it is back in five seconds, and the facts are as if nothing was."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from statistics import median

import pytest

from tests.faults.audit import audit
from tests.faults.commanding import Commanding
from tests.faults.load import Load, share_of
from tests.faults.running import Running, Service, soon
from tests.faults.supervised import Stopwatch, Supervised
from tests.faults.writer import acknowledged_in
from tests.histories import entries

pytestmark = pytest.mark.integration

SEED = 20200612
KILLS_OF_EACH = 10
AT_A_TIME = 2
WRITERS = 3
FACTS_PER_SECOND = 40.0
FACTS = 20_000
"""More than the load comes to."""
BACK_WITHIN_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Victim:
    """A process to kill. `reached` rises as it works, or as it is asked; a service also says when it is ready."""

    process: Supervised
    reached: Callable[[], int]
    service: Service | None = None

    def kill(self, stopwatch: Stopwatch) -> "Killed":
        starts = self.process.kill()
        # Asked afterwards: until the last moment it went on.
        return Killed(self, starts, self.reached(), stopwatch)


@dataclass(frozen=True, slots=True)
class Killed:
    """A kill: how often the process had been started, and where it stood."""

    victim: Victim
    starts: int
    stood: int
    stopwatch: Stopwatch

    def is_back(self) -> bool:
        """Started again, ready, and further than it was."""
        victim = self.victim
        started_again = len(victim.process.started) > self.starts
        is_ready = started_again and (victim.service is None or victim.service.is_ready())
        return is_ready and victim.reached() > self.stood

    def seconds(self) -> float:
        """Since it was started again."""
        return self.stopwatch.seconds(since=self.victim.process.started[self.starts])


def victims(services: Running, writer: Supervised) -> list[Victim]:
    ingest, projector, reporter = services.ingest, services.projector, services.reporter
    return [
        Victim(ingest.process, lambda: max(services.relayed().values()), ingest),
        Victim(projector.process, services.projected, projector),
        Victim(reporter.process, count().__next__, reporter),
        Victim(writer, lambda: writer.out.stat().st_size),
    ]


def in_turns(random: Random, all_of_them: Sequence[Victim], kills_of_each: int) -> Iterator[Sequence[Victim]]:
    """Two at a time, each as often as every other, in any order."""
    for _ in range(kills_of_each):
        shuffled = random.sample(all_of_them, len(all_of_them))
        yield from (shuffled[start : start + AT_A_TIME] for start in range(0, len(shuffled), AT_A_TIME))


def test_each_is_back_in_five_seconds_and_nothing_is_lost_or_twice(
    services: Running, own_folder: Path, fault_size: int
) -> None:
    random, size = Random(SEED), FACTS * fault_size
    share = share_of(entries(size, SEED), WRITERS, WRITERS + 1)
    print(f"seed {SEED}")
    back: dict[str, list[float]] = defaultdict(list)
    with (
        Commanding(services.ingest.port) as commands,
        a_writer(services.url, own_folder, size) as writer,
        load_beside_it(services.url, size) as load,
    ):
        soon(lambda: writer.out.stat().st_size > 0, within_seconds=30)
        for together in in_turns(random, victims(services, writer), KILLS_OF_EACH * fault_size):
            load.goes_on(random.randrange(20))
            for victim, seconds in back_again(services, together):
                took = seconds
                if took > BACK_WITHIN_SECONDS:
                    # Something else may have kept the disk or the memory busy: hardly twice in a row.
                    print(f"{victim.process.name} was back after {took:.1f} s, and is killed once more")
                    [(_, took)] = back_again(services, [victim])
                back[victim.process.name].append(took)
    audited = audit(services.url, acknowledged=[*load.acknowledged, *acknowledged_in(writer.out, share)])
    assert audited.proved == audited.facts
    commands.assert_done_once(services.url)
    assert commands.asked_again >= KILLS_OF_EACH * fault_size, "each time that ingest was away"
    tell(back)
    assert [name for name, seconds in back.items() if max(seconds) > BACK_WITHIN_SECONDS] == []


def back_again(services: Running, together: Sequence[Victim]) -> list[tuple[Victim, float]]:
    """Kills them; after how many seconds each was back, in the order in which they were.

    One may be back only when others have done their part: what those wait for a processor does not count either.
    """
    stopwatch = Stopwatch(*services.processes(), *(victim.process for victim in together))
    gone, back = [victim.kill(stopwatch) for victim in together], list[tuple[Victim, float]]()
    while gone:
        soon(lambda: any(each.is_back() for each in gone), within_seconds=60)
        for each in [each for each in gone if each.is_back()]:
            gone.remove(each)
            back.append((each.victim, each.seconds()))
    return back


def a_writer(url: str, folder: Path, size: int) -> Supervised:
    """The process that appends beside the load."""
    arguments = (url, size, SEED, WRITERS, WRITERS + 1, FACTS_PER_SECOND / 4)
    return Supervised("writer", "tests.faults.writer", *map(str, arguments), env={}, folder=folder)


def load_beside_it(url: str, size: int) -> Load:
    return Load(url, size, seed=SEED, writers=WRITERS, others=1, per_second=FACTS_PER_SECOND)


def tell(back: Mapping[str, Sequence[float]]) -> None:
    for name, seconds in back.items():
        print(f"{name}: {len(seconds)} kills, back after {median(seconds):.1f} s, at most {max(seconds):.1f} s")
