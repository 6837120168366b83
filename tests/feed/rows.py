"""All rows of a log, folded anew whenever they are asked for: what a projector would have made of it by then."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from shared.domain.recorded import Recorded
from shared.eventlog.log import EventLog
from shared.readmodels.readmodel import ReadModel, Row, rows_of

R = TypeVar("R", bound=Row)


class Folded:
    """By stream and read model."""

    def __init__(self, told: Iterable[Recorded]) -> None:
        self._histories: dict[str, list[Recorded]] = {}
        for recorded in told:
            self._histories.setdefault(recorded.stream, []).append(recorded)

    def of(self, model: ReadModel[R]) -> Mapping[str, R]:
        rows = (rows_of(model, history) for history in self._histories.values())
        return {key: row for each in rows for key, row in each.items()}


def folded(log: EventLog) -> Folded:
    """As it is now."""
    return Folded(recorded for stream in log.streams() for recorded in log.history(stream))
