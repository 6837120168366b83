"""The cases, in the order in which they are run and told."""

from collections.abc import Callable, Iterator, Mapping

from tests.bench.append import append
from tests.bench.building import building
from tests.bench.commands import commands
from tests.bench.explaining import explaining
from tests.bench.feeding import feeding, onto_the_board
from tests.bench.figures import Row
from tests.bench.importing import importing
from tests.bench.issuing import issuing
from tests.bench.past import past
from tests.bench.polling import polling
from tests.bench.projecting import projecting
from tests.bench.rebuilding import rebuilding
from tests.bench.relaying import relaying
from tests.bench.stand import Stand
from tests.bench.trailing import trailing
from tests.bench.visible import visible
from tests.bench.whole_stack import whole_stack

CASES: Mapping[str, Callable[[Stand], Iterator[Row]]] = {
    "append": append,
    "import": importing,
    "relay": relaying,
    "poll": polling,
    "projector": projecting,
    "visible": visible,
    "commands": commands,
    "feed": feeding,
    "board": onto_the_board,
    "stack": whole_stack,
    "build": building,
    "issue": issuing,
    "explain": explaining,
    "past": past,
    "rebuild": rebuilding,
    "trail": trailing,
}
