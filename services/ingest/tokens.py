"""Who may give commands over HTTP: tokens, of which only the SHA-256 is kept, each of one person in one role.

A line of the file is `sha256-hex role person`; `#` begins a comment. A token is 32 bytes of chance, so that its digest
needs no salt: nobody guesses it. To take a token back, remove its line: the file is read anew when it changes.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import get_args

import structlog

from shared.logs import LogEvent
from shared.process.command import Giver, Role

PREFIX = "secchange_"
"""So that whoever finds one where it should not be knows what it opens."""
ROLES: tuple[Role, ...] = get_args(Role)
LONGEST_PERSON = 200
LONGEST_TOKEN = 200

_DIGEST = re.compile(r"[0-9a-f]{64}")
_log = structlog.get_logger()


class NotATokenLine(ValueError):
    """The line names nobody. The message says why, and holds nothing of the line's digest."""


@dataclass(frozen=True, slots=True)
class Known:
    """One token that is known, by its digest, and who gives commands with it."""

    digest: str
    giver: Giver

    def line(self) -> str:
        return f"{self.digest} {self.giver.role} {self.giver.person}"


def new_token(giver: Giver) -> tuple[str, Known]:
    """A token that nobody has seen yet, and what is kept of it. Raises NotATokenLine where the giver fits no line."""
    token = PREFIX + secrets.token_urlsafe(32)
    return token, known_from(f"{digest_of(token)} {giver.role} {giver.person}")


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def known_from(line: str) -> Known:
    """What one line says. Raises NotATokenLine."""
    digest, _, rest = line.strip().partition(" ")
    named, _, person = rest.strip().partition(" ")
    person = person.strip()
    role = next((role for role in ROLES if role == named), None)
    if not _DIGEST.fullmatch(digest):
        raise NotATokenLine("it begins with no SHA-256: expected 64 hexadecimal digits, the role, the person")
    if role is None:
        raise NotATokenLine(f"{named!r} is no role: expected one of {', '.join(ROLES)}")
    if not person or len(person) > LONGEST_PERSON or not person.isprintable() or set(person) & set("#;"):
        raise NotATokenLine(
            f"expected a person after the role, in at most {LONGEST_PERSON} characters without line break, # and ;"
        )
    return Known(digest, Giver(person, role))


def known_in(text: str) -> Iterator[Known | tuple[int, str]]:
    """Of each line that says something: who is known, or its number and why it names nobody."""
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        try:
            yield known_from(said)
        except NotATokenLine as error:
            yield number, str(error)


class Tokens:
    """Those of a file, and of lines given besides, parted by `;`. Threads may share it.

    A file that is not there knows nobody; a line that is not understood is told of, and lets nobody in.
    """

    def __init__(self, file: Path | None, lines: str = "") -> None:
        self.file = file
        self._given = self._understood(lines.replace(";", "\n"), "SECCHANGE_TOKEN_LINES")
        self._reading = Lock()
        self._stamp: object = None
        self._of_file: tuple[Known, ...] = ()

    def known(self) -> tuple[Known, ...]:
        """All of them, as of now."""
        with self._reading:
            if self.file is not None and (stamp := _stamp(self.file)) != self._stamp:
                self._of_file = self._read(self.file) if stamp else ()
                self._stamp = stamp
        return self._given + self._of_file

    def giver_of(self, token: str) -> Giver | None:
        """Who gives commands with this token; None where it is not known.

        All digests are looked at, each in the same time: how long it takes tells nothing.
        """
        digest = digest_of(token[:LONGEST_TOKEN])
        found: Giver | None = None
        for known in self.known():
            if hmac.compare_digest(known.digest, digest):
                found = known.giver
        return found

    def _read(self, file: Path) -> tuple[Known, ...]:
        try:
            return self._understood(file.read_text("utf-8"), str(file))
        except (OSError, UnicodeDecodeError) as error:
            _log.error(LogEvent.TOKENS_REFUSED, where=str(file), line=0, reason=type(error).__name__)
            return ()

    @staticmethod
    def _understood(text: str, where: str) -> tuple[Known, ...]:
        found: list[Known] = []
        for each in known_in(text):
            if isinstance(each, Known):
                found.append(each)
            else:
                _log.error(LogEvent.TOKENS_REFUSED, where=where, line=each[0], reason=each[1])
        return tuple(found)


def _stamp(file: Path) -> object:
    """Another one whenever the file is another; None where there is none."""
    try:
        told = file.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size, told.st_ino
