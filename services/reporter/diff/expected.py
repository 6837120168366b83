"""PURE. What a paper expected, and what came of it otherwise: beside what is different in the paper itself."""

from collections.abc import Collection, Iterable

from services.reporter import words
from services.reporter.diff.difference import Change
from services.reporter.forecasts.forecast import Came, Compared
from shared.domain.period import Window

SECTION = "expected"
"""Where such changes stand: beside the sections of the paper."""
_OTHERWISE: dict[Came, str] = {
    "another_day": "it came on {on}",
    "moved": "now planned for {on}",
    "cancelled": "cancelled",
    "withdrawn": "withdrawn on {on}",
}
"""How what came otherwise is told; of the rest there is nothing to say, or nothing yet."""
_PASSED = "planned since for {on}, and nothing is recorded of it"


def came_otherwise(outcomes: Iterable[Compared], since: Collection[str]) -> tuple[Change, ...]:
    """Those of which facts tell that are among `since`: they came after the paper."""
    return tuple(
        _change(outcome, form)
        for outcome in outcomes
        if (form := _form(outcome)) and not set(outcome.evidence).isdisjoint(since)
    )


def _change(outcome: Compared, form: str) -> Change:
    forecast = outcome.forecast
    came = form.format(on=words.day(outcome.on)) if outcome.on else form
    expected = f"expected {_days(forecast.days)}"
    return Change(f"{forecast.which} {forecast.what}", SECTION, "", expected, came, "R1", outcome.evidence)


def _form(outcome: Compared) -> str | None:
    return _PASSED if outcome.came == "not_come" and outcome.on else _OTHERWISE.get(outcome.came)


def _days(days: Window) -> str:
    first = words.day(days.first)
    return f"on {first}" if days.first == days.last else f"from {first} to {words.day(days.last)}"
