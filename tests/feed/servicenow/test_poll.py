"""The poll, over HTTP and a real database: nothing missed and nothing twice, whatever the source does."""

from datetime import date, timedelta

import pytest

from services.ingest.feed.batch import Counts
from services.ingest.feed.servicenow.errors import PollEnded, SourceRefuses, SourceUnavailable
from services.ingest.feed.servicenow.poller import Polled
from shared.domain.facts import FeedGapDetected, TicketQuarantined
from shared.inbox.deliveries import Watermark
from tests.feed.servicenow.polled import PolledFeed
from tests.feed.tickets import SOURCE

pytestmark = pytest.mark.integration

MP106 = "2020-01-02  MP106  ProposalConverted  route=refinement"
PAGES, PAGE = 200, 5


def test_a_row_becomes_the_facts_of_its_assessment(polled: PolledFeed) -> None:
    polled.feed.known(MP106)
    polled.create(1)
    assert polled.poll() == Polled(pages=1, rows=1, new=1)
    assert polled.work() == Counts(observed=1)
    assert [(type(told.fact).__name__, told.day) for told in polled.feed.standing()] == [
        ("AssessmentAccepted", date(2020, 3, 26))
    ]


def test_a_poll_begins_ten_minutes_before_the_last_change_and_brings_nothing_twice(polled: PolledFeed) -> None:
    first = polled.create(1)
    polled.clock.move(minutes=11)
    second = polled.create(2)
    polled.poll()
    assert polled.feed.box.watermark(SOURCE) == Watermark(polled.clock(), second)
    assert polled.poll() == Polled(pages=1, rows=1, new=0)
    polled.table.update(first, state="-3")
    assert polled.poll() == Polled(pages=1, rows=2, new=1)
    assert sorted(polled.kept()) == sorted([first, second, first])


def test_what_is_committed_late_is_found(polled: PolledFeed) -> None:
    polled.create(1)
    polled.poll()
    late = polled.table.create("CHG0000002", at=polled.clock() - timedelta(minutes=9))
    assert polled.poll().new == 1
    assert polled.kept()[-1] == late


def test_a_ticket_from_the_future_hides_none_that_is_changed_until_then(polled: PolledFeed) -> None:
    polled.table.create("CHG0000001", at=polled.clock() + timedelta(days=400))
    polled.poll()
    mark = polled.feed.box.watermark(SOURCE)
    assert mark is not None and mark.changed_at == polled.clock()
    later = polled.create(2)
    assert polled.poll().new == 1
    assert polled.kept()[-1] == later


@pytest.mark.parametrize("traps", [(), ("equal-times", "short-pages", "undefined-order")], ids=["sound", "trapped"])
def test_equal_times_at_the_edges_of_200_pages_lose_none(
    polled: PolledFeed, traps: tuple[str, ...], fault_size: int
) -> None:
    polled.trap(*traps)
    for number in range(PAGES * PAGE * fault_size):
        polled.create(number)
        if number % 7 == 6:  # so that the edge of most pages falls between equal times
            polled.clock.move(seconds=1)
    expected = {each["sys_id"] for each in polled.table.records() if not polled.table.is_hidden(each)}
    done = polled.poll()
    assert set(polled.kept()) == expected
    assert (done.rows, done.new) == (len(expected), len(expected))
    assert done.pages >= PAGES * fault_size * (1 if not traps else 0.6)


def test_one_second_with_more_rows_than_a_page_is_walked_through(polled: PolledFeed) -> None:
    ids = [polled.create(number) for number in range(23)]
    assert polled.poll() == Polled(pages=5, rows=23, new=23)
    assert set(polled.kept()) == set(ids)


