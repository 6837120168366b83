"""The data folder of the embedded PostgreSQL."""

import os
import shutil
import tempfile
from pathlib import Path

from shared.embedded.account import hand_over, server_account
from shared.embedded.errors import EmbeddedUnavailable
from shared.embedded.kept import Kept
from shared.embedded.log import reason
from shared.embedded.wheel import MAJOR, program

# The collation is PostgreSQL's own, so that the order of rows does not depend on the machine's C library.
INITDB = (
    "--username=postgres",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
    "--data-checksums",
    "--auth-local=trust",
    "--auth-host=reject",
    "--no-instructions",
)


def ready_data(data: Path) -> Path:
    """The data folder, made at the first start; EmbeddedUnavailable when it is not one we can run."""
    if not data.exists():
        _create(data)
    _check(data)
    return data


def _create(data: Path) -> None:
    """Whole or not at all: an interrupted start leaves a folder that the next one replaces."""
    account, unfinished = server_account(data), data.with_name("postgres.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    hand_over(unfinished, account)
    with tempfile.TemporaryFile() as log:
        initdb = Kept((program("initdb"), f"--pgdata={unfinished}", *INITDB), account=account, log=log)
        if initdb.wait() != 0:
            shutil.rmtree(unfinished, ignore_errors=True)
            log.seek(0)
            raise EmbeddedUnavailable(reason(log.read(), data))
    unfinished.rename(data)
    _flush(data.parent)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _check(data: Path) -> None:
    try:
        found = int((data / "PG_VERSION").read_text())
    except (OSError, ValueError) as error:
        raise EmbeddedUnavailable(
            f"{data} is not a whole PostgreSQL data folder (PG_VERSION cannot be read): put back a copy "
            "of it, or move it away and import again."
        ) from error
    if found != MAJOR:
        age = "a newer" if found > MAJOR else "an older"
        raise EmbeddedUnavailable(
            f"{data} was made by {age} PostgreSQL ({found}, and this is {MAJOR}): use the version of "
            "secchange that made it, or choose another home with --home."
        )
