"""One row a paper: its head, its days, the figures it states, the analyst's words, its editions. Key: its stream."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from shared.domain.facts import (
    AcceptedFinding,
    CommentaryWritten,
    FigureStated,
    IssuedFormat,
    PaperInputs,
    PaperPlanned,
    ReportIssued,
    ReportRestated,
)
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


class Issued(Step, frozen=True, kw_only=True):
    """One edition as it went out: empty for the original, `R1` for the first that was restated."""

    edition: str
    paper_ref: str
    inputs: PaperInputs
    formats: tuple[IssuedFormat, ...]
    checkpoint: str
    accepted: tuple[AcceptedFinding, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The head of the paper as it stands, and since when."""

    head: PaperPlanned
    told: Step


class Paper(Row, frozen=True, kw_only=True):
    """The last plan stands; figures by name, the last stated stands; words and editions in recorded order."""

    month: str
    plan: Plan | None = None
    figures: tuple[StatedFigure, ...] = ()
    commentary: tuple[Commentary, ...] = ()
    issued: tuple[Issued, ...] = ()


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
        case ReportIssued() | ReportRestated() as fact:
            return replace(row, issued=(*row.issued, _issued(recorded, fact)))
        case _:
            return row


def _issued(recorded: Recorded, fact: ReportIssued | ReportRestated) -> Issued:
    return Issued(
        **dated(recorded),
        edition=fact.edition,
        paper_ref=fact.paper_ref,
        inputs=fact.inputs,
        formats=fact.formats,
        checkpoint=fact.checkpoint,
        accepted=fact.accepted,
    )


PAPERS = ReadModel("papers", 3, Paper, "paper", fold)
