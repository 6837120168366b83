"""Encoded queries: `a=1^ORa=2^b>3^NQc=4^ORDERBYd`. What it does not know it refuses; a real one passes over it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from infra.fake_servicenow.table import Record

Test = Callable[[Record], bool]
_CONDITION = re.compile(r"([a-z0-9_]+)(>=|<=|!=|=|>|<|ISNOTEMPTY|ISEMPTY|IN)(.*)", re.DOTALL)


class NotAQuery(ValueError):
    """The text is no encoded query, as far as this fake knows them."""


@dataclass(frozen=True, slots=True)
class Query:
    """`orders`: columns, each with whether it runs down."""

    matches: Test
    orders: Sequence[tuple[str, bool]]


def query_of(text: str) -> Query:
    """Raises NotAQuery."""
    orders: list[tuple[str, bool]] = []
    groups = [_group(part, orders) for part in text.split("^NQ")]
    return Query(groups[0] if len(groups) == 1 else lambda record: any(group(record) for group in groups), orders)


def _group(text: str, orders: list[tuple[str, bool]]) -> Test:
    all_of: list[list[Test]] = []
    for part in filter(None, text.split("^")):
        if part.startswith("ORDERBY"):
            column = part.removeprefix("ORDERBY")
            orders.append((column.removeprefix("DESC"), column.startswith("DESC")))
        elif part.startswith("OR") and all_of:
            all_of[-1].append(_test(part.removeprefix("OR")))
        else:
            all_of.append([_test(part)])
    tests = [each[0] if len(each) == 1 else _any(each) for each in all_of]
    return lambda record: all(test(record) for test in tests)


def _any(tests: Sequence[Test]) -> Test:
    return lambda record: any(test(record) for test in tests)


def _test(text: str) -> Test:
    found = _CONDITION.fullmatch(text)
    if not found:
        raise NotAQuery(f"{text!r} is no condition")
    column, operator, value = found.groups()
    match operator:
        case "=":
            return lambda record: record.get(column, "") == value
        case "!=":
            return lambda record: record.get(column, "") != value
        case ">":
            return lambda record: record.get(column, "") > value
        case ">=":
            return lambda record: record.get(column, "") >= value
        case "<":
            return lambda record: "" < record.get(column, "") < value
        case "<=":
            return lambda record: "" < record.get(column, "") <= value
        case "ISEMPTY":
            return lambda record: not record.get(column)
        case "ISNOTEMPTY":
            return lambda record: bool(record.get(column))
        case _:
            among = frozenset(value.split(","))
            return lambda record: record.get(column, "") in among
