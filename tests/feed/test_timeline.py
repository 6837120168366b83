"""What a ticket tells of an assessment, whatever order its revisions come in."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.ticket import TicketRevision
from shared.feed.timeline import Timeline, timeline_of
from tests.feed.tickets import life, revision


def deeds(*revisions: TicketRevision) -> list[tuple[str, date]]:
    found = timeline_of(revisions)
    assert found is not None
    return [(deed.slot, deed.on) for deed in found.deeds]


def test_an_assessment_is_accepted_and_returned_on_the_days_told() -> None:
    assert deeds(
        revision(0, "submitted", "2020-03-20"),
        revision(1, "accepted", "2020-03-27", accepted_on=date(2020, 3, 26)),
        revision(2, "returned", "2020-05-04", accepted_on=date(2020, 3, 26), returned_on=date(2020, 5, 1)),
    ) == [("accepted", date(2020, 3, 26)), ("return/1", date(2020, 5, 1))]


def test_where_no_day_is_told_that_of_the_change_in_london_is_taken() -> None:
    from datetime import UTC, datetime

    late = revision(1, "accepted", "2020-06-30", updated_at=datetime(2020, 6, 30, 23, 30, tzinfo=UTC))
    assert deeds(revision(0, "submitted", "2020-06-29"), late) == [("accepted", date(2020, 7, 1))]


def test_the_clock_stops_while_information_is_awaited() -> None:
    assert deeds(
        revision(1, "accepted", "2020-03-26"),
        revision(2, "on_hold", "2020-05-12"),
        revision(3, "in_progress", "2020-05-20"),
    ) == [
        ("accepted", date(2020, 3, 26)),
        ("stop/1", date(2020, 5, 12)),
        ("resume/1", date(2020, 5, 20)),
    ]


def test_what_is_put_on_hold_before_it_is_accepted_is_accepted_after_the_hold() -> None:
    asked, waits = revision(0, "submitted", "2020-03-20"), revision(1, "on_hold", "2020-03-23")
    assert deeds(asked, waits) == []
    assert deeds(asked, waits, revision(2, "accepted", "2020-03-26")) == [("accepted", date(2020, 3, 26))]
    # Where a revision between is missing, it may well have been accepted.
    assert deeds(asked, revision(2, "on_hold", "2020-03-23"))[0] == ("accepted", date(2020, 3, 23))


def test_after_a_hold_a_ticket_may_be_where_it_was_before() -> None:
    found = timeline_of(
        [
            revision(1, "accepted", "2020-03-26"),
            revision(2, "on_hold", "2020-04-01"),
            revision(3, "accepted", "2020-04-06"),
        ]
    )
    assert found is not None and not found.excluded
    assert [(deed.slot, deed.on.isoformat()) for deed in found.deeds] == [
        ("accepted", "2020-03-26"),
        ("stop/1", "2020-04-01"),
        ("resume/1", "2020-04-06"),
    ]


def test_waiting_for_a_service_provider_stops_no_clock() -> None:
    waiting = revision(2, "on_hold", "2020-05-12", hold_reason="awaiting_service_provider")
    assert deeds(revision(1, "accepted", "2020-03-26"), waiting) == [("accepted", date(2020, 3, 26))]


def test_a_revised_target_leaves_the_first_one_known() -> None:
    found = timeline_of(
        [
            revision(1, "accepted", "2020-03-26", target_wd=15),
            revision(2, "in_progress", "2020-04-02", target_wd=25),
        ]
    )
    assert found is not None
    assert [(deed.kind, deed.target_wd) for deed in found.deeds] == [("accepted", 15), ("target", 25)]


def test_a_target_is_the_usual_one_only_where_none_is_told() -> None:
    for told, is_defaulted in (({}, True), ({"target_wd": 25}, False)):
        found = timeline_of([revision(1, "accepted", "2020-03-26", **told)])
        assert found is not None and found.target_is_defaulted is is_defaulted


def test_what_is_reopened_is_returned_a_second_time() -> None:
    assert [
        slot
        for slot, _ in deeds(
            revision(1, "accepted", "2020-03-26"),
            revision(2, "returned", "2020-04-10"),
            revision(3, "reopened", "2020-04-20"),
            revision(4, "returned", "2020-05-01"),
        )
    ] == ["accepted", "return/1", "reissue/1", "return/2"]


def test_returned_before_accepted_changes_nothing_and_is_named() -> None:
    found = timeline_of(
        [
            revision(1, "accepted", "2020-03-26", accepted_on=date(2020, 3, 26)),
            revision(2, "returned", "2020-04-01", accepted_on=date(2020, 3, 26), returned_on=date(2020, 3, 1)),
        ]
    )
    assert found is not None and found.state == "accepted"
    assert [(taken.revision, why.code) for taken, why in found.excluded] == [(2, "date-impossible")]


def hold(first: str, last: str | None = None) -> dict[str, object]:
    days = {"from": date.fromisoformat(first), "to": date.fromisoformat(last) if last else None}
    return {**days, "reason": "awaiting_information"}


def test_a_hold_that_ends_after_the_return_is_impossible() -> None:
    days: dict[str, Any] = {"accepted_on": date(2020, 3, 26), "returned_on": date(2020, 4, 10)}
    for last, excluded in (("2020-04-10", 0), ("2020-04-11", 1)):
        returned = revision(2, "returned", "2020-04-10", **days, holds=(hold("2020-04-01", last),))
        found = timeline_of([revision(1, "accepted", "2020-03-26"), returned])
        assert found is not None and len(found.excluded) == excluded


def test_what_was_reopened_may_be_on_hold_though_it_still_tells_its_first_return() -> None:
    told: dict[str, Any] = {"accepted_on": date(2020, 3, 26), "returned_on": date(2020, 4, 10)}
    found = timeline_of(
        [
            revision(1, "returned", "2020-04-10", **told),
            revision(2, "reopened", "2020-04-20", **told),
            revision(3, "on_hold", "2020-04-22", **told, holds=(hold("2020-04-22"),)),
        ]
    )
    assert found is not None and not found.excluded
    assert [(deed.slot, deed.on.isoformat()) for deed in found.deeds][-1] == ("stop/1", "2020-04-22")


def test_what_the_dcc_counts_is_taken_only_where_no_acceptance_is_known() -> None:
    found = timeline_of([revision(0, "returned", "2020-02-11", returned_on=date(2020, 2, 11), dcc_reported_wd=58)])
    assert found is not None
    assert [(deed.slot, deed.duration_wd_stated) for deed in found.deeds] == [("return/1", 58)]


def test_revisions_that_never_came_are_counted() -> None:
    found = timeline_of([revision(1, "accepted", "2020-03-26"), revision(5, "returned", "2020-05-01")])
    assert found is not None and found.gaps == 3


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 10**6), data=st.data())
def test_order_and_repeats_cannot_matter(seed: int, data: st.DataObject) -> None:
    lived = life(seed)
    arrived = data.draw(st.permutations([*lived, *data.draw(st.lists(st.sampled_from(lived), max_size=5))]))
    assert told(timeline_of(arrived)) == told(timeline_of(lived))


def told(timeline: Timeline | None) -> object:
    return timeline and (timeline.state, timeline.deeds, timeline.gaps, [r.revision for r, _ in timeline.excluded])
