"""Strict JSON: what two readers might read differently is refused."""

import json
import math
import re
from typing import Any

from shared.feed.reasons import Refused

DEEPEST_LEVEL = 64
LARGEST_BYTES = 256 * 1024
_LARGEST_INTEGER = 2**63
_OPENING_OR_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)


class _NotStrict(ValueError):
    pass


def read_strictly(body: bytes, *, largest_bytes: int = LARGEST_BYTES) -> Any | Refused:
    """The JSON value; or why it is none: no UTF-8, not JSON, a name twice in one object, a lone surrogate, NUL, an
    integer beyond 64 bits, NaN or infinity, more than 64 levels, too many bytes."""
    if len(body) > largest_bytes:
        return Refused("too-large", f"{len(body):,} bytes: expected at most {largest_bytes:,}")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return Refused("encoding", f"it is not UTF-8 (byte {error.start})")
    # What opens no more often is not nested more deeply; nearly every ticket is done with here.
    if body.count(b"{") + body.count(b"[") > DEEPEST_LEVEL and _levels(body) > DEEPEST_LEVEL:
        return Refused("not-json", f"it is nested in more than {DEEPEST_LEVEL} levels")
    try:
        found = json.loads(
            text, object_pairs_hook=_each_once, parse_constant=_constant, parse_int=_integer, parse_float=_float
        )
        if "\\u" in text:  # only so can a text come to hold what UTF-8 and JSON would not let through
            _check_texts(found)
    except _NotStrict as error:
        return Refused("not-json", str(error))
    except ValueError as error:
        return Refused("not-json", f"it is not JSON: {error}")
    return found


def _levels(body: bytes) -> int:
    """How deeply it is nested, without reading it: a reader might not come back."""
    deepest = level = 0
    for found in _OPENING_OR_TEXT.finditer(body):
        mark = found[0][:1]
        level += (mark in b"[{") - (mark in b"]}")
        deepest = max(deepest, level)
        if deepest > DEEPEST_LEVEL:
            break
    return deepest


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _NotStrict(f"{next(name for name in names if names.count(name) > 1)!r} stands twice in one object")
    return found


def _constant(word: str) -> float:
    raise _NotStrict(f"{word} is no number of JSON")


def _integer(digits: str) -> int:
    if len(digits) > 20 or not -_LARGEST_INTEGER <= (number := int(digits)) < _LARGEST_INTEGER:
        raise _NotStrict(f"{digits[:24]} is beyond 64 bits")
    return number


def _float(digits: str) -> float:
    if not math.isfinite(number := float(digits)):
        raise _NotStrict(f"{digits[:24]} is too large for a number")
    return number


def _check_texts(value: Any) -> None:
    match value:
        case str():
            if "\0" in value:
                raise _NotStrict("a text holds the character NUL")
            if any("\ud800" <= letter <= "\udfff" for letter in value):
                raise _NotStrict("a text holds half a character (a lone surrogate)")
        case list():
            for each in value:
                _check_texts(each)
        case dict():
            for name, each in value.items():
                _check_texts(name)
                _check_texts(each)
        case _:
            pass
