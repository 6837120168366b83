"""Which account the server runs as. PostgreSQL refuses root; every other user runs it as himself."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from shared.embedded.errors import EmbeddedUnavailable

# Accounts that every system has, and that own as little as can be.
UNPRIVILEGED = ("daemon", "nobody")


@dataclass(frozen=True)
class Account:
    """The numbers to run as; -1 keeps the present ones."""

    uid: int
    gid: int


OURSELVES = Account(-1, -1)


def server_account(data: Path) -> Account:
    """Ourselves; as root the owner of the data, or of the home they will be in, or an unprivileged account."""
    if os.geteuid() != 0:
        return OURSELVES
    owner = (data if data.exists() else data.parent).stat()
    if owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for entry in pwd.getpwall():
        if entry.pw_name in UNPRIVILEGED:
            return Account(entry.pw_uid, entry.pw_gid)
    raise EmbeddedUnavailable(
        "PostgreSQL does not run as root, and this machine has neither of the accounts "
        f"{' and '.join(UNPRIVILEGED)}: run as an ordinary user, or set SECCHANGE_DATABASE_URL."
    )


def hand_over(folder: Path, account: Account) -> None:
    """Make the account the owner of the folder and all below it; modes, and what lies above, are kept."""
    if account == OURSELVES or folder.stat().st_uid == account.uid:
        return
    try:
        # The folder itself comes last: its owner says that everything below has been handed over.
        for parent, folders, files in os.walk(folder, topdown=False):
            for name in (*folders, *files):
                os.lchown(Path(parent) / name, account.uid, account.gid)
        os.chown(folder, account.uid, account.gid)
    except OSError as error:
        raise EmbeddedUnavailable(
            f"PostgreSQL does not run as root, and {folder} cannot be given to another account "
            f"({error.strerror}): run as an ordinary user, or set SECCHANGE_DATABASE_URL."
        ) from error
