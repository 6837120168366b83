"""Checkpoints in a file outside the database: one after another, each with an empty line below, never changed."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from shared.trail.note import NotANote, read_note
from shared.trailstore.files import add, alone_in, told

ENDING = ".checkpoints"


class Held(NamedTuple):
    """What a file holds: signed checkpoints in their order, and whatever is none."""

    notes: tuple[str, ...]
    scraps: tuple[str, ...]


class Outside:
    """`<folder>/<id>.checkpoints`, `id` being the log's. Processes may share it."""

    def __init__(self, folder: Path, origin: str) -> None:
        self.origin = origin
        self._folder = folder
        self.place = folder / f"{origin.partition('/')[2]}{ENDING}"

    def keep(self, note: str) -> None:
        """Adds it, unless it is there. Durable when it returns. Raises TrailFiles."""
        with told("the file of checkpoints", self.place), alone_in(self._folder):
            there = self._text()
            if note not in held(there).notes:
                # What was cut off by a crash is not gone on with.
                add(self.place, f"{'' if there.endswith(_END) or not there else _END}{note}\n".encode())

    def held(self) -> Held:
        """All of them. Raises TrailFiles."""
        with told("the file of checkpoints", self.place):
            return held(self._text())

    def _text(self) -> str:
        # A letter that was cut off by a crash is a scrap like others.
        return self.place.read_text("utf-8", "replace") if self.place.exists() else ""

    def others(self) -> Sequence[str]:
        """The logs of which checkpoints lie in the same folder."""
        files = self._folder.glob(f"*{ENDING}") if self._folder.exists() else ()
        return sorted(f"secchange/{file.stem}" for file in files if file != self.place)


_END = "\n\n"


def held(text: str) -> Held:
    """A checkpoint and its signatures stand in two paragraphs that follow each other."""
    notes: list[str] = []
    scraps: list[str] = []
    before: str | None = None
    *paragraphs, last = re.split(r"\n\n+", text)
    for paragraph in paragraphs:
        if before is not None and _is_note(note := f"{before}{_END}{paragraph}\n"):
            notes.append(note)
            before = None
        else:
            scraps += [before] if before else []
            before = paragraph
    return Held(tuple(notes), (*scraps, *(each for each in (before, last) if each)))


def _is_note(text: str) -> bool:
    try:
        read_note(text)
    except NotANote:
        return False
    return True