def test_rows_that_change_while_it_pages_come_with_their_change(polled: PolledFeed) -> None:
    ids = []
    for number in range(20):
        ids.append(polled.create(number))
        polled.clock.move(seconds=1)

    def change(asked: int) -> None:
        if asked in (2, 3, 4):
            polled.clock.move(seconds=1)
            polled.table.update(ids[asked], state="-3")
            polled.table.update(ids[-asked], state="-3")

    polled.fake.on_page = change
    polled.poll()
    assert set(polled.kept()) == set(ids)
    counts = {sys_id: polled.kept().count(sys_id) for sys_id in ids}
    assert [counts[ids[asked]] for asked in (2, 3, 4)] == [2, 2, 2]
    assert [counts[ids[-asked]] for asked in (2, 3, 4)] == [1, 1, 1]


def test_hidden_rows_that_leave_nothing_of_a_page_do_not_end_the_poll(polled: PolledFeed) -> None:
    ids = []
    for number in range(40):
        ids.append(polled.create(number))
        polled.clock.move(seconds=1)
    polled.table.hidden.update(ids[5:30])
    assert polled.poll().rows == 15
    assert set(polled.kept()) == {*ids[:5], *ids[30:]}


def test_a_source_that_does_not_keep_the_order_is_told_of(polled: PolledFeed) -> None:
    for number in range(12):
        polled.create(number)
        polled.clock.move(seconds=1)
    polled.trap("passed-over-order")
    with pytest.raises(SourceRefuses, match="expected rows in the order"):
        polled.poll()
    assert "expected rows in the order" in (polled.feed.box.polling(SOURCE).trouble or "")


def test_what_is_displayed_in_another_zone_and_in_other_words_changes_nothing(polled: PolledFeed) -> None:
    polled.feed.known(MP106)
    polled.create(1)
    polled.poll()
    polled.work()
    polled.trap("other-zone", "renamed-choices")
    assert polled.poll() == Polled(pages=1, rows=1, new=0)
    polled.table.update(polled.kept()[0], state="-3")
    assert polled.poll().new == 1
    assert polled.work() == Counts(observed=1)


def test_a_choice_of_another_value_is_set_aside_until_it_is_mapped_and_read_again(polled: PolledFeed) -> None:
    polled.feed.known(MP106)
    polled.create(1, state="-7")
    polled.poll()
    assert polled.work() == Counts(quarantined=1)
    assert [item.reason for item in polled.feed.quarantined()] == ["state-unmapped"]


def test_what_was_kept_raw_is_read_by_the_names_that_are_configured_later(polled: PolledFeed) -> None:
    polled.feed.known(MP106)
    polled.configured["fields"] = {"u_sec_ref": "modification_ref"}
    polled.create(1, u_modification="", u_sec_ref="MP 106")
    polled.poll()
    polled.configured["fields"] = {}
    waiting = polled.feed.box.waiting(10)
    assert polled.work() == Counts(ignored=1)
    with polled.feed.box._connection() as connection:  # as a replay does
        connection.execute("INSERT INTO feed.waiting (number) VALUES (%s)", (waiting[0].receipt,))
    polled.configured["fields"] = {"u_sec_ref": "modification_ref"}
    assert polled.work() == Counts(observed=1)


def test_two_changes_between_polls_are_a_gap(polled: PolledFeed) -> None:
    polled.feed.known(MP106)
    sys_id = polled.create(1)
    polled.poll()
    polled.table.update(sys_id, on_hold="true", hold_reason="awaiting_information")
    polled.table.update(sys_id, on_hold="false", hold_reason="")
    polled.poll()
    assert polled.work() == Counts(observed=2)
    history = polled.feed.log.history(f"feed/{SOURCE}")
    assert [told.fact.missing for told in history if isinstance(told.fact, FeedGapDetected)] == [1]


def test_the_trap_of_two_changes_is_a_gap_too(polled: PolledFeed) -> None:
    polled.feed.known(MP106)
    polled.trap("two-changes")
    sys_id = polled.create(1)
    for state in ("-3", "-2", "-1"):
        polled.table.update(sys_id, state=state)
        polled.poll()
    polled.work()
    history = polled.feed.log.history(f"feed/{SOURCE}")
    assert [told.fact.missing for told in history if isinstance(told.fact, FeedGapDetected)] == [1]


