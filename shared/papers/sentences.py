"""Sentences of a known form, and what is found in one.

A form is a sentence as the papers print it, with `{n}` for a number, `{noun}`, `{…on}` for a day, `{month}` and
`{release}`. Full stop or colon at its end may be missing, capitals may differ: papers are written by people.
"""

import re
from dataclasses import dataclass
from datetime import date

from shared.papers import words

_DAY = r"(?:[A-Za-z]+day,? )?\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9}(?: \d{2,4})?"
_MONTH = r"[A-Z][a-z]+ \d{4}"
_TERMS = {
    "n": r"no|none|an?|" + "|".join(words.NUMBERS[1:]) + r"|\d{1,3}",
    "noun": r"(?:Draft|Modification)s? (?:Proposal|Report)s?|(?:modification|proposal|determination|decision)s?",
    "month": _MONTH,
    "release": _MONTH,
}


def form(text: str, end: str = r"[.:]?") -> re.Pattern[str]:
    """The pattern of a sentence form; `(…)?` and `(a|b)` mean what they do in regular expressions."""
    pattern = re.sub(r"\{(\w+)\}", lambda term: f"(?P<{term[1]}>{_TERMS.get(term[1], _DAY)})", text)
    return re.compile(pattern + end, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that has a known form; days without a year are those nearest to `near`."""

    match: re.Match[str]
    near: date | None

    def __getitem__(self, name: str) -> str:
        return (self.match[name] or "").casefold()

    def day(self, name: str = "on") -> str | None:
        """The day as an ISO text; None where the sentence leaves it out. Raises NotUnderstood."""
        text = self.match.groupdict().get(name)
        return words.day(text, self.near).isoformat() if text else None

    def month(self, name: str = "month") -> str | None:
        """The month as `2020-06`; None where the sentence leaves it out. Raises NotUnderstood."""
        return words.month(self.match[name]) if self.match[name] else None

    def release(self) -> str | None:
        """`2020-11`, or `standalone/2020-05-27`; None where the sentence names none. Raises NotUnderstood."""
        standalone_on = self.day("standalone_on")
        return f"standalone/{standalone_on}" if standalone_on else self.month("release")

    def count(self) -> int:
        return words.number(self.match["n"])
