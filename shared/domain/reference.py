"""One modification, however people spell it: DP124 became MP124, Ofgem writes SECMP130 for MP130."""

import re
from functools import lru_cache
from typing import NamedTuple

_SPELLING = re.compile(r"\s*((?ai:SECMP|MP|DP))\s*0*([0-9]{1,4})\s*([A-Za-z]?)\s*")
_STREAM = re.compile(r"([1-9][0-9]{0,3})([A-Z]?)")

SERIES = ("DP", "MP", "SECMP")
"""Draft Proposal, Modification Proposal, and the modification series before 2019 (up to SECMP0067)."""

AT_HAND = 1 << 16
"""More spellings than are met in a very long history."""

LAST_OF_THE_OLD_SERIES = 67
"""The highest number that a published paper prints with SECMP; later ones are of the series in use since 2019."""


class NotAReference(ValueError):
    """The text is no reference of a modification."""


class ModificationRef(NamedTuple):
    """Number and suffix: the identity of a modification. Sorts as the papers list them."""

    number: int
    suffix: str = ""

    @staticmethod
    def parse(text: str) -> "ModificationRef":
        """Any spelling: `DP125`, `mp 125`, `SECMP0125`, `MP102B`, or the bare stream `102B`.

        Raises NotAReference, which says what was found and what was expected.
        """
        return _parsed(text)

    @property
    def stream(self) -> str:
        """The id under which its facts are stored: `7`, `124`, `102B`."""
        return f"{self.number}{self.suffix}"

    @property
    def own_series(self) -> str:
        """`SECMP` or `MP`: what the number alone tells, where no source names it."""
        return "SECMP" if self.number <= LAST_OF_THE_OLD_SERIES else "MP"

    def label(self, series: str) -> str:
        """As printed in a paper: SECMP in four digits, DP and MP in three."""
        digits = 4 if series == "SECMP" else 3
        return f"{series}{self.number:0{digits}d}{self.suffix}"


@lru_cache(AT_HAND)
def _parsed(text: str) -> ModificationRef:
    """Remembered, since rows name the same modifications over and over."""
    found = _STREAM.fullmatch(text)
    number, suffix = (found[1], found[2]) if found else _spelt(text)
    if int(number) == 0:
        raise NotAReference(f"{text!r} is no modification: numbers begin at 1")
    return ModificationRef(int(number), suffix)


def _spelt(text: str) -> tuple[str, str]:
    found = _SPELLING.fullmatch(text)
    if not found:
        raise NotAReference(f"{text!r} is no modification: expected a spelling such as DP125, MP102B or SECMP0007")
    return found[2], found[3].upper()


def is_of_the_old_series(label: str) -> bool:
    """Whether `label`, which is one, is such as SECMP0007: none of another series begins with that letter."""
    return label.lstrip()[0] in "Ss"


@lru_cache(AT_HAND)
def series_of(label: str) -> str:
    """`SECMP`, `MP` or `DP`: how the label `label` calls its modification. Raises NotAReference."""
    found = _SPELLING.fullmatch(label)
    if not found:
        raise NotAReference(f"{label!r} is no label: expected DP125, MP125 or SECMP0007")
    return found[1].upper()
