"""One row a paper: its head, the days it covers, the figures it states, the analyst's words. Key: its stream."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from shared.domain.facts import CommentaryWritten, FigureStated, PaperPlanned
from shared.domain.recorded import Recorded
from shared.readmodels.readmodel import History, ReadModel, Row, Step, step


class StatedFigure(Step):
    """A figure that the published paper prints."""

    name: str
    value: int
    unit: str


class Commentary(Step):
    """The analyst's own words, for where they belong."""

    section: str
    about: str | None
    text: str


class Plan(BaseModel):
    """The head of the paper as it stands, and since when."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    head: PaperPlanned
    told: Step


class Paper(Row):
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
            return row.model_copy(update={"plan": Plan(head=head, told=taken)})
        case FigureStated(name=name, value=value, unit=unit):
            others = tuple(figure for figure in row.figures if figure.name != name)
            figure = StatedFigure(**dict(taken), name=name, value=value, unit=unit)
            return row.model_copy(update={"figures": (*others, figure)})
        case CommentaryWritten(section=section, about=about, text=text):
            words = Commentary(**dict(taken), section=section, about=about, text=text)
            return row.model_copy(update={"commentary": (*row.commentary, words)})
        case _:
            return row


PAPERS = ReadModel("papers", 1, Paper, "paper", fold)
