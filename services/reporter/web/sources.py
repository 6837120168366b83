"""What the pages need of the system that serves them: rows and reports as of a position."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from services.reporter.explain.explainer import Explainer
from services.reporter.press.press import Archive
from services.reporter.report import Report
from services.reporter.rows import RowSource
from services.reporter.trail_document.document import TrailDocument
from shared.domain.period import Month
from shared.domain.recorded import Recorded


class Now(Protocol):
    """Everything projected up to one position, while one request lasts."""

    @property
    def position(self) -> int: ...

    def rows(self, modification: str | None = None) -> RowSource: ...

    def history(self, stream: str) -> Sequence[Recorded]: ...

    def report(self, month: Month) -> Report: ...

    def explainer(self, month: Month) -> Explainer: ...

    @property
    def archive(self) -> Archive:
        """Papers that are out, and all that they are made again with."""
        ...

    def trail(self, ref: str) -> TrailDocument:
        """Up to the last checkpoint that was signed. Raises UnknownModification, TrailError."""
        ...


OpenNow = Callable[[], AbstractContextManager[Now]]
"""Opens the system for one request. Safe to call from several threads."""
