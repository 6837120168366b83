"""The part of the audit that compares rows: every version in every table, field by field."""

from collections import Counter
from collections.abc import Sequence

from tests.projected import Kept

SHOWN = 20
"""Differences that are told in full; of the others only how many."""


def row_findings(live: Sequence[Kept], rebuilt: Sequence[Kept]) -> list[str]:
    """One line for each row version that is in one and not in the other, or more often in one."""
    ours, theirs = Counter(live), Counter(rebuilt)
    found = [
        f"a row that the log does not say: {_told(each)}" for each in sorted((ours - theirs).elements(), key=_place)
    ]
    found += [f"a row that is missing: {_told(each)}" for each in sorted((theirs - ours).elements(), key=_place)]
    return found[:SHOWN] + ([f"and {len(found) - SHOWN} more rows"] if len(found) > SHOWN else [])


def _place(kept: Kept) -> tuple[str, str, int]:
    return kept.model, kept.key, kept.since


def _told(kept: Kept) -> str:
    return f"{kept.model} {kept.key} of {kept.stream}, {kept.since} to {kept.until or 'now'}, {kept.days}: {kept.row}"
