"""One row a paper: its head, the days it covers, the figures it states, the analyst's words. Key: its stream."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from shared.domain.facts import CommentaryWritten, FigureStated, PaperPlanned
from shared.domain.recorded import Recorded
from shared.readmodels.readmodel import History, ReadModel, Row, Step, dated, step


class StatedFigure(Step, frozen=True, kw_only=True):
    """A figure that the published paper prints."""

    name: str
    value: int
    unit: str


class Commentary(Step, frozen=True, kw_only=True):
    """The analyst's own words, for where they belong."""

    section: str
    about: str | None = None
    text: str


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The head of the paper as it stands, and since when."""

    head: PaperPlanned
    told: Step


class Paper(Row, frozen=True, kw_only=True):
    """The last plan stands; figures by name, the last stated stands; commentary in recorded order."""

    month: str
    plan: Plan | None = None
    figures: tuple[StatedFigure, ...] = ()
    commentary: tuple[Commentary, ...] = ()


def fold(history: History) -> Mapping[str, Paper]:
    stream = history[0].stream
    row = Paper(stream=stream, opened_on=min(told.day for told in history), month=stream.removeprefix("paper/"))
    for recorded in history:
        row = _after(row, recorded)
    return {stream: row}


def _after(row: Paper, recorded: Recorded) -> Paper:
    taken = step(recorded)
    match recorded.fact:
        case PaperPlanned() as head:
            return replace(row, plan=Plan(head=head, told=taken))
        case FigureStated(name=name, value=value, unit=unit):
            others = tuple(figure for figure in row.figures if figure.name != name)
            figure = StatedFigure(**dated(recorded), name=name, value=value, unit=unit)
            return replace(row, figures=(*others, figure))
        case CommentaryWritten(section=section, about=about, text=text):
            words = Commentary(**dated(recorded), section=section, about=about, text=text)
            return replace(row, commentary=(*row.commentary, words))
        case _:
            return row


PAPERS = ReadModel("papers", 2, Paper, "paper", fold)
