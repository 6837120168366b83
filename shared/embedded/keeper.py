"""Runs one server or tool beside us: `python -I -S keeper.py UID GID FOLDER PROGRAM ARGUMENT…`.

A script, started and never imported. Its standard input is a socket whose other end is held by whoever
started it, and is told the program's process number. When that process ends, by SIGTERM, by kill -9 or as it
should, the socket closes and the program is stopped: politely first, at once if that takes too long.
FOLDER, where the server listens, is removed at the end. UID and GID are the account to run as; -1 keeps the
present one. The exit code is the program's.
"""

import contextlib
import ctypes
import os
import select
import signal
import sys
from pathlib import Path

# PostgreSQL's "fast" shutdown, then its "immediate" one, each with the seconds granted to it.
ENDINGS = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))

# From linux/prctl.h and linux/capability.h.
PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522


def main(uid: int, gid: int, folder: str, program: list[str]) -> int:
    """Run the program to its end, or to ours."""
    woken = _wake_on_signals()
    child = os.fork()
    if child == 0:
        _run(uid, gid, program)
    os.write(0, str(child).encode())
    status = _until_ended(child, woken)
    if folder:
        _remove(Path(folder))
    return status if status >= 0 else 128 - status


def _wake_on_signals() -> int:
    """A descriptor from which the number of each signal can be read."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    return woken


def _run(uid: int, gid: int, program: list[str]) -> None:
    try:
        os.umask(0o077)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        if uid >= 0:
            _become(uid, gid)
        os.execv(program[0], program)
    except OSError as error:
        print(f"FATAL:  {program[0]}: {error.strerror}", file=sys.stderr, flush=True)
    os._exit(127)


def _become(uid: int, gid: int) -> None:
    """Give up root, which PostgreSQL refuses, but keep the right to pass closed folders above the home.

    Without that right every folder above the home and above the binaries would have to be opened to all.
    Where the right is not ours to keep, the program runs without it and says which folder is closed.
    """
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    if libc:
        libc.prctl(PR_SET_KEEPCAPS, *map(ctypes.c_ulong, (1, 0, 0, 0)))
    os.setgroups([])
    os.setregid(gid, gid)
    os.setreuid(uid, uid)
    if libc:
        right = 1 << CAP_DAC_OVERRIDE
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        libc.capset(header, (ctypes.c_uint32 * 6)(right, right, right, 0, 0, 0))
        libc.prctl(PR_CAP_AMBIENT, *map(ctypes.c_ulong, (PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)))


def _until_ended(child: int, woken: int) -> int:
    status = _ended(child, woken, None)
    for number, seconds in ENDINGS:
        if status is None:
            os.kill(child, number)
            status = _ended(child, woken, seconds)
    return 1 if status is None else status


def _ended(child: int, woken: int, seconds: float | None) -> int | None:
    """The exit code once the child has ended; None when it is to be ended, or its time is up."""
    watched = [0, woken] if seconds is None else [woken]
    while ready := select.select(watched, [], [], seconds)[0]:
        told = os.read(woken, 1)[0] if woken in ready else 0
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        if seconds is None and told != signal.SIGCHLD:
            return None
    return None


def _remove(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]))
