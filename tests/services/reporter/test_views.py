"""The view of a paper at a position and as it was known."""

from datetime import UTC, datetime

from services.reporter.assemble import assemble
from services.reporter.cut import Asked
from services.reporter.render import RENDERERS
from services.reporter.rows import Rows
from services.reporter.views import replayed, view, view_of
from shared.domain.period import Month
from shared.readmodels import ASSESSMENTS, READ_MODELS, REGISTER
from shared.readmodels.as_json import as_json, read
from tests.given import history
from tests.services.reporter.papers import JUNE, june, june_history, june_view
from tests.services.reporter.small import PLANNED, TWO

JULY = Month(2020, 7)


def test_the_same_facts_and_cut_give_the_same_bytes() -> None:
    again = assemble(view_of(june_history(), JUNE))
    for render in RENDERERS.values():
        assert render(again) == render(june())


def test_rows_that_were_kept_as_json_give_the_same_bytes() -> None:
    """The road by the row store: rows in the order of keys, each read back from what was stored of it."""
    rows = replayed(june_history())
    kept = {
        model.name: {key: read(type(row), as_json(row)) for key, row in sorted(rows.of(model).items())}
        for model in READ_MODELS
    }
    report = assemble(view(Rows(kept), JUNE, june_view().cut.position))
    for render in RENDERERS.values():
        assert render(report) == render(june())


def test_a_replay_has_its_rows_in_the_order_in_which_they_are_kept() -> None:
    """What rests on several rows names their facts in that order, in every format."""
    rows = replayed(june_history())
    for model in READ_MODELS:
        assert list(rows.of(model)) == sorted(rows.of(model))


def test_a_position_cuts_the_log() -> None:
    whole = view_of(history(TWO), JULY)
    part = view_of(history(TWO), JULY, position=3)
    assert (whole.cut.position, part.cut.position) == (24, 3)
    assert set(part.of(REGISTER)) == {"201"}


def test_what_was_learned_later_was_not_known_then() -> None:
    told = history(
        """
        2020-06-01  MP200  AssessmentAccepted  PA 1  target_wd=15
        2020-06-20  MP200  AssessmentReturned  PA 1  known=2020-07-20
        """
    )
    then = view_of(told, JULY, asked=Asked(known_at=datetime(2020, 7, 10, tzinfo=UTC)))
    assert then.cut.position == 1
    assert then.of(ASSESSMENTS)["200/PA/1"].state_at(then.cut.stats_to) == "open"


def test_the_paper_before_is_seen_with_its_own_days() -> None:
    before = view_of(history(PLANNED), JULY).previous
    assert before is not None
    assert (before.cut.month, before.cut.as_of.isoformat()) == (JUNE, "2020-06-12")
    assert june_view().previous is None
