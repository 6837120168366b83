"""The modification that a free text names: one, and never one that only may be meant."""

import re

from shared.feed.reasons import Refused

_DIGITS = {"SECMP": 4, "MP": 3, "DP": 3}
_MOST_DIGITS = 4
_POINTER = ("/modification_ref",)

# A suffix stands at the number, or a space behind it at the very end: `MP102 B`, and not `MP102 Broken meters`.
_NAMED = re.compile(
    r"(?<![A-Z0-9])(SECMP|MP|DP)[\s.-]*([0-9]+)(?:([A-Z])(?![A-Z0-9])|\s+([A-Z])\s*\Z|(?![A-Z0-9]))", re.ASCII
)
# What goes on as if it named a further one: `MP106/107`, `MP078 and 080`, `MP102A/B`.
_AND_MORE = re.compile(r"\s*(?:(?:[&/,+;]|AND\b)\s*[0-9]{3,4}|[&/+]\s*[A-Z])(?![A-Z0-9])", re.ASCII)


def label_in(text: str) -> str | Refused:
    """As the papers spell it: `MP078` of `mp 78 `. Of two labels of one modification (`DP124, now MP124`), the last."""
    shown = text.upper()
    found = list(_NAMED.finditer(shown))
    names = {_identity(each): _label(each) for each in found}
    if not names or any(len(number.lstrip("0")) not in range(1, _MOST_DIGITS + 1) for number, _ in names):
        return Refused("unknown-modification", f"{text!r} names no modification: expected MP078", _POINTER)
    if len(names) > 1:
        return Refused(
            "ambiguous-modification", f"{text!r} names {', '.join(sorted(names.values()))}: expected one", _POINTER
        )
    if any(_AND_MORE.match(shown, each.end()) for each in found):
        return Refused("ambiguous-modification", f"{text!r} seems to name more than one: expected one", _POINTER)
    return next(iter(names.values()))


def _identity(found: re.Match[str]) -> tuple[str, str]:
    return found[2].lstrip("0"), found[3] or found[4] or ""


def _label(found: re.Match[str]) -> str:
    number, suffix = _identity(found)
    return f"{found[1]}{number:0>{_DIGITS[found[1]]}}{suffix}"
