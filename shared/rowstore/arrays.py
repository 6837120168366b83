"""Arrays as PostgreSQL takes them in binary: many values in one, made here at less than what the library needs.

The form is that of `array_send` in PostgreSQL's source: dimensions, whether a value may be null, the type of a value,
how many there are and the number of the first; then each value after its length, -1 for null.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from struct import Struct, pack

from psycopg import Connection
from psycopg.adapt import Dumper
from psycopg.postgres import types
from psycopg.pq import Format

_HEAD = Struct(">iiIii").pack
_NONE = Struct(">iiI").pack
_LENGTH = Struct(">i").pack
_DAY = Struct(">ii").pack
_NULL = b"\xff\xff\xff\xff"
_DAY_ZERO = date(2000, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Texts:
    data: bytes


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of up to eight bytes each."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Days:
    data: bytes


Array = Texts | Numbers | Days


def texts(values: Iterable[str]) -> Texts:
    return encoded([value.encode() for value in values])


def encoded(values: Sequence[bytes]) -> Texts:
    """Texts that are in UTF-8 by now."""
    parts: list[bytes] = []
    for value in values:
        parts += _LENGTH(len(value)), value
    return Texts(_array(types["text"].oid, len(values), parts))


def numbers(values: Sequence[int]) -> Numbers:
    count = len(values)
    told = [8] * (2 * count)
    told[1::2] = values
    return Numbers(_array(types["int8"].oid, count, [pack(">" + "iq" * count, *told)]))


def days(values: Sequence[date | None]) -> Days:
    return Days(_array(types["date"].oid, len(values), map(_day, values)))


# Those of a batch are the same few, again and again.
@lru_cache(4_096)
def _day(day: date | None) -> bytes:
    return _NULL if day is None else _DAY(4, day.toordinal() - _DAY_ZERO)


def _array(of: int, count: int, parts: Iterable[bytes]) -> bytes:
    # That none of them is null need not be said.
    return b"".join((_HEAD(1, 1, of, count, 1), *parts)) if count else _NONE(0, 0, of)


class _Dumper(Dumper):
    format = Format.BINARY

    def dump(self, obj: Array) -> bytes:
        return obj.data


class _OfTexts(_Dumper):
    oid = types["text"].array_oid


class _OfNumbers(_Dumper):
    oid = types["int8"].array_oid


class _OfDays(_Dumper):
    oid = types["date"].array_oid


def let_know(connection: Connection[object]) -> None:
    """From now on the connection takes such arrays as values of a statement."""
    for array, dumper in ((Texts, _OfTexts), (Numbers, _OfNumbers), (Days, _OfDays)):
        connection.adapters.register_dumper(array, dumper)
