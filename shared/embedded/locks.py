"""Who has a home: locks that the kernel lets go when their last holder ends, however it ends."""

import fcntl
import os
import sys
from pathlib import Path

from shared.embedded.errors import EmbeddedUnavailable, HomeInUse


class FileLock:
    """An exclusive lock on a file that stays; a process that inherits `descriptor` holds it too."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.descriptor = -1

    def take(self) -> bool:
        """Whether the lock is now ours; never waits."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        if os.geteuid() == 0:
            # Root that works in another user's home leaves nothing there that its owner could not open.
            owner = self.path.parent.stat()
            os.fchown(descriptor, owner.st_uid, owner.st_gid)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self.descriptor = descriptor
        return True

    def release(self) -> None:
        """Let go, unless another process inherited the lock; safe to repeat."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


class HomeLock(FileLock):
    """One process at a time works in a home; the file says which."""

    def __init__(self, home: Path) -> None:
        super().__init__(home / "lock")
        self._home = home

    def take_or_refuse(self) -> None:
        """Make the home, closed to others, when it is not there, and take it.

        Raises HomeInUse, naming the process that has it, or EmbeddedUnavailable.
        """
        try:
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._take_and_sign()
        except OSError as error:
            raise EmbeddedUnavailable(
                f"The home {self._home} cannot be written ({error.strerror}): choose another with --home."
            ) from error

    def _take_and_sign(self) -> None:
        if not self.take():
            raise HomeInUse(
                f"The home {self._home} is in use by {self._holder()}: wait until that ends or stop it, "
                "or choose another home with --home."
            )
        os.ftruncate(self.descriptor, 0)
        os.write(self.descriptor, f"{os.getpid()}\n{command_line(sys.argv)}\n".encode())

    def _holder(self) -> str:
        # The holder writes just after it has the lock: for a moment the file may be empty.
        pid, _, command = self.path.read_text().partition("\n")
        return f"process {pid} ({command.strip()})" if pid else "another process"


def command_line(arguments: list[str]) -> str:
    """The command and its nouns, without options: those may hold what is not for everyone's eyes."""
    words = [Path(arguments[0]).name]
    for word in arguments[1:]:
        if word.startswith("-"):
            break
        words.append(word)
    return " ".join(words)
