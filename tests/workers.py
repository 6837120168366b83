"""How workers share the tests: a file goes to one of them, and all fault tests go to one, one after another.

A fault test waits for much and holds services to limits in seconds: beside it is room for other tests, and not for
another of its kind.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

IN_TURN = "tests/faults/"
LONG = (IN_TURN, "tests/simulation/", "tests/flow/", "tests/embedded/", "tests/cli/")
"""What takes longest is begun first, so that at the end no worker is left alone with it."""


class Shares(LoadScopeScheduling):  # type: ignore[misc]
    """Each worker takes the next share that nobody has begun."""

    def _split_scope(self, nodeid: str) -> str:
        return IN_TURN if nodeid.startswith(IN_TURN) else nodeid.partition("::")[0]


def begins(item: pytest.Item) -> int:
    """Which tests come before which: a lower number first, equal ones as they stand."""
    return next((place for place, folder in enumerate(LONG) if item.nodeid.startswith(folder)), len(LONG))
