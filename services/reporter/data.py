"""PURE. Tables for programs: what the paper rests on, as values and not as printed words, each row with its facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

Value = str | int | float | date | bool | None
"""None where nothing is known, or nothing applies."""


class DataRow(NamedTuple):
    """`values` in the order of the columns."""

    values: tuple[Value, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataTable:
    """`id` for files and names, `title` for people. Units are in the names of the columns."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[DataRow, ...]
    about: str = ""
    """What its rows are, in a sentence."""

    def records(self) -> Iterator[dict[str, Value]]:
        """Each row by the names of its columns."""
        return (dict(zip(self.columns, row.values, strict=True)) for row in self.rows)
