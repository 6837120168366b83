"""PURE. A view of rows for the paper of a month, and of the paper before it; also straight from recorded facts.

Two roads lead to the same view: rows that the projector kept, and a replay of the facts. Each checks the other.
"""

from collections.abc import Iterable
from typing import Any

from services.reporter.cut import Asked, cut_of, month_before
from services.reporter.rows import Rows, RowSource
from services.reporter.view import View
from shared.domain.history import by_stream, known_by, up_to
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import rows_of_each


def view(rows: RowSource, month: Month, position: int, asked: Asked | None = None) -> View:
    """The view of `month` at `position`. The paper before is seen with the same rows: as they are known now, by the
    same versions of everything."""
    # In the order of keys, so that whoever goes through rows does so in one order, by whatever road they came.
    by_model = {model.name: dict(sorted(rows.of(model).items())) for model in READ_MODELS}
    before, alike = month_before(month, rows), asked.of_any_paper if asked else None
    previous = View(cut_of(before, rows, position, alike), by_model) if before else None
    return View(cut_of(month, rows, position, asked), by_model, previous)


def view_of(history: Iterable[Recorded], month: Month, position: int | None = None, asked: Asked | None = None) -> View:
    """The same from the recorded facts of all streams, in log order, up to `position`: None is all of them.

    The cut holds the position of the last fact that went in.
    """
    told = tuple(history) if position is None else up_to(history, position)
    if asked and asked.known_at:
        told = known_by(told, asked.known_at)
    return view(replayed(told), month, told[-1].position if told else 0, asked)


def replayed(history: Iterable[Recorded]) -> Rows:
    """The rows of every read model from the recorded facts of all streams."""
    # In the order of keys, as the row store has them: what rests on several rows names their facts in that order.
    return Rows({name: dict(sorted(rows.items())) for name, rows in folded(history).items()})


def folded(history: Iterable[Recorded]) -> dict[str, dict[str, Any]]:
    """The same by read model's name and key, in no promised order."""
    by_model: dict[str, dict[str, Any]] = {model.name: {} for model in READ_MODELS}
    for told in by_stream(history):
        for name, rows in rows_of_each(READ_MODELS, told).items():
            by_model[name].update(rows)
    return by_model
