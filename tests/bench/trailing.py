"""The trail of a long log: hashing and treeing it, growing it, one proof read and checked, and looking through it."""

import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

import psycopg

from shared.eventlog.log import EventLog
from shared.trail.leaf import Line, leaf_hash, leaf_hashes
from shared.trail.tree import inclusion_holds, level_above
from shared.trailstore.trail import Trail
from shared.trailstore.verifying import verify
from tests.bench.as_a_service import collected_seldom
from tests.bench.figures import Figures, Goal, Row, percentile
from tests.bench.rounds import in_turns, seconds
from tests.bench.stand import Stand

STATE_BYTES = 235
"""As the facts of the long histories have, on an average."""
PROOFS = 2_000


def trailing(stand: Stand) -> Iterator[Row]:
    size = stand.size(1_000_000, 4_000)
    with collected_seldom():
        yield from hashed_and_treed(stand, size)
        yield from of_a_long_log(stand, size)


def hashed_and_treed(stand: Stand, size: int) -> Iterator[Row]:
    lines = list(made_up(size))
    told = [sha256(b"%d" % number).digest() for number in range(size)]
    used: list[float] = []

    def ours() -> float:
        before = processor()
        took = seconds(lambda: all_levels(leaf_hashes(lines)))
        used.append(processor() - before)
        return took

    figures = in_turns({"ours": ours, "alone": lambda: seconds(lambda: hash_alone(lines, told))}, stand.rounds)
    measure = f"{size:,} facts hashed and treed, all levels"
    peer = ("the SHA-256 of as many leaves and nodes alone", figures["alone"])
    yield Row(measure, "s", figures["ours"], Goal("at most", 2 * size / 1_000_000), peer)
    yield Row("the same, processor time", "s", Figures(tuple(used)))


def of_a_long_log(stand: Stand, size: int) -> Iterator[Row]:
    proofs = 50 if stand.quick else PROOFS
    with stand.database() as database, TemporaryDirectory() as folder, EventLog.open(database):
        fill(database, size)
        keys, checkpoints = Path(folder) / "trail-keys", Path(folder) / "checkpoints"
        with Trail(database, keys, checkpoints) as trail:
            begun, before = perf_counter(), processor()
            assert trail.grow() == size
            took, own = perf_counter() - begun, processor() - before
            note = f"once; {own:.1f} s of it this process's own"
            yield Row(f"a tree for a log of {size:,} facts, from nothing", "s", Figures((took,)), note=note)
            trail.checkpoint_at()
        with Trail(database, keys, checkpoints) as trail:
            proving = Proving(trail, size)
            first = in_turns({"proof": proving.once}, proofs)["proof"]
        for percent, name in ((50, "median"), (95, "p95")):
            figure = Figures((1000 * percentile(list(first.values), percent),))
            goal = Goal("at most", 1) if name == "median" else None
            yield Row(f"proof of a line read and checked, log of {size:,} facts, {name}", "ms", figure, goal)
        yield Row("the same, processor time of the client", "ms", Figures((1000 * proving.processor / proofs,)))
        found = []
        took = seconds(lambda: found.append(verify(database, keys, checkpoints, (), lambda position: None)))
        assert found[0].findings == () and len(found[0].agreed) == 1
        yield Row(f"audit verify of {size:,} facts", "s", Figures((took,)), note="once")


class Proving:
    """Reads one fact after another, anywhere in the log, with its proof, and checks it against the signed root."""

    def __init__(self, trail: Trail, size: int) -> None:
        self._trail = trail
        self._size = size
        self._root = trail.root(size)
        self._positions = cycle(Random(1).sample(range(1, size + 1), k=min(size, PROOFS)))
        self.processor = 0.0

    def once(self) -> float:
        position = next(self._positions)
        begun, before = perf_counter(), processor()
        line, index, path = self._trail.proved(position, self._size)
        assert inclusion_holds(index, self._size, leaf_hash(line), path, self._root)
        self.processor += processor() - before
        return perf_counter() - begun


def processor() -> float:
    """What this process has used."""
    used = getrusage(RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def all_levels(hashes: Sequence[bytes]) -> bytes:
    while len(hashes) > 1:
        hashes = level_above(hashes)
    return hashes[0]


def hash_alone(lines: Sequence[Line], nodes: Sequence[bytes]) -> None:
    """One hash of a leaf's bytes, and one of two nodes', for each; nothing is put together."""
    for line, node in zip(lines, nodes, strict=True):
        sha256(line.state).digest()
        sha256(node + node).digest()


def made_up(size: int) -> Iterator[Line]:
    state = os.urandom(STATE_BYTES)
    for number in range(1, size + 1):
        moment = 1_591_916_400_000_000 + number
        stream, version = str(number % 9_973), 1 + number // 9_973
        yield Line(
            number, version, moment, moment, moment, stream, "ProposalNamed/1", bytes(32), b"%d" % number + state
        )


def fill(database: str, size: int) -> None:
    """Straight into the table: what is measured comes after."""
    with psycopg.connect(database) as connection:
        connection.execute(_FILL, (STATE_BYTES, size))
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE eventlog.facts")


_FILL = """
INSERT INTO eventlog.facts (originator_id, originator_version, topic, state, known_at, latest_known_at, identity)
SELECT
    (number %% 9973)::text,
    1 + number / 9973,
    'ProposalNamed/1',
    decode(rpad(md5(number::text), 2 * %s, md5(number::text)), 'hex'),
    timestamptz '2020-06-12' + number * interval '1 second',
    timestamptz '2020-06-12' + number * interval '1 second',
    sha256(number::text::bytea)
FROM generate_series(1, %s) AS number
ORDER BY number
"""
