"""Whether what is installed is what the system was made for and tried with."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of

from services.cli.checked import Checked

INSTALL = "install what requirements.lock pins, in a virtual environment of its own"


def python() -> Checked:
    found = ".".join(map(str, sys.version_info[:3]))
    return version("Python", found, "3.11", None, "run secchange with a newer Python")


def libraries() -> Iterator[Checked]:
    """Those of which the system uses more than what they promise to keep: hence an upper end."""
    yield version("eventsourcing", _installed("eventsourcing"), "9.5", "9.6", INSTALL)
    yield version("kafka-python", _installed("kafka-python"), "3.0.12", "3.1", INSTALL)


def postgresql(found: str) -> Checked:
    return version("PostgreSQL", found, "15", None, "use a newer server: dump, and restore there")


def kafka(found: str) -> Checked:
    """The broker's; earlier ones do not tell one life of a topic from the next."""
    return version("Kafka", found, "2.8", None, "use a newer broker")


def version(what: str, found: str | None, at_least: str, below: str | None, mend: str) -> Checked:
    """`found` is such as `3.0.12`; None where it is not there at all. Before `below`, where that is given."""
    expected = f"expected {at_least} or later" + (f", before {below}" if below else "")
    well = found is not None and _parts(found) >= _parts(at_least) and (not below or _parts(found) < _parts(below))
    return Checked(what, well, f"{found or 'not installed'}, {expected}", "" if well else mend)


def _installed(package: str) -> str | None:
    try:
        return version_of(package)
    except PackageNotFoundError:
        return None


def _parts(version: str) -> tuple[int, ...]:
    """`9.5.6` as numbers, as far as it is numbers: `9.5.0rc1` is taken for 9.5.0."""
    leading = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, leading[0].split("."))) if leading else ()