def test_too_many_requests_are_waited_out_as_the_source_asks(polled: PolledFeed) -> None:
    for number in range(30):
        polled.create(number)
        polled.clock.move(seconds=1)
    polled.trap("too-many")
    assert polled.poll() == Polled(pages=6, rows=30, new=30)
    assert len(polled.pauses) == 3
    assert all(0.0 <= seconds <= 2.0 for seconds in polled.pauses), "a second, as number or as date, and some chance"
    assert polled.pauses[0] >= 1.0, "as a number it is a whole second"


def test_errors_of_the_source_are_waited_out(polled: PolledFeed) -> None:
    for number in range(30):
        polled.create(number)
        polled.clock.move(seconds=1)
    polled.trap("errors")
    assert polled.poll() == Polled(pages=6, rows=30, new=30)
    assert len(polled.pauses) == 3


def test_a_source_that_is_slow_is_not_waited_for_for_ever(polled: PolledFeed) -> None:
    for number in range(15):
        polled.create(number)
        polled.clock.move(seconds=1)
    polled.trap("slow")
    assert polled.poll(seconds=0.5) == Polled(pages=3, rows=15, new=15)
    assert polled.pauses, "it was asked again"


def test_a_token_that_expires_in_the_middle_is_renewed(polled: PolledFeed) -> None:
    polled.with_client_credentials()
    for number in range(40):
        polled.create(number)
        polled.clock.move(seconds=1)
    polled.trap("expired-token")
    assert polled.poll() == Polled(pages=8, rows=40, new=40)
    assert len(polled.fake._tokens) == 3


def test_wrong_credentials_are_told_and_not_tried_again(polled: PolledFeed) -> None:
    polled.configured["user"] = "somebody"
    with pytest.raises(SourceRefuses, match="401"):
        polled.poll()
    assert polled.fake.asked == 1


def test_a_redirect_to_elsewhere_is_not_followed(polled: PolledFeed) -> None:
    polled.trap("elsewhere")
    with pytest.raises(SourceRefuses, match="asked elsewhere, which is not done"):
        polled.poll()


def test_a_source_that_is_away_is_told_of(polled: PolledFeed) -> None:
    polled.configured["url"] = "http://127.0.0.1:9"
    with pytest.raises(SourceUnavailable, match="cannot be reached"):
        polled.poll()
    assert len(polled.pauses) == 3, "four attempts"
    standing = polled.feed.box.polling(SOURCE)
    assert (standing.failures, standing.left_alone_until) == (1, None)


def test_it_ends_between_two_pages_when_told_to(polled: PolledFeed) -> None:
    ids = [polled.create(number) for number in range(12)]
    polled.ends_at = lambda: polled.fake.asked == 2
    with pytest.raises(PollEnded):
        polled.poll()
    assert len(polled.kept()) == 10
    polled.ends_at = lambda: False
    polled.poll()
    assert sorted(polled.kept()) == sorted(ids)


def test_a_row_that_is_no_ticket_of_ours_is_kept_and_ignored(polled: PolledFeed) -> None:
    polled.create(1, u_modification="", u_assessment_type="")
    polled.poll()
    assert polled.work() == Counts(ignored=1)


def test_a_row_without_strict_json_is_set_aside_and_others_come(polled: PolledFeed) -> None:
    polled.feed.known(MP106)
    polled.create(1)
    polled.create(2, u_modification="MP106\0")
    polled.poll()
    assert polled.work() == Counts(observed=1, quarantined=1)
    history = polled.feed.log.history(f"feed/{SOURCE}")
    assert [told.fact.reason for told in history if isinstance(told.fact, TicketQuarantined)] == ["not-json"]
