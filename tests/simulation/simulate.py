"""One seed: first whatever may go wrong, with safety looked at all along; then all must come to its end."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from tests.simulation.place import Place
from tests.simulation.processes import Damage, Operator, ProjectorProcess, Rebuilder, RelayProcess, Writer
from tests.simulation.world import Broken, CrashAt, World

FAULTY_TURNS = (60, 120, 240)
HEALED_TURNS = 1_500
"""In a healed world everything is done within these, most often in a tenth of them."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """`broken` says in one line what was not as it must be; None where all was. `effects`: how many changes it saw."""

    seed: int
    broken: str | None
    trace_hash: str
    turns: int
    effects: int
    trace: tuple[str, ...]


def simulate(seed: int, *, tells: bool = False, crash_at: CrashAt | None = None) -> Simulated:
    """The same for the same seed and crash, whatever the process and its hash seed."""
    world, broken = World(seed, tells=tells, crash_at=crash_at), None
    try:
        with _in_silence():
            _live_through(world)
    # Whatever comes out of the services that nobody expects is what is looked for.
    except Exception as error:
        broken = " ".join(f"{type(error).__name__}: {error}".split())
        world.tell(broken)
    return Simulated(seed, broken, world.trace_hash, world.turns, world.effects, tuple(world.trace))


@contextmanager
def _in_silence() -> Iterator[None]:
    """The services tell of thousands of faults that are meant."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        structlog.configure(**before)


def _live_through(world: World) -> None:
    place = Place(world)
    for number in (1, 2):
        RelayProcess(place, f"relay {number}")
        Rebuilder(place, f"rebuild {number}")
    for number in (1, 2, 3):
        ProjectorProcess(place, f"projector {number}")
    Operator(place, "operator")
    Writer(place, "writer")
    Damage(place, "damage")
    world.lasts_turns = world.random.choice(FAULTY_TURNS)
    while world.turns < world.lasts_turns:
        world.step()
    place.heal()
    world.lasts_turns += HEALED_TURNS
    _finish(place)


def _finish(place: Place) -> None:
    while (left := place.audit.finished()) is not None:
        if place.world.turns >= place.world.lasts_turns:
            raise Broken(f"nothing ends in a healed world: {left}")
        place.world.step()
    place.audit.of_all()
