"""The records of one table: made, changed with a trace or without, deleted."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import md5
from threading import Lock
from zlib import crc32

from infra.fake_servicenow.traps import Traps

Record = Mapping[str, str]
"""Raw values; what is empty is an empty text. Never changed: a change makes another."""


def stamped(moment: datetime) -> str:
    """A moment as it is kept: UTC, to the second, without a zone."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _now() -> datetime:
    return datetime.now(UTC)


class Table:
    """Threads may share it. `hidden`: ids of records that the reader may not see."""

    def __init__(self, traps: Traps | None = None, clock: Callable[[], datetime] = _now) -> None:
        self.traps = traps or Traps()
        self.hidden: set[str] = set()
        self._clock = clock
        self._records: dict[str, Record] = {}
        self._audit: list[Record] = []
        self._changes = 0
        self._lock = Lock()

    def create(self, number: str, *, at: datetime | None = None, **fields: str) -> str:
        """A new record; its `sys_id`, which follows from the number."""
        sys_id = md5(number.encode(), usedforsecurity=False).hexdigest()
        moment = self._stamp(at)
        own = {"sys_id": sys_id, "number": number, "sys_mod_count": "0", "active": "true", "state": "-5"}
        with self._lock:
            self._records[sys_id] = own | {"sys_created_on": moment, "sys_updated_on": moment} | fields
        return sys_id

    def update(self, sys_id: str, *, at: datetime | None = None, **changes: str) -> None:
        """A change as people make it, or what the traps make of it."""
        self._changes += 1
        if "deletes" in self.traps and self._changes % 9 == 0:
            self.delete(sys_id)
        elif "silent-edits" in self.traps and self._changes % 5 == 0:
            self.edit_silently(sys_id, **changes)
        else:
            by = 2 if "two-changes" in self.traps and self._changes % 3 == 0 else 1
            self._update(sys_id, self._stamp(at), by, changes)

    def edit_silently(self, sys_id: str, **changes: str) -> None:
        """As a script does that turned the system's own fields off."""
        with self._lock:
            self._records[sys_id] = {**self._records[sys_id], **changes}

    def delete(self, sys_id: str) -> None:
        with self._lock:
            self._records.pop(sys_id, None)

    def get(self, sys_id: str) -> Record:
        return self._records[sys_id]

    def records(self) -> Sequence[Record]:
        """All that are there now."""
        with self._lock:
            return list(self._records.values())

    def audit(self) -> Sequence[Record]:
        """As `sys_audit` tells of each column that a change touched. Of silent edits it knows nothing."""
        with self._lock:
            return list(self._audit)

    def is_hidden(self, record: Record) -> bool:
        """Whether the reader's rights do not reach it."""
        sys_id = record["sys_id"]
        return sys_id in self.hidden or ("short-pages" in self.traps and crc32(sys_id.encode()) % 3 == 0)

    def _update(self, sys_id: str, moment: str, by: int, changes: Mapping[str, str]) -> None:
        with self._lock:
            if (before := self._records.get(sys_id)) is None:
                return  # deleted by a trap
            count = str(int(before["sys_mod_count"]) + by)
            self._audit += [
                _audited(len(self._audit) + place, sys_id, count, moment, column, before.get(column, ""), value)
                for place, (column, value) in enumerate(changes.items())
                if before.get(column, "") != value
            ]
            self._records[sys_id] = {**before, "sys_mod_count": count, "sys_updated_on": moment, **changes}

    def _stamp(self, at: datetime | None) -> str:
        moment = at or self._clock()
        return stamped(moment.replace(second=0) if "equal-times" in self.traps else moment)


def _audited(number: int, sys_id: str, count: str, at: str, column: str, before: str, after: str) -> Record:
    told = {"sys_id": f"{number:032x}", "tablename": "change_request", "documentkey": sys_id, "fieldname": column}
    values = {"oldvalue": before, "newvalue": after}
    return told | values | {"record_checkpoint": count, "sys_created_on": at, "sys_updated_on": at}
