"""Progress on stderr, where a person watches and it takes longer than a second."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

SHOWN_AFTER_SECONDS = 1.0


@contextmanager
def steps(names: Sequence[str]) -> Iterator[Callable[[], None]]:
    """Named steps, of which the first begins at once; call what this gives at the end of each but the last."""
    with advancing(names[0], len(names)) as advance:
        at = 0

        def next_step() -> None:
            nonlocal at
            at += 1
            advance(at, names[at])

        yield next_step


@contextmanager
def advancing(what: str, total: int | None) -> Iterator[Callable[[int, str], None]]:
    """A bar to `total`; call what this gives with how much is done, and of what. Gone at the end, and for good."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = progress.add_task(what, total=total)
    began = perf_counter()
    started = ended = False

    def advance(done: int, words: str) -> None:
        nonlocal started
        if not started and not ended and perf_counter() - began > SHOWN_AFTER_SECONDS:
            progress.start()
            started = True
        progress.update(task, completed=done, description=words)

    try:
        yield advance
    finally:
        ended = True
        if started:
            progress.stop()
