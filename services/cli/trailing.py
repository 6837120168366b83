"""The trail beside whatever a command does: it grows in a thread of a service, or once at the end of a command."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog

from shared.settings import Settings

if TYPE_CHECKING:
    from shared.trailstore.trail import Trail


def trail_of(url: str, settings: Settings) -> "Trail":
    """The trail of the log in that database, with its files where the settings say. To be closed."""
    from shared.trailstore.trail import Trail

    return Trail(url, settings.trail_keys_folder, settings.checkpoints_folder)


@contextmanager
def trail_followed(url: str, settings: Settings) -> Iterator[None]:
    """The trail grows after the log while the block runs; a fault of ours ends the process."""
    from shared.trailstore.follower import follow

    stop = threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            follow(url, settings.trail_keys_folder, settings.checkpoints_folder, stop)
        except BaseException as error:
            failed.append(error)
            signal.raise_signal(signal.SIGTERM)

    worker = threading.Thread(target=work, name="trail")
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()
    if failed:
        raise failed[0]


def grown_once(url: str, settings: Settings) -> None:
    """The trail covers what there is. What keeps it from that is logged: the command has been done all the same."""
    from shared.eventlog.errors import LogUnavailable
    from shared.logs import LogEvent
    from shared.trailstore.errors import TrailError

    try:
        with trail_of(url, settings) as trail:
            trail.signing_key()
            trail.grow()
    except (LogUnavailable, TrailError) as error:
        structlog.get_logger().warning(LogEvent.TRAIL_HELD_UP, reason=str(error), failures=1)
