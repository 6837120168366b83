"""Where tickets and register differ is listed; what a rule explains is told, and the rest is not passed over."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.calendar import CALENDARS
from shared.domain.entry import Source, entry
from shared.domain.facts import FeedConnected, TicketQuarantined
from shared.reconciliation.reconcile import Reconciliation, reconcile
from shared.reconciliation.sides import Cut, Sides, months_back
from tests import given as notation
from tests.feed.desk import Desk
from tests.feed.rows import Folded
from tests.feed.tickets import NOW, SOURCE, life, revision

TODAY = date(2020, 6, 12)
NOW_CUT = Cut(TODAY, months_back(TODAY), CALENDARS["england_and_wales/1"], True)
ACCEPTED = date(2020, 3, 26)


def desk(text: str = "") -> Desk:
    made = Desk()
    for told in notation.entries(text):
        made.record(told)
    return made


def account(made: Desk, cut: Cut = NOW_CUT) -> Reconciliation:
    return reconcile(Sides.of(Folded(made.recorded), cut))


def lines(made: Desk, cut: Cut = NOW_CUT) -> list[tuple[str, str, str | None]]:
    return [(each.check, each.subject, each.rule) for each in account(made, cut).differences]


REQUESTED = "2020-03-20  MP106  AssessmentRequested  PA 1"
OPEN = revision(1, "accepted", "2020-06-11", accepted_on=ACCEPTED, target_wd=15)


def test_both_sides_agree_where_the_ticket_led_to_the_facts() -> None:
    made = desk(REQUESTED)
    made.hear(OPEN)
    assert lines(made, replace(NOW_CUT, is_now=False)) == []
    assert account(made, replace(NOW_CUT, is_now=False)).agrees


def test_what_is_on_one_side_only_is_listed() -> None:
    made = desk(
        "2020-05-04  MP107  AssessmentAccepted  PA 1  target_wd=15\n2019-06-20  MP108  AssessmentReturned  IA 1"
    )
    made.record_only(OPEN)
    assert lines(made, replace(NOW_CUT, is_now=False)) == [
        ("ours alone", "MP107 PA 1", None),
        ("ours alone", "MP108 IA 1", "before-the-feed"),
        ("theirs alone", "MP106 PA", None),
    ]


def test_other_days_and_targets_of_another_source_are_listed_with_both() -> None:
    made = desk(f"{REQUESTED}\n2020-03-27  MP106  AssessmentAccepted  PA 1  target_wd=25")
    made.hear(revision(1, "accepted", "2020-06-11", accepted_on=ACCEPTED, target_wd=15, assessment_no=1))
    found = account(made).differences
    assert [(each.check, each.ours, each.theirs, each.rule) for each in found] == [
        ("day", "2020-03-27", "2020-03-26", None),
        ("target", "25", "15", None),
    ]


def test_a_target_that_the_ticket_does_not_tell_is_explained() -> None:
    made = desk(f"{REQUESTED}\n2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=25")
    made.hear(revision(1, "accepted", "2020-06-11", accepted_on=ACCEPTED))
    assert lines(made) == [("target", "MP106 PA 1", "target-defaulted")]


def test_the_dccs_own_count_is_held_against_each_convention() -> None:
    reports = ((57, None), (55, None), (52, "counted-otherwise"), (34, "shorter-than-its-days"), (60, None))
    for reported, rule in reports:
        made = desk(REQUESTED)
        made.hear(revision(1, "accepted", "2020-06-12", accepted_on=ACCEPTED, target_wd=15, dcc_reported_wd=reported))
        found = [(each.rule, each.ours) for each in account(made).differences if each.check == "duration"]
        assert found == ([] if reported == 57 else [(rule, "57")]), reported


def test_a_request_without_a_ticket_is_listed_after_two_working_days() -> None:
    assert lines(desk("2020-06-10  MP106  AssessmentRequested  PA 1")) == []
    assert lines(desk("2020-06-09  MP106  AssessmentRequested  PA 1")) == [
        ("requested without a ticket", "MP106 PA 1", None)
    ]


def test_a_ticket_that_nobody_asked_for_is_listed_where_requests_are_kept() -> None:
    made = desk("2020-03-01  MP107  AssessmentRequested  PA 1\n2020-03-01  MP107  AssessmentCancelled  PA 1")
    made.hear(OPEN)
    assert lines(made) == [("unrequested", "MP106 PA 1", None)]
    alone = desk()
    alone.hear(OPEN)
    assert lines(alone) == [("unrequested", "1 assessments", "requests-not-kept")]


def test_a_ticket_that_nobody_touches_is_listed_after_twenty_working_days() -> None:
    made = desk(REQUESTED)
    made.hear(revision(1, "accepted", "2020-05-12", accepted_on=ACCEPTED, target_wd=15))
    assert ("not updated", "MP106 PA 1", None) in lines(made)


def test_the_silence_of_a_source_is_listed_unless_it_tells_by_sheets() -> None:
    made = desk(REQUESTED)
    made.hear(OPEN)
    later = Cut(TODAY + timedelta(days=5), NOW_CUT.since, NOW_CUT.calendar, True)
    assert lines(made, later) == [("silence", SOURCE, None)]
    told = entry(
        FeedConnected(door="drop"), f"feed/{SOURCE}", on=TODAY, known_at=NOW, source=Source(kind="ticket", ref="x")
    )
    made.record(told)
    assert lines(made, later) == [("silence", SOURCE, "told-by-sheets")]


def test_revisions_that_never_came_are_listed() -> None:
    made = desk(REQUESTED)
    made.hear(OPEN)
    made.hear(revision(5, "in_progress", "2020-06-11", accepted_on=ACCEPTED, target_wd=15))
    assert lines(made) == [("gap", "MP106 PA 1", None)]


def test_a_ticket_that_vanished_is_listed_until_it_is_there_again() -> None:
    feed = f"feed/{SOURCE}"
    gone = f"2020-06-11  {feed}  TicketVanished  ticket_id=t106 ticket_number=CHG0000106 modification=MP106 revision=1"
    made = desk(f"{REQUESTED}\n{gone}")
    made.hear(OPEN)
    assert lines(made) == [("vanished", "MP106 CHG0000106", None)]
    for told in notation.entries(f"2020-06-12  {feed}  TicketReappeared  ticket_id=t106"):
        made.record(told)
    assert lines(made) == []


def test_what_is_set_aside_is_listed_by_kind_with_its_age() -> None:
    made = desk()
    for n in range(3):
        fact = TicketQuarantined(
            item=f"i{n}", reason="not-json", message="no", fingerprint="not-json", door="webhook", raw_sha256="0" * 64
        )
        source = Source(kind="ticket", ref=SOURCE)
        made.record(entry(fact, f"feed/{SOURCE}", on=date(2020, 6, 8 + n), known_at=NOW, source=source))
    (line,) = account(made).differences
    assert line.message == "3 set aside, the oldest since 2020-06-08, 4 WD ago"
    assert len(line.evidence) == 3


@given(st.integers(0, 10**6))
def test_whatever_a_ticket_tells_the_followed_log_agrees_with_it(seed: int) -> None:
    """But for what the log cannot hold: days of a return that is told again, and requests that were never recorded."""
    made = desk()
    for each in life(seed):
        if each.changed_on <= NOW.date():  # some lives go on
            made.hear(each)
    end = Cut(date(2021, 6, 1), date(2019, 1, 1), NOW_CUT.calendar, False)
    unlike = [each for each in account(made, end).differences if each.rule is None]
    assert [each for each in unlike if each.check in ("state", "day", "ours alone", "gap")] == []
