"""PURE. Earlier states of a row, put together again from what the source's own audit tells of each change.

`sys_audit` has a record for each column that a change touched: the value before, and the count of the change. So from
the row as it is now one goes back, change by change. A change of which it tells nothing has no moment, and is left out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

COLUMNS = ("sys_id", "fieldname", "oldvalue", "record_checkpoint", "sys_created_on")
BEHIND = "ORDERBYsys_id"


class Change(NamedTuple):
    """`revision`: the row's count after it. `before`: what stood in the column. `at`: when, as the source writes it."""

    revision: int
    column: str
    before: str
    at: str


def changes_of(table: str, id: str, after: str) -> str:
    """What is asked for: the records of one row, behind the record `after`."""
    behind = f"^sys_id>{after}" if after else ""
    return f"tablename={table}^documentkey={id}{behind}^{BEHIND}"


def changes_in(records: Iterable[Mapping[str, Any]]) -> Sequence[Change]:
    """Those that can be read."""
    return [
        Change(int(count), str(told.get("fieldname")), str(told.get("oldvalue") or ""), str(told.get("sys_created_on")))
        for told in records
        if (count := str(told.get("record_checkpoint"))).isdecimal() and len(count) < 10
    ]


def earlier(row: Mapping[str, Any], changes: Iterable[Change], wanted: Collection[int]) -> Iterator[dict[str, Any]]:
    """The states of the row whose counts are `wanted`, the latest first."""
    by_count: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        by_count[change.revision].append(change)
    state = dict(row)
    for count in range(int(row["sys_mod_count"]), min(wanted, default=0), -1):
        for change in by_count.get(count, ()):
            if change.column in state:
                state[change.column] = change.before
        at = _moment(row, count - 1, by_count)
        if count - 1 in wanted and at:
            yield state | {"sys_mod_count": str(count - 1), "sys_updated_on": at}


def _moment(row: Mapping[str, Any], count: int, by_count: Mapping[int, Sequence[Change]]) -> str | None:
    if changes := by_count.get(count):
        return changes[0].at
    return row.get("sys_created_on") if count == 0 else None
