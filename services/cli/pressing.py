"""What papers are issued with, opened for one command: the log, the rows, the files of issued papers, the trail."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from services.cli.exits import WrongUsage
from services.cli.system import System, settings_for
from services.reporter.press.press import Archive, Press
from shared.issued.store import IssuedStore
from shared.trailstore.trail import Trail

LONGEST_REASON = 500


@contextmanager
def archive_of(system: System) -> Iterator[Archive]:
    """For looking, and for making again. Raises LogUnavailable, LogForbidden."""
    with IssuedStore(system.url) as kept:
        yield Archive(system.log, system.store, kept)


@contextmanager
def press_of(system: System, home: Path | None) -> Iterator[Press]:
    """For building and issuing. Raises as `archive_of`, and TrailError."""
    settings = settings_for(home)
    keys, checkpoints = settings.trail_keys_folder, settings.checkpoints_folder
    with archive_of(system) as archive, Trail(system.url, keys, checkpoints) as trail:
        yield Press(archive.log, archive.rows, archive.kept, trail)


def reasons_of(words: Sequence[str]) -> dict[str, str]:
    """`RULE=REASON` or `RULE@SUBJECT=REASON` each. Raises WrongUsage where one is none, or one comes twice."""
    reasons: dict[str, str] = {}
    for word in words:
        rule, equals, reason = (part.strip() for part in word.partition("="))
        if not (rule and equals and reason):
            raise WrongUsage(f"--accept {word!r}: expected RULE=REASON or RULE@SUBJECT=REASON")
        if len(reason) > LONGEST_REASON or not reason.isprintable():
            raise WrongUsage(f"--accept {rule}: expected a reason in one line of {LONGEST_REASON} characters at most")
        if rule in reasons:
            raise WrongUsage(f"--accept {rule} is given twice: expected one reason")
        reasons[rule] = reason
    return reasons
