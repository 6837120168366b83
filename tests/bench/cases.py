"""The cases, in the order in which they are run and told."""

from collections.abc import Callable, Iterator, Mapping

from tests.bench.append import append
from tests.bench.building import building
from tests.bench.figures import Row
from tests.bench.importing import importing
from tests.bench.projecting import projecting
from tests.bench.relaying import relaying
from tests.bench.stand import Stand
from tests.bench.visible import visible

CASES: Mapping[str, Callable[[Stand], Iterator[Row]]] = {
    "append": append,
    "import": importing,
    "relay": relaying,
    "projector": projecting,
    "visible": visible,
    "build": building,
}
