"""The full stack without Docker, in the background: `python -m infra.local_stack up|down|status`.

PostgreSQL, Kafka and the four services, as compose.yaml has them: whichever ends is started again.
`up` returns when all of them are ready, and prints the three settings that send every command to them:
`eval "$(python -m infra.local_stack up)"`. Everything is in `.secchange-stack` of the current folder, the log of each
beside the others. `down` keeps the data; remove the folder to forget them.
"""

import os
import signal
import subprocess
import sys
import time

from infra.kafka.errors import StackUnavailable
from infra.kafka.jars import kafka_jars
from infra.kafka.java import java
from infra.local_run import ADDRESSES, FOLDER, LOCK, LOG, SETTINGS, run
from shared.embedded.errors import EmbeddedUnavailable, HomeInUse
from shared.embedded.locks import HomeLock

ENDS_WITHIN_SECONDS = 120.0


def up() -> None:
    """Start all, or find them running, and print the settings once they are ready."""
    if not is_running():
        java()
        kafka_jars()
        FOLDER.mkdir(mode=0o700, exist_ok=True)
        SETTINGS.unlink(missing_ok=True)
        _run_in_background()
    _tell()


def down() -> None:
    """Stop all, in order; the data stay."""
    if not is_running():
        print("The local stack is not running.", file=sys.stderr)
        return
    os.kill(int(LOCK.read_text().split()[0]), signal.SIGTERM)
    deadline = time.monotonic() + ENDS_WITHIN_SECONDS
    while is_running():
        if time.monotonic() > deadline:
            raise StackUnavailable(f"The local stack does not end: see {LOG}.")
        time.sleep(0.02)
    print(f"The local stack is down. Its data are kept in {FOLDER}; remove that to forget them.", file=sys.stderr)


def status() -> None:
    """Print the settings when all are running; StackUnavailable otherwise."""
    if not is_running():
        raise StackUnavailable("The local stack is not running: start it with `make up`.")
    _tell()


def is_running() -> bool:
    """Whether a process holds the folder."""
    lock = HomeLock(FOLDER)
    try:
        return LOCK.exists() and not lock.take()
    finally:
        lock.release()


def _run_in_background() -> None:
    with LOG.open("wb") as log:
        stack = subprocess.Popen(
            [sys.executable, "-m", "infra.local_stack", "run"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    while not SETTINGS.exists():
        if stack.poll() is not None:
            said = LOG.read_text(errors="replace").strip()
            raise StackUnavailable(f"The local stack did not start. {said}")
        time.sleep(0.02)


def _tell() -> None:
    """The settings, for the shell; and for whoever looks on, where the services are. Waits for a start under way."""
    while not SETTINGS.exists():
        if not is_running():
            raise StackUnavailable(f"The local stack did not start: see {LOG}.")
        time.sleep(0.02)
    print(SETTINGS.read_text(), end="")
    print(ADDRESSES.read_text(), end="", file=sys.stderr)


COMMANDS = {"up": up, "down": down, "status": status, "run": run}


def main(arguments: list[str]) -> int:
    """The exit code: 2 for a wrong command, 4 when a server cannot be had."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print("Usage: python -m infra.local_stack up|down|status", file=sys.stderr)
        return 2
    try:
        COMMANDS[arguments[0]]()
    except (StackUnavailable, EmbeddedUnavailable, HomeInUse) as unavailable:
        print(unavailable, file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
