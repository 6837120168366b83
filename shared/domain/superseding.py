"""Two corrections of one fact: the later one contradicts the earlier, unless it names it."""

import re
from collections.abc import Iterable, Mapping
from textwrap import shorten
from typing import Any

from shared.domain.facts import FactCorrected
from shared.domain.recorded import Recorded


def contradicted(history: Iterable[Recorded], of: str, now: Mapping[str, Any], reason: str) -> str | None:
    """Which correction of the fact `of` gives a field of `now` another value, in one line; None where none does.

    Of each field the last correction counts. Whoever means it to be superseded says so: its id is in the `reason`.
    """
    said: dict[str, tuple[str, Any]] = {}
    for recorded in history:
        if isinstance(recorded.fact, FactCorrected) and recorded.fact.of == of:
            said |= {name: (recorded.id, value) for name, value in recorded.fact.now.items()}
    for name, (earlier, value) in said.items():
        if name in now and now[name] != value and not _names(reason, earlier):
            return (
                f"{earlier} corrected {name} of {of} to {_short(value)}, and this to {_short(now[name])}: where "
                f"{earlier} is wrong, name it in the reason"
            )
    return None


def _names(reason: str, id: str) -> bool:
    return bool(re.search(rf"(?<![\w/-]){re.escape(id)}(?!\d)", reason))


def _short(value: Any) -> str:
    return shorten(repr(value), 60, placeholder=" …")
