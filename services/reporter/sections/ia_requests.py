"""PURE. The Impact Assessments that the last regular Change Board meeting requested."""

from collections.abc import Iterator
from datetime import date

from services.reporter import words
from services.reporter.names import in_order, name
from services.reporter.report import Block, Line
from services.reporter.sections.blocks import sentence, stated_count, with_list
from services.reporter.view import View
from shared.domain.reference import ModificationRef
from shared.papers.statement import say
from shared.readmodels import ASSESSMENTS, BOARD_VOTES, MEETINGS
from shared.readmodels.readmodel import Step, evidence_of


def ia_requests(view: View) -> Iterator[Block]:
    met = last_regular_change_board(view)
    if met is None:
        yield sentence("No Impact Assessments were requested, as no Change Board meeting has been recorded.")
        return
    on, evidence = met
    requests = _requested(view, on)
    number = len(requests)
    month = words.month_of(on)
    lead = (
        f"{words.capital(words.counted(number, 'Impact Assessment'))} {words.was_were(number)} requested at the "
        f"{words.month(month)} Change Board meeting"
    )
    list_id = f"ia_requested.{month}"
    says = (stated_count("refine", list_id, number, "Impact Assessment"),)
    if not requests:
        yield sentence(f"{lead}.", says, evidence)
        return
    items = tuple(_item(view, stream, list_id, requests[stream]) for stream in in_order(list(requests)))
    yield from with_list(f"{lead}:", items, says, evidence)


def last_regular_change_board(view: View) -> tuple[date, tuple[str, ...]] | None:
    """The day of the last Change Board that was not ad hoc, and the facts that say it was held, or voted."""
    day = view.cut.as_of
    boards = [row for row in view.of(MEETINGS).values() if row.body == "change_board" and not row.ad_hoc]
    held = [(row.on, row.held) for row in boards if row.held and row.held.on <= day]
    met = [*held, *((taken.on, taken) for taken in _votes(view) if taken.on <= day)]
    last = max((on for on, _ in met), default=None)
    return (last, evidence_of(*(taken for on, taken in met if on == last))) if last else None


def _votes(view: View) -> list[Step]:
    """By number, then by day."""
    rows = sorted(view.of(BOARD_VOTES).items(), key=lambda vote: (ModificationRef.parse(vote[1].stream), vote[0]))
    return [row.taken for _, row in rows]


def _requested(view: View, on: date) -> dict[str, tuple[str, ...]]:
    requests: dict[str, tuple[str, ...]] = {}
    for row in view.of(ASSESSMENTS).values():
        asked = row.first("requested", view.cut.as_of)
        over = row.settled_on is not None and row.settled_on < on
        if row.kind == "IA" and asked and not over and on in (row.requested_at_change_board_on, asked.on):
            requests[row.stream] = asked.evidence
    return requests


def _item(view: View, stream: str, list_id: str, evidence: tuple[str, ...]) -> Line:
    named = name(view, stream)
    says = say("refine", "ia_requested", stream, list=list_id, label=named.label, title=named.title)
    return Line(named.link, evidence, (says,))
