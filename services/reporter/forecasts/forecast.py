"""PURE. What a paper said was to come, and what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from shared.domain.period import Window

Kind = Literal["consultation", "meeting", "presentation", "release", "implementation"]
Came = Literal["as_forecast", "another_day", "moved", "cancelled", "withdrawn", "not_come", "not_due"]
"""On a day forecast; on another; now planned for another; called off; withdrawn by its Proposer before it came; its day
is over without it; its day is not."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """`which` is what the paper calls it, `key` its row. Any day of `days` is as forecast; mostly there is one."""

    kind: Kind
    which: str
    what: str
    key: str
    days: Window
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """`on`: when it came, or for when it is planned now; None where neither is known."""

    forecast: Forecast
    came: Came
    on: date | None = None
    evidence: tuple[str, ...] = ()


def as_json(compared: Compared) -> dict[str, Any]:
    """The keys are promised to other programs."""
    forecast = compared.forecast
    return {
        "kind": forecast.kind,
        "which": forecast.which,
        "what": forecast.what,
        "first": forecast.days.first.isoformat(),
        "last": forecast.days.last.isoformat(),
        "came": compared.came,
        "on": compared.on.isoformat() if compared.on else None,
        "forecast_by": list(forecast.evidence),
        "evidence": list(compared.evidence),
    }
