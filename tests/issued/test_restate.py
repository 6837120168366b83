"""A paper that is out is restated beside itself: the original stays, and the new one says what is otherwise and why."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.reporter.cut import TEMPLATE
from services.reporter.issued.errors import NoSuchPaper, NotIssued
from services.reporter.press.issuing import Held
from services.reporter.press.kept import files_out
from services.reporter.press.press import By, Done, Press
from services.reporter.press.rebuilding import rebuild
from services.reporter.press.restating import restate
from services.reporter.press.sides import at, difference_of, edition
from services.reporter.render import TEMPLATES
from shared.domain.facts import ReportRestated
from shared.process.command import Giver
from shared.rowstore.store import RowStore
from tests.given import entries
from tests.issued.conftest import project
from tests.issued.press import ANN, JUNE, REF, WHY, built, issued

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]

LATER = entries(
    """
    2020-05-29  MP099  AssessmentReturned  IA 1 target_wd=40 known=2020-07-02
    2020-06-17  DP132  ProposalWithdrawn  known=2020-07-02
    2020-10-30  release/2020-11  ReleaseDateChanged  was_on=2020-11-05 planned_on=2020-11-29
    """
)
"""The return of MP099 came after the paper; DP132 was withdrawn, and the release moved, after its day."""
DAY = date(2020, 11, 3)
BEN = By(Giver("Ben", "publisher"), datetime(2020, 11, 3, 9, tzinfo=UTC))


@contextmanager
def later(press: Press, url: str) -> Iterator[Press]:
    """With what was told since, and its rows."""
    press.log.import_entries(LATER)
    project(url, press.log)
    with RowStore(url) as rows:
        yield replace(press, rows=rows)


def restated(press: Press, by: By = BEN) -> Done:
    held = restate(press, JUNE, REF, {}, by)
    assert isinstance(held, Held)
    done = restate(press, JUNE, REF, {finding.rule: WHY for finding in held.findings}, by)
    assert isinstance(done, Done)
    return done


def test_what_is_restated_tells_what_is_otherwise_and_the_original_stays(press: Press, june: str) -> None:
    """By 3 November 2020 the release was moved to the 29th, and DP132 long withdrawn."""
    built(press)
    first = issued(press)
    with later(press, june) as now:
        built(now)
        second = restated(now)

        fact = second.fact.fact
        assert isinstance(fact, ReportRestated)
        assert (fact.edition, fact.restates) == ("R1", first.fact.id)
        told = [(each.figure, each.before, each.after, each.kind, each.facts) for each in fact.changes]
        assert ("assessments.ia.open.mean_wd", "113 WD", "161 WD", "R1", ("99#5",)) in told
        text = second.files["md"].decode()
        assert "| assessments.ia.open.mean_wd | 113 WD | 161 WD |" in text
        assert "expected on 19 June 2020; withdrawn on 17 June 2020." in text
        assert "goes live: expected on 5 November 2020; now planned for 29 November 2020." in text

        original = files_out(now, JUNE, "")
        assert original == first.files
        assert b"29 November" not in original["md"] and b"withdrawn on 17 June" not in original["md"]

        # Both are made again, by both roads.
        found = [(done.edition, done.formats, done.differences) for done in rebuild(now, JUNE)]
        formats = len(TEMPLATES[TEMPLATE])
        assert found == [("", formats, ()), ("R1", formats, ())]

        # And once more, beside the first that was restated.
        built(now)
        third = restated(now).fact.fact
        assert isinstance(third, ReportRestated)
        assert (third.edition, third.restates, third.changes) == ("R2", second.fact.id, ())


def test_nothing_is_restated_that_is_not_out_or_that_nobody_built_since_or_by_whoever_built_it(press: Press) -> None:
    with pytest.raises(NoSuchPaper, match="no paper of 2020-06 is out"):
        restate(press, JUNE, REF, {}, BEN)
    built(press)
    issued(press)
    with pytest.raises(NoSuchPaper, match="nobody has built"):
        restate(press, JUNE, REF, {}, BEN)
    head = built(press).fact.position
    with pytest.raises(NotIssued, match="builder_issues"):
        restate(press, JUNE, REF, {}, ANN)
    with pytest.raises(NotIssued, match="role_may_not"):
        restate(press, JUNE, REF, {}, By(Giver("Cleo", "auditor"), BEN.now))
    assert press.log.head() == head


def test_what_was_built_before_the_paper_that_is_out_is_not_restated(press: Press) -> None:
    built(press)
    issued(press)
    built(press, position=150)
    with pytest.raises(NotIssued, match=r"was built at position 150, before"):
        restate(press, JUNE, REF, {}, BEN)


def test_what_is_out_is_held_against_what_is_known_now(press: Press, june: str) -> None:
    built(press)
    out = issued(press).fact
    with later(press, june) as now:
        one, other = edition(now, JUNE, ""), at(now, JUNE, now.log.head())
        there, back = difference_of(now, one, other, DAY), difference_of(now, other, one, DAY)
    assert there == back
    assert there.before.name == "2020-06 as issued"
    changed = {change.name: (change.before, change.after, change.kind, change.facts) for change in there.figures}
    assert changed["assessments.ia.open.mean_wd"] == ("113 WD", "161 WD", "R1", ("99#5",))
    assert [change.after for change in there.expected if "Release goes live" in change.name] == [
        "now planned for 29 November 2020"
    ]
    assert out.id not in {fact for change in (*there.rows, *there.lines) for fact in change.facts}


def test_an_edition_that_is_not_out_is_no_side(press: Press) -> None:
    with pytest.raises(NoSuchPaper, match="no paper of 2020-06 is out: of that month nothing is"):
        edition(press, JUNE, "")
