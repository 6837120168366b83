"""What PostgreSQL said when it would not run, as one sentence with what to do."""

import shutil
from pathlib import Path

FULL = "the disk is full: free some space and start again"
# A start needs some room; with less the server may not even have been able to write why it failed.
ROOM_BYTES = 2_000_000
# What the server writes, and what it means here. The first that fits wins.
KNOWN = (
    ("No space left on device", FULL),
    ("Check free disk space", FULL),
    ("Read-only file system", "the disk is read-only: make it writable, or choose another home with --home"),
    ("Disk quota exceeded", "the disk quota is used up: free some space and start again"),
    (
        'lock file "postmaster.pid" already exists',
        "a server that secchange did not start is running there: stop that server first",
    ),
    (
        "pre-existing shared memory block",
        "a server that secchange did not start is still ending there: wait a moment and start again",
    ),
    (
        "wrong ownership",
        "the data belong to another user: run as that user, or choose another home with --home",
    ),
    (
        "Operation not permitted",
        "PostgreSQL does not run as root, and this root may not act for another account: "
        "run as an ordinary user, or set SECCHANGE_DATABASE_URL",
    ),
    (
        "Permission denied",
        "a folder above it, or above the programs, is closed to the account that PostgreSQL runs as: "
        "run as an ordinary user, or set SECCHANGE_DATABASE_URL",
    ),
)
MENDING = "put back a copy of the folder, or move it away and import again"


def reason(log: bytes, data: Path) -> str:
    """One sentence from the log of a start that failed."""
    text = log.decode(errors="replace")
    said = _last_word(text)
    for sign, meaning in KNOWN:
        if sign in text:
            return f"PostgreSQL cannot use {data} ({said}): {meaning}."
    meaning = FULL if shutil.disk_usage(data.parent).free < ROOM_BYTES else MENDING
    return f"PostgreSQL cannot use {data} ({said}): {meaning}."


def _last_word(text: str) -> str:
    """The first line that says why, without its time and severity."""
    lines = [line for line in text.splitlines() if line.strip()]
    for line in lines:
        for severity in ("PANIC: ", "FATAL: ", "error: "):
            if severity in line:
                return line.partition(severity)[2].strip()
    return lines[-1].strip() if lines else "it said nothing"
