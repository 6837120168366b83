"""Arrays made here are to PostgreSQL what the library's are."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import psycopg
import pytest

from shared.rowstore import arrays
from shared.rowstore.arrays import Array, days, encoded, numbers, texts

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("array", "kind", "values"),
    [
        (texts([]), "text", []),
        (texts(["", "MP106", "é €"]), "text", ["", "MP106", "é €"]),
        (encoded([b"", "é €".encode()]), "text", ["", "é €"]),
        (numbers([]), "bigint", []),
        (numbers([0, 1, 2**62]), "bigint", [0, 1, 2**62]),
        (days([]), "date", []),
        (days([None, date(2013, 9, 23), date(2000, 1, 1)]), "date", [None, date(2013, 9, 23), date(2000, 1, 1)]),
    ],
)
def test_an_array_is_read_as_what_it_was_made_of(database: str, array: Array, kind: str, values: Sequence[Any]) -> None:
    with psycopg.connect(database) as connection:
        arrays.let_know(connection)
        assert connection.execute(f"SELECT %b::{kind}[]".encode(), (array,)).fetchone() == (values,)
