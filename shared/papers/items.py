"""Items of lists: the proposal that an item names, and what it says of it."""

import re
from dataclasses import dataclass
from datetime import date

from shared.domain.reference import ModificationRef
from shared.papers.blocks import A_LABEL
from shared.papers.sentences import Found
from shared.papers.words import NotUnderstood, plain

_NAMED = re.compile(rf"\[?(?P<label>{A_LABEL}) ['‘](?P<title>[^\[\]]+)['’](?P<link>\]\([^()]*\))?(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Named:
    """An item of a list: the proposal it names, and what it says after that, without emphasis."""

    label: str
    title: str
    rest: str
    near: date | None

    @property
    def stream(self) -> str:
        return ModificationRef.parse(self.label).stream

    def after(self, form: re.Pattern[str]) -> Found:
        """What follows the title, in the form given. Raises NotUnderstood."""
        found = form.fullmatch(self.rest)
        if not found:
            raise NotUnderstood(f"{self.label}: cannot read {self.rest[:80]!r} after its title")
        return Found(found, self.near)


def named(text: str, near: date | None = None) -> Named | None:
    """The proposal that an item or sentence begins with: `[DP094 'Title'](#) rest`."""
    found = _NAMED.fullmatch(plain(text))
    if not found:
        return None
    return Named(found["label"], found["title"], found["rest"].strip(), near)
