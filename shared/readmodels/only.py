"""Of which rows of a read model one wants to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from shared.readmodels.readmodel import Row

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Only:
    """`as_of` leaves out rows that say nothing by the end of that day; `settled_from` leaves out rows to which nothing
    happens any more from that day on; `keys` and `streams` leave out all others. None leaves out none.
    """

    as_of: date | None = None
    settled_from: date | None = None
    keys: tuple[str, ...] | None = None
    streams: tuple[str, ...] | None = None

    def of(self, rows: Mapping[str, R]) -> dict[str, R]:
        """Those of `rows`, by key, that are not left out."""
        given = rows.items() if self.keys is None else [(key, rows[key]) for key in self.keys if key in rows]
        first, last = self.settled_from or date.min, self.as_of or date.max
        streams = None if self.streams is None else frozenset(self.streams)
        return {
            key: row
            for key, row in given
            if row.opened_on <= last
            and (row.settled_on is None or row.settled_on >= first)
            and (streams is None or row.stream in streams)
        }


ALL = Only()
