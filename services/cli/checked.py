"""One thing that `secchange doctor` looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """`found` in a few words; `mend` says what to do where it is not well."""

    what: str
    well: bool
    found: str
    mend: str = ""
    away: bool = False
    """A service that did not answer."""
