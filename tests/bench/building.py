"""`secchange report build 2020-06` as a whole process, over a home that has been used before."""

from collections.abc import Iterator

from tests import stack
from tests.bench.figures import Goal, Row
from tests.bench.rounds import in_turns, seconds
from tests.bench.stand import Stand
from tests.cli.command import secchange


def building(stand: Stand) -> Iterator[Row]:
    with stack.own_folder() as folder:
        command = ("report", "build", "2020-06", "--home", str(folder / "home"))
        ran("demo", "--home", str(folder / "home"), "--out", str(folder / "out"))
        ran(*command)
        found = in_turns({"build": lambda: seconds(lambda: ran(*command))}, stand.rounds)
    yield Row("secchange report build 2020-06, whole process", "s", found["build"], Goal("at most", 1.5))


def ran(*arguments: str) -> None:
    done = secchange(*arguments)
    assert done.code == 0, done.err
