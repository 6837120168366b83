"""The two ways to what a paper is made of: the rows that were kept, and all facts read and folded anew."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from services.reporter.forecasts.forecast import Forecast
from services.reporter.issued.inputs import asked_of
from services.reporter.load import load, load_outcomes
from services.reporter.press.press import Archive
from services.reporter.replay import replay, replay_outcomes
from services.reporter.rows import RowSource
from services.reporter.view import View
from shared.domain.facts import PaperInputs
from shared.domain.period import Month


class Road(NamedTuple):
    """`view` of the paper with these inputs; `outcomes`: the rows that tell what came of forecasts, as in that view."""

    name: str
    view: Callable[[Month, PaperInputs], View]
    outcomes: Callable[[View, Sequence[Forecast]], RowSource]


def by_rows(archive: Archive) -> Road:
    return Road(
        "by rows",
        lambda month, inputs: load(archive.rows, month, inputs.position, asked_of(inputs)),
        lambda view, forecasts: load_outcomes(archive.rows, forecasts, view.cut.position),
    )


def by_replay(archive: Archive) -> Road:
    return Road(
        "by replay",
        lambda month, inputs: replay(archive.log, month, inputs.position, asked_of(inputs), archive.passed_over()),
        lambda view, forecasts: replay_outcomes(archive.log, forecasts, view.cut.position, archive.passed_over()),
    )


def roads(archive: Archive) -> tuple[Road, Road]:
    return by_rows(archive), by_replay(archive)
