"""PURE. Which rows tell what has no outcome yet: of a long history few, for most of it is over."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from services.reporter.cut import Asked
from services.reporter.needed import Question, Read
from services.reporter.prepare.meetings import gone_by, has_to_decide, is_untold
from services.reporter.prepare.releases import past_and_not_live
from services.reporter.rows import Rows
from services.reporter.view import View
from services.reporter.views import view
from shared.domain.period import Month
from shared.readmodels import (
    ASSESSMENTS,
    CONSULTATIONS,
    IMPLEMENTATIONS,
    MEETINGS,
    PAPERS,
    PROCEEDINGS,
    READ_MODELS,
    REGISTER,
    RELEASES,
)
from shared.readmodels.only import Only

_FEW = (PAPERS, MEETINGS, RELEASES)
"""A few a month, whatever the number of proposals: read whole."""
_NOT_OVER = (REGISTER, ASSESSMENTS, CONSULTATIONS, IMPLEMENTATIONS)
_ABOUT_MODIFICATIONS = (ASSESSMENTS, CONSULTATIONS, IMPLEMENTATIONS)


def needed_to_prepare(
    read: Read, month: Month, position: int, asked: Asked | None, also: Collection[str] = ()
) -> Mapping[str, Mapping[str, Any]]:
    """The rows by read model's name. Whatever they leave out has its outcome. `also`: modifications to be named."""
    none: dict[str, Mapping[str, Any]] = {model.name: {} for model in READ_MODELS}
    few = _with(none, read, [(model, Only()) for model in _FEW])
    day = view(Rows(few), month, position, asked)
    not_over = [(model, Only(settled_from=day.cut.as_of, as_of=day.cut.as_of)) for model in _NOT_OVER]
    rows = _with(few, read, [*not_over, *_on_days(day), *_of_items(day)])
    named = {row.stream for model in _ABOUT_MODIFICATIONS for row in rows[model.name].values()}
    missing = tuple(sorted((named | {*_items(day), *also}) - rows[REGISTER.name].keys()))
    return _with(rows, read, [(REGISTER, Only(keys=missing))]) if missing else rows


def _with(rows: Mapping[str, Mapping[str, Any]], read: Read, questions: list[Question]) -> dict[str, Mapping[str, Any]]:
    """The rows, and what is read of these, asked for at once."""
    more: dict[str, Mapping[str, Any]] = dict(rows)
    for (model, _), found in zip(questions, read(questions), strict=True):
        more[model.name] = {**more[model.name], **found}
    return more


def _on_days(day: View) -> Iterator[Question]:
    """What was done on the day of a meeting says that it was held; what was implemented, that a release went live."""
    for on in sorted({row.on for row in gone_by(day) if is_untold(day, row)}):
        yield PROCEEDINGS, Only(settled_from=on, as_of=on)
    if late := past_and_not_live(day):
        yield IMPLEMENTATIONS, Only(settled_from=min(row.opened_on for row, _ in late), as_of=day.cut.as_of)


def _of_items(day: View) -> Iterator[Question]:
    if streams := tuple(sorted(set(_items(day)))):
        yield PROCEEDINGS, Only(streams=streams)


def _items(day: View) -> Iterator[str]:
    """The modifications about which a body had to decide."""
    for row in gone_by(day):
        if has_to_decide(day, row):
            yield from (item.stream for item in row.items)
