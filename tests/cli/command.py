"""`secchange` as a person runs it: a process with its own environment, its output and its exit code."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
WITHIN_SECONDS = 120
_OURS = (
    *("SECCHANGE_HOME", "SECCHANGE_DATABASE_URL", "SECCHANGE_KAFKA_BOOTSTRAP", "SECCHANGE_TOPIC", "SECCHANGE_PORT"),
    *("SECCHANGE_PERSON", "SECCHANGE_ROLE"),
    *("SECCHANGE_TOKENS", "SECCHANGE_TOKEN_LINES", "SECCHANGE_OWNER_URL", "SECCHANGE_SERVICE_PASSWORD"),
)


@dataclass(frozen=True, slots=True)
class Ran:
    """What it printed, and how it ended. That the machine was too busy to start a server at once is left out."""

    code: int
    out: str
    err: str


def secchange(
    *arguments: str,
    cwd: Path = PROJECT,
    env: Mapping[str, str] | None = None,
    stdin: bytes | None = None,
    program: str = "services.cli",
    within_seconds: float = WITHIN_SECONDS,
) -> Ran:
    """Runs one command to its end. Nothing of the caller's SECCHANGE_ settings is passed on; `env` is added.

    `program` is the module that is run, where it is not the project's own.
    """
    done = subprocess.run(
        [sys.executable, "-m", program, *arguments],
        cwd=cwd,
        env=environment(env),
        input=stdin,
        capture_output=True,
        timeout=within_seconds,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), _without_starts(done.stderr.decode()))


def _without_starts(err: str) -> str:
    """Told of each start that takes longer than two seconds, whatever the command."""
    lines = err.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("PostgreSQL is starting in "))


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The caller's environment without its settings for secchange, with the project importable from anywhere."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OURS}
    return inherited | {"PYTHONPATH": str(PROJECT)} | dict(extra or {})
