"""PURE. One day that a reader may want in a calendar."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

EntryKind = Literal["meeting", "release", "consultation"]


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` is the same in every paper, so that a calendar moves it instead of showing it twice.

    `lines`: what more there is to say. `told_on`: the day on which the last of its facts came; `times_told`: how many
    there are. `cancelled`: it will not take place.
    """

    id: str
    kind: EntryKind
    on: date
    title: str
    lines: tuple[str, ...]
    told_on: date
    times_told: int
    evidence: tuple[str, ...]
    cancelled: bool = False


def entry_id(stream: str) -> str:
    """`meeting/panel/2020-06-19` as `meeting-panel-2020-06-19`."""
    return stream.replace("/", "-")
