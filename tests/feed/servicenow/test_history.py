"""What no poll saw is looked for in the audit of the source: a hold and its end between two polls come to light."""

import pytest

from services.ingest.feed.batch import Counts
from services.ingest.feed.servicenow.audited import Change, earlier
from shared.domain.facts import FeedGapClosed, FeedGapDetected
from tests.feed.servicenow.polled import PolledFeed
from tests.feed.tickets import SOURCE

MP106 = "2020-01-02  MP106  ProposalConverted  route=refinement"
ROW = {"sys_mod_count": "3", "sys_created_on": "2020-06-01 09:00:00", "sys_updated_on": "2020-06-04 09:00:00"}


def test_one_goes_back_change_by_change_and_leaves_out_what_has_no_moment() -> None:
    changes = [
        Change(3, "state", "-3", "2020-06-04 09:00:00"),
        Change(1, "state", "-5", "2020-06-02 09:00:00"),
        Change(1, "work_notes", "never asked for", "2020-06-02 09:00:00"),
    ]
    found = list(earlier(ROW | {"state": "0"}, changes, {0, 1, 2}))
    assert [(each["sys_mod_count"], each["state"], each["sys_updated_on"]) for each in found] == [
        ("1", "-3", "2020-06-02 09:00:00"),
        ("0", "-5", "2020-06-01 09:00:00"),
    ]
    assert all("work_notes" not in each for each in found)


@pytest.mark.integration
@pytest.mark.parametrize("offered", [True, False])
def test_a_hold_that_began_and_ended_between_two_polls_is_found_where_an_audit_is_offered(
    polled: PolledFeed, offered: bool
) -> None:
    polled.feed.known(MP106)
    polled.configured |= {"audit_table": "sys_audit"} if offered else {}
    sys_id = polled.create(1)
    polled.poll()
    polled.clock.move(hours=1)
    polled.table.update(sys_id, on_hold="true", hold_reason="awaiting_information")
    polled.clock.move(days=3)
    polled.table.update(sys_id, on_hold="false", hold_reason="")
    polled.poll()
    assert polled.work() == Counts(observed=2)
    polled.sweep()
    assert polled.work() == Counts(observed=int(offered))
    polled.sweep()
    assert polled.work() == Counts(), "once"
    told = [type(recorded.fact) for recorded in polled.feed.log.history(f"feed/{SOURCE}")][1:]
    assert told == ([FeedGapDetected, FeedGapClosed] if offered else [FeedGapDetected])
    days = [(type(each.fact).__name__, each.day.isoformat()) for each in polled.feed.standing()]
    hold = [("AssessmentClockStopped", "2020-06-12"), ("AssessmentClockResumed", "2020-06-15")]
    assert days == [("AssessmentAccepted", "2020-03-26"), *(hold if offered else ())]
