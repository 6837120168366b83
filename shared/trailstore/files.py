"""Files that are whole or not there, readable by their owner only, and on the disk when it is said that they are."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

from shared.trailstore.errors import TrailFiles


@contextmanager
def told(what: str, place: Path) -> Iterator[None]:
    """Whatever the file system has against it comes out as TrailFiles, in a sentence."""
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise TrailFiles(f"{what} {place} cannot be had ({reason}): see to its folder and rights") from None


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """No other process is in this block for the same folder, which is made where it is missing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / ".lock", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        flock(descriptor, LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def put(place: Path, content: bytes) -> None:
    """The whole file, in place of one that was there before."""
    unfinished = place.with_name(f".{place.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)  # of one who had the number before, and was killed
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(place)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    settle(place.parent)


def add(place: Path, content: bytes) -> None:
    """Adds to the end of a file, which is made where it is missing. A crash leaves a part of it at the worst."""
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    settle(place.parent)


def settle(folder: Path) -> None:
    """The names in the folder are on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
