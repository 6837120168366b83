"""PURE. Wordings that say the same: how the report may word a value otherwise than the published paper does."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from shared.papers.statement import Value


@dataclass(frozen=True, slots=True)
class Wording:
    """Two texts for which `plain` gives the same are one wording. `id` is stable.

    `of` names the values of statements for which that holds: a letter may change a noun's number, and a person.
    """

    id: str
    meaning: str
    plain: Callable[[str], str]
    of: frozenset[str]


_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def _one_space(text: str) -> str:
    return " ".join(text.split())


def plain_marks(text: str) -> str:
    """Quotes and dashes as a keyboard has them."""
    return text.translate(_TYPOGRAPHY)


def _without_article(text: str) -> str:
    return re.sub(r"^the\s+", "", text, flags=re.IGNORECASE)


def _singular(text: str) -> str:
    return " ".join(re.sub(r"s$", "", word) for word in text.split())


def _without_stop(text: str) -> str:
    return text.rstrip(" .")


ORGANISATIONS = frozenset({"organisation", "on_behalf_of"})
TEXTS = frozenset({"title", "text"})
PRINTED = frozenset({"noun", "person", *TEXTS, *ORGANISATIONS})

WORDINGS: tuple[Wording, ...] = (
    Wording("one-space", "spaces and breaks of lines and pages are not words", _one_space, PRINTED),
    Wording("plain-marks", "quotes and dashes are the same in either form", plain_marks, PRINTED),
    Wording("article", "an organisation is named with or without its article", _without_article, ORGANISATIONS),
    Wording("number", "a noun follows its count", _singular, frozenset({"noun"})),
    Wording("full-stop", "an item ends with or without a full stop", _without_stop, TEXTS),
    Wording("letter-case", "capitals follow the usual spelling", str.casefold, PRINTED),
)


def same_wording(name: str, one: Value, other: Value) -> Wording | None:
    """The first rule by which two texts of the value `name` say the same, if any does; equal ones need none."""
    if not isinstance(one, str) or not isinstance(other, str):
        return None
    fit = (wording for wording in WORDINGS if name in wording.of)
    return next((wording for wording in fit if wording.plain(one) == wording.plain(other)), None)
