"""PURE. Which rows tell what came of forecasts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.reporter.forecasts.forecast import Forecast, Kind
from services.reporter.needed import Question, Read
from shared.domain.period import Window
from shared.readmodels import CONSULTATIONS, IMPLEMENTATIONS, MEETINGS, PROCEEDINGS, READ_MODELS, RELEASES
from shared.readmodels.only import Only


def needed_for_outcomes(read: Read, forecasts: Sequence[Forecast]) -> Mapping[str, Mapping[str, Any]]:
    """The rows by read model's name."""
    streams = tuple(sorted({key.partition("/")[0] for key in _keys(forecasts, "implementation")}))
    questions: list[Question] = [(MEETINGS, Only()), (RELEASES, Only())]
    if consultations := _keys(forecasts, "consultation"):
        questions.append((CONSULTATIONS, Only(keys=consultations)))
    if streams:
        questions.append((IMPLEMENTATIONS, Only(streams=streams)))
    if presented := _keys(forecasts, "presentation"):
        questions.append((PROCEEDINGS, Only(streams=presented)))
    questions += [(PROCEEDINGS, Only(settled_from=on, as_of=on)) for on in _days(forecasts)]
    rows: dict[str, Mapping[str, Any]] = {model.name: {} for model in READ_MODELS}
    for (model, _), found in zip(questions, read(questions), strict=True):
        rows[model.name] = {**rows[model.name], **found}
    return rows


def _keys(forecasts: Sequence[Forecast], kind: Kind) -> tuple[str, ...]:
    return tuple(forecast.key for forecast in forecasts if forecast.kind == kind)


def _days(forecasts: Sequence[Forecast]) -> list[date]:
    """Of the meetings: what was decided then says that they were held."""
    meetings: set[Window] = {forecast.days for forecast in forecasts if forecast.kind == "meeting"}
    return sorted(days.first for days in meetings)
