"""Of which rows of a read model one wants to know."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Only:
    """`as_of` leaves out rows that say nothing by the end of that day; `settled_from` leaves out rows to which nothing
    happens any more from that day on; `keys` and `streams` leave out all others. None leaves out none.
    """

    as_of: date | None = None
    settled_from: date | None = None
    keys: tuple[str, ...] | None = None
    streams: tuple[str, ...] | None = None


ALL = Only()
