"""What can go wrong with a real one, as switches."""

from collections.abc import Mapping

TRAPS: Mapping[str, str] = {
    "equal-times": "changes are stamped by the whole minute, so that many carry the same time",
    "short-pages": "every third record is hidden from the reader, after the page was cut: pages are short, or empty",
    "undefined-order": "rows without an order, or equal in it, come in another order each time",
    "passed-over-order": "the order that is asked for counts for nothing",
    "silent-edits": "every fifth change leaves neither a time nor a count",
    "deletes": "every ninth change deletes the record instead",
    "other-zone": "display values are in the time of Kolkata, day first",
    "renamed-choices": "display values of choices are other words",
    "two-changes": "every third change is two, of which nobody can see the first",
    "too-many": "every third request is answered 429, with Retry-After in seconds or as a date",
    "expired-token": "a token is good for three requests, whatever was promised",
    "slow": "every third answer takes two seconds",
    "errors": "every third request is answered 500",
    "elsewhere": "every request is redirected to another host",
}


class Traps:
    """Those that are on. May be changed at any time."""

    def __init__(self, *names: str) -> None:
        self._on: set[str] = set()
        self.set(*names)

    def set(self, *names: str) -> None:
        """These, and no others. Raises ValueError that names those there are."""
        if unknown := sorted(set(names) - TRAPS.keys()):
            raise ValueError(f"no trap {', '.join(unknown)}; there are: {', '.join(TRAPS)}")
        self._on = set(names)

    def __contains__(self, name: str) -> bool:
        return name in self._on
