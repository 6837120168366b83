"""What the pages need of the system that serves them: rows and reports as of a position."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from services.reporter.report import Report
from services.reporter.rows import RowSource
from shared.domain.period import Month
from shared.domain.recorded import Recorded


class Now(Protocol):
    """Everything projected up to one position, while one request lasts."""

    @property
    def position(self) -> int: ...

    def rows(self, modification: str | None = None) -> RowSource: ...

    def history(self, stream: str) -> Sequence[Recorded]: ...

    def report(self, month: Month) -> Report: ...


OpenNow = Callable[[], AbstractContextManager[Now]]
"""Opens the system for one request. Safe to call from several threads."""
