"""How workers share the tests: a file goes to one of them, and all fault tests go to one, one after another.

A fault test waits for much and holds services to limits in seconds: beside it is room for other tests, and not for
another of its kind.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

IN_TURN = "tests/faults/"
LONG = (
    IN_TURN,
    "tests/services/reporter/test_as_known.py",
    "tests/simulation/",
    "tests/infra/test_local_stack.py",
    "tests/transport/test_kafka_outages.py",
    "tests/services/ingest/test_relay_outages.py",
    "tests/flow/",
    "tests/embedded/",
    "tests/cli/",
)
"""What takes longest is begun first, so that at the end no worker is left alone with it."""


class Shares(LoadScopeScheduling):  # type: ignore[misc]
    """Each worker takes the next share that nobody has begun."""

    def _split_scope(self, nodeid: str) -> str:
        return IN_TURN if nodeid.startswith(IN_TURN) else nodeid.partition("::")[0]


def begins(item: pytest.Item) -> int:
    """Which tests come before which: a lower number first, equal ones as they stand."""
    return next((place for place, where in enumerate(LONG) if item.nodeid.startswith(where)), len(LONG))
