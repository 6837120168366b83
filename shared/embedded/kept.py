"""A program that ends when this process does, however this process ends."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from shared.embedded.account import OURSELVES, Account

KEEPER = Path(__file__).with_name("keeper.py")


class Kept:
    """A running program under its keeper; `pid` is the program's own process number.

    `folder` is removed after the program. The program and its children hold the descriptor `lock` as well.
    `env` is all that it sees of the surroundings; without it nothing (PGDATA, PGOPTIONS, a language) changes what it
    does or says. `works_in` is the folder that it begins in.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        log: IO[bytes],
        account: Account = OURSELVES,
        folder: Path | None = None,
        lock: int | None = None,
        env: Mapping[str, str] | None = None,
        works_in: Path = Path("/"),
    ) -> None:
        self._tie, theirs = socket.socketpair()
        with theirs:
            self._keeper: subprocess.Popen[bytes] = subprocess.Popen(
                [*_keeper(account, folder), *arguments],
                stdin=theirs.fileno(),
                stdout=log,
                stderr=log,
                # A Ctrl-C at the terminal is for us; the program ends after we have finished with it.
                start_new_session=True,
                pass_fds=() if lock is None else (lock,),
                cwd=works_in,
                env=env or {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            )
        told = self._tie.recv(32)
        if not told:
            raise OSError(f"{sys.executable} ended before it could run {arguments[0]}")
        self.pid = int(told)

    def has_ended(self) -> bool:
        """Whether the program and its keeper are gone."""
        return self._keeper.poll() is not None

    def wait(self) -> int:
        """Its exit code, once it has ended by itself."""
        return self._keeper.wait()

    def end(self) -> None:
        """Stop it and wait until it is gone; safe to repeat."""
        self._tie.close()
        self._keeper.wait()


def _keeper(account: Account, folder: Path | None) -> tuple[str, ...]:
    return (sys.executable, "-I", "-S", str(KEEPER), str(account.uid), str(account.gid), str(folder or ""))
