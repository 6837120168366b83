"""PostgreSQL and Kafka without Docker, in the background: `python -m infra.local_stack up|down|status`.

`up` prints the two settings that send every command to them: `eval "$(python -m infra.local_stack up)"`.
Everything is in `.secchange-stack` of the current folder. `down` keeps the data; remove the folder to forget them.
"""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

from infra.kafka.broker import KafkaBroker
from infra.kafka.errors import StackUnavailable
from infra.kafka.jars import kafka_jars
from infra.kafka.java import java
from shared.embedded.errors import EmbeddedUnavailable, HomeInUse
from shared.embedded.locks import HomeLock
from shared.embedded.postgres import EmbeddedPostgres

FOLDER = Path(".secchange-stack").absolute()
SETTINGS, LOG, LOCK = FOLDER / "settings.sh", FOLDER / "stack.log", FOLDER / "lock"
ENDS_WITHIN_SECONDS = 60.0


def up() -> None:
    """Start both, or find them running, and print the settings once they answer."""
    if not is_running():
        java()
        kafka_jars()
        FOLDER.mkdir(mode=0o700, exist_ok=True)
        SETTINGS.unlink(missing_ok=True)
        _run_in_background()
    print(SETTINGS.read_text(), end="")


def down() -> None:
    """Stop both, in order; the data stay."""
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
    """Print the settings when both are running; StackUnavailable otherwise."""
    if not is_running():
        raise StackUnavailable("The local stack is not running: start it with `make up`.")
    print(SETTINGS.read_text(), end="")


def run() -> None:
    """Both, in this process, until it is told to end. However it ends, they end with it."""
    lock, broker = HomeLock(FOLDER), KafkaBroker(FOLDER / "kafka")
    lock.take_or_refuse()
    with EmbeddedPostgres(FOLDER / "home") as postgres:
        broker.start()
        _write_settings(SECCHANGE_DATABASE_URL=postgres.url, SECCHANGE_KAFKA_BOOTSTRAP=broker.bootstrap)
        # Not earlier: servers would inherit the blocked signals.
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
        signal.sigwait(ENDINGS)
        broker.stop()


ENDINGS = {signal.SIGTERM, signal.SIGINT}


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


def _write_settings(**settings: str) -> None:
    lines = [f"export {name}={shlex.quote(value)}\n" for name, value in settings.items()]
    unfinished = SETTINGS.with_suffix(".new")
    unfinished.write_text("".join(lines))
    unfinished.replace(SETTINGS)


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
