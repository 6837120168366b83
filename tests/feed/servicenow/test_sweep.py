"""The nightly sweep: what a poll cannot see comes out, and a ticket that is gone is told of and not cancelled."""

from datetime import date, timedelta

import pytest

from services.ingest.feed.batch import Counts
from services.ingest.feed.servicenow.vanishing import vanished
from shared.domain.facts import DccTicketRevisionObserved, TicketReappeared, TicketVanished
from tests.feed.path import as_json
from tests.feed.servicenow.polled import PolledFeed
from tests.feed.tickets import SOURCE

pytestmark = pytest.mark.integration

MP106 = "2020-01-02  MP106  ProposalConverted  route=refinement"


@pytest.fixture(autouse=True)
def known(polled: PolledFeed) -> None:
    polled.feed.known(MP106)


def told(polled: PolledFeed) -> list[str]:
    history = polled.feed.log.history(f"feed/{SOURCE}")
    facts = (recorded.fact for recorded in history)
    return [type(fact).__name__ for fact in facts if isinstance(fact, TicketVanished | TicketReappeared)]


def test_a_silent_edit_is_found_and_set_aside_as_a_conflict(polled: PolledFeed) -> None:
    sys_id = polled.create(1)
    polled.clock.move(minutes=20)
    polled.create(2)
    polled.poll()
    polled.work()
    polled.table.edit_silently(sys_id, u_accepted_on="2020-03-25")
    assert polled.poll().new == 0, "a poll cannot see it"
    assert polled.sweep().polled.new == 1
    assert polled.work() == Counts(quarantined=1)
    (item,) = polled.feed.quarantined()
    assert (item.reason, item.pointers) == ("revision-conflict", ("/accepted_on",))
    assert date(2020, 3, 26) in [recorded.day for recorded in polled.feed.standing()]
    assert polled.sweep().polled.new == 0, "told once"


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({"summary": "Meters in lofts", "url": "https://dcc.example/CHG0000001"}, Counts(duplicates=1)),
        ({"returned_on": "2020-06-05"}, Counts(quarantined=1)),
    ],
)
def test_a_ticket_that_is_sent_and_polled_is_one_revision_unless_the_two_contradict_each_other(
    polled: PolledFeed, more: dict[str, str], counts: Counts
) -> None:
    polled.create(1)
    polled.poll()
    polled.work()
    (row,) = polled.feed.log.history(next(s for s in polled.feed.log.streams() if s.startswith("ticket/")))
    assert isinstance(row.fact, DccTicketRevisionObserved)
    polled.feed.deliver(as_json(row.fact.ticket) | more)
    assert polled.work() == counts


def test_a_column_that_is_mapped_later_makes_no_conflicts_of_what_was_observed(polled: PolledFeed) -> None:
    sys_id = polled.create(1, u_count="47")
    polled.poll()
    polled.work()
    polled.configured |= {"fields": {"u_count": "dcc_reported_wd"}}
    assert polled.sweep().polled.new == 1, "more of the row is asked for"
    assert polled.work() == Counts(duplicates=1)
    assert polled.feed.quarantined() == []
    polled.table.edit_silently(sys_id, u_accepted_on="2020-03-25")
    polled.sweep()
    assert polled.work() == Counts(quarantined=1), "an edit in silence is one all the same"


def test_the_trap_of_silent_edits_is_found_too(polled: PolledFeed) -> None:
    sys_id = polled.create(1)
    polled.trap("silent-edits")
    for target in range(11, 16):
        polled.clock.move(minutes=20)
        polled.table.update(sys_id, u_target_wd=str(target))
        polled.poll()
    polled.sweep()
    assert polled.work() == Counts(observed=4, quarantined=1)


def test_a_ticket_that_is_gone_is_told_of_once_and_not_cancelled(polled: PolledFeed) -> None:
    kept, gone = polled.create(1), polled.create(2)
    polled.poll()
    polled.work()
    before = polled.feed.standing()
    polled.table.delete(gone)
    assert polled.poll().new == 0, "a poll cannot see it"
    assert polled.sweep().gone == (gone,)
    assert polled.sweep().gone == (gone,)
    assert told(polled) == ["TicketVanished"]
    assert set(vanished(polled.feed.log.history(f"feed/{SOURCE}"))) == {gone} != {kept}
    polled.work()
    assert polled.feed.standing() == before


def test_a_ticket_that_is_there_again_is_told_of(polled: PolledFeed) -> None:
    sys_id = polled.create(1)
    polled.poll()
    polled.work()
    for _ in range(2):
        polled.table.hidden = {sys_id}
        polled.sweep()
        polled.table.hidden = set()
        polled.sweep()
    assert told(polled) == ["TicketVanished", "TicketReappeared"] * 2
    assert vanished(polled.feed.log.history(f"feed/{SOURCE}")) == {}


def test_the_trap_of_deletes_is_a_difference(polled: PolledFeed) -> None:
    ids = [polled.create(number) for number in range(9)]
    polled.poll()
    polled.work()
    polled.trap("deletes")
    for sys_id in ids:
        polled.table.update(sys_id, state="-3")
    polled.poll()
    assert polled.sweep().gone == (ids[-1],)


def test_a_ticket_that_is_only_no_longer_looked_for_is_not_gone(polled: PolledFeed) -> None:
    """Closed long ago, as the source has it, or out of the filter: asked for by name, it is there."""
    polled.configured["filter"] = "u_teamISEMPTY"
    first, second = polled.create(1), polled.create(2)
    polled.poll()
    polled.work()
    long_ago = (polled.clock() - timedelta(days=500)).strftime("%Y-%m-%d %H:%M:%S")
    polled.table.edit_silently(first, active="false", closed_at=long_ago)
    polled.table.edit_silently(second, u_team="others")
    assert polled.sweep().gone == ()
    assert told(polled) == []


def test_what_was_closed_long_ago_is_not_looked_for(polled: PolledFeed) -> None:
    closed = {"state": "3", "active": "false", "u_returned_on": "2018-06-01", "closed_at": "2018-06-02 09:00:00"}
    sys_id = polled.create(1, sys_updated_on="2018-06-02 09:00:00", u_accepted_on="2018-05-01", **closed)
    polled.poll()
    assert polled.work() == Counts(observed=1)
    polled.table.delete(sys_id)
    assert polled.sweep().gone == ()


def test_a_sweep_goes_through_pages_of_any_length(polled: PolledFeed) -> None:
    ids = [polled.create(number) for number in range(60)]
    polled.trap("short-pages", "undefined-order")
    visible = {sys_id for sys_id in ids if not polled.table.is_hidden(polled.table.get(sys_id))}
    assert polled.sweep().found == visible
    assert set(polled.kept()) == visible
