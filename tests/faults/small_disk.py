"""A file system of a few megabytes, to be filled: mounted where that is allowed, else in a namespace of its own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.kafka.errors import StackUnavailable
from tests import stack

PAGE = 4096
MEGABYTE = 1024 * 1024
SHARED_MEMORY = Path("/dev/shm")
LARGEST_SHARED_MEMORY_BYTES = 256 * MEGABYTE
"""What a container has; on a whole machine it is half of the memory, which is not to be filled."""

# Root in a user namespace of its own, who may mount there. It lasts as long as its standard input.
_IN_A_NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """`folder` is on a disk of its own."""

    folder: Path

    def fill(self) -> None:
        """Somebody else's file takes all that is left; again, what has become free since."""
        with self._others().open("ab") as others:
            part = self._left()
            while part >= PAGE:
                try:
                    os.posix_fallocate(others.fileno(), os.fstat(others.fileno()).st_size, part)
                except OSError:
                    # Whoever else writes here was quicker.
                    part //= 2

    def make_room(self) -> None:
        self._others().unlink()

    def _others(self) -> Path:
        return self.folder / "somebody-else-s"

    def _left(self) -> int:
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_frsize


@contextmanager
def small_disk(megabytes: int) -> Iterator[SmallDisk]:
    """Gone with all that is on it when the block ends. StackUnavailable says what is missing where none can be had."""
    size = f"size={megabytes}m"
    with ExitStack() as opened:
        mount = opened.enter_context(stack.own_folder())
        folder = _mounted(mount, size, opened) or _in_a_namespace(mount, size, opened) or _in_shared_memory(opened)
        if folder is None:
            raise StackUnavailable(
                "a disk to be filled needs the right to mount, user namespaces (kernel.unprivileged_userns_clone), "
                f"or a small {SHARED_MEMORY}: give one of them"
            )
        yield SmallDisk(folder)


def _mounted(mount: Path, size: str, opened: ExitStack) -> Path | None:
    if not _succeeds("mount", "-t", "tmpfs", "-o", f"{size},mode=0755", "tmpfs", str(mount)):
        return None
    # Lazily: whoever still has a file open there must not keep it.
    opened.callback(subprocess.run, ("umount", "-l", str(mount)), check=True)
    return mount


def _in_a_namespace(mount: Path, size: str, opened: ExitStack) -> Path | None:
    """Seen from outside by way of a process that is in it."""
    script = f"mount -t tmpfs -o {size},mode=0755 tmpfs {mount} && echo ready && exec cat"
    try:
        holder = opened.enter_context(
            subprocess.Popen(
                [*_IN_A_NAMESPACE, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        )
    except OSError:
        return None
    assert holder.stdout is not None
    is_ready = holder.stdout.readline() == b"ready\n"
    return Path(f"/proc/{holder.pid}/root{mount}") if is_ready else None


def _in_shared_memory(opened: ExitStack) -> Path | None:
    if not SHARED_MEMORY.is_dir() or _size_of(SHARED_MEMORY) > LARGEST_SHARED_MEMORY_BYTES:
        return None
    return opened.enter_context(stack.own_folder(SHARED_MEMORY))


def _size_of(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_blocks * found.f_frsize


def _succeeds(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
