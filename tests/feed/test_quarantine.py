"""What cannot be used is kept by name, holds up nothing, and can be dealt with in five ways, each with who did it."""

from collections.abc import Callable
from datetime import date
from typing import get_args

import pytest

from services.ingest.feed import follower, judge, observing
from services.ingest.feed.at_the_door import keep
from services.ingest.feed.batch import Counts
from services.ingest.feed.quarantine import NotSetAside, Quarantine
from services.ingest.feed.reader import FeedReader
from services.ingest.feed.reconciling import cut_of, reconciled
from services.ingest.feed.sources import MANUAL
from shared.domain.facts import FeedMappingFixed, QuarantineReplayed
from shared.feed.items import grouped, items_of
from shared.feed.reasons import ReasonCode
from shared.feed.sheet import PAPERS
from tests.feed.path import FeedPath, as_json
from tests.feed.tickets import NOW, SOURCE, revision

pytestmark = pytest.mark.integration

MP106 = "2020-01-02  MP106  ProposalConverted  route=refinement"
ACCEPTED = revision(1, "accepted", "2020-03-26", accepted_on=date(2020, 3, 26))
JSON = as_json(ACCEPTED)
RAISED = 'label=DP106 title="Meters" proposer.name=Someone'
HEAD = ",".join(PAPERS)


def deliver(*changes: dict[str, object]) -> Callable[[FeedPath], None]:
    def doing(feed: FeedPath) -> None:
        for change in changes:
            feed.deliver(JSON | change)

    return doing


def raw(body: bytes) -> Callable[[FeedPath], None]:
    def doing(feed: FeedPath) -> None:
        feed.deliver_bytes(body)

    return doing


def sheet(body: bytes) -> Callable[[FeedPath], None]:
    def doing(feed: FeedPath) -> None:
        keep(feed.box, SOURCE, body)

    return doing


def to_a_rejected_one(feed: FeedPath) -> None:
    feed.known("2020-02-03  MP106  ProposalWithdrawn")
    feed.deliver(ACCEPTED)


def with_a_correction(feed: FeedPath) -> None:
    feed.deliver(JSON | {"revision": 8, "correction": {"of_revision": 7, "reason": "A slip."}})
    feed.work()
    reconciled(feed.log, feed.rows, cut_of(NOW.date(), is_now=True), NOW)


def with_a_fault(feed: FeedPath) -> None:
    feed.deliver(JSON | {"summary": "fault"})


REACHED: dict[ReasonCode, Callable[[FeedPath], None]] = {
    "not-json": raw(b'{"a": 1, "a": 2}'),
    "not-cloudevents": raw(b'{"specversion": "0.3"}'),
    "schema-invalid": deliver({"colour": "red"}),
    "unknown-source": deliver({"source": "urn:dcc:itsm:other"}),
    "unknown-modification": deliver({"modification_ref": "MP999"}),
    "ambiguous-modification": deliver({"modification_ref": "MP078 & MP080"}),
    "modification-closed": to_a_rejected_one,
    "type-unknown": deliver({"assessment_type": "Feasibility"}),
    "state-unmapped": deliver({"state": "7"}),
    "transition-illegal": deliver({}, {"revision": 2, "state": "submitted", "updated_at": "2020-04-01T00:00:00Z"}),
    "date-ambiguous": sheet(f"{HEAD}\nMP106,PA,03/04/20,,15,\n".encode()),
    "date-impossible": deliver({"state": "returned", "returned_on": "2020-03-01"}),
    "clock-skew": deliver({"updated_at": "2031-01-01T00:00:00Z"}),
    "revision-conflict": deliver({}, {"summary": "edited in silence"}),
    "revision-regressed": deliver({}, {"revision": 2, "updated_at": "2020-03-01T00:00:00Z"}),
    "target-out-of-range": deliver({"target_wd": 401}),
    "correction-unmatched": with_a_correction,
    "encoding": sheet(f"{HEAD}\n".encode("utf-16")),
    "too-large": raw(b" " * (256 * 1024 + 1)),
    "handler-error": with_a_fault,
}


@pytest.mark.parametrize(
    ("told", "pointer"),
    [
        ({"accepted_on": "2019-11-29"}, "/accepted_on"),
        ({"requested_on": "2019-11-29"}, "/requested_on"),
        ({"state": "returned", "returned_on": "2020-03-01"}, "/returned_on"),
        ({"holds": [{"from": "2020-03-01", "to": "2020-03-30", "reason": "agreed_pause"}]}, "/holds/0"),
        ({"holds": [{"from": "2020-04-30", "to": "2020-04-01", "reason": "agreed_pause"}]}, "/holds/0"),
        ({"accepted_on": "2020-06-13"}, "/accepted_on"),
        ({"accepted_on": "0020-03-26"}, "/accepted_on"),
        ({"state": "returned", "returned_on": "2031-06-05"}, "/returned_on"),
        ({"holds": [{"from": "2020-04-01", "to": "2020-06-13", "reason": "agreed_pause"}]}, "/holds/0/to"),
        ({"target_revisions": [{"on": "2020-06-13", "from_wd": 15, "to_wd": 25}]}, "/target_revisions/0/on"),
    ],
)
def test_days_that_exclude_each_other_change_nothing_and_say_where(
    feed: FeedPath, told: dict[str, object], pointer: str
) -> None:
    feed.known(f"2019-12-02  MP106  ProposalRaised  {RAISED}\n{MP106}")
    feed.deliver(JSON | told)
    feed.work()
    assert [(item.reason, item.pointers) for item in feed.quarantined()] == [("date-impossible", (pointer,))]
    assert feed.standing() == []


def test_a_reader_at_work_knows_at_once_what_somebody_else_says_a_word_means(feed: FeedPath) -> None:
    feed.known(f"{MP106}\n2020-01-02  MP107  ProposalConverted  route=refinement")
    at_work = FeedReader(feed.box, feed.log, feed.sources)
    feed.deliver(JSON | {"state": "Working"})
    assert at_work.pump(NOW) == Counts(quarantined=1)
    desk(feed).map(SOURCE, "state", "Working", "accepted", "Ann", NOW)
    feed.deliver(JSON | {"state": "Working", "ticket_id": "t107", "modification_ref": "MP107"})
    assert at_work.pump(NOW) == Counts(observed=1)
    desk(feed).replay(desk(feed).found("state-unmapped|/state"), "Ann", NOW)
    feed.deliver(JSON | {"state": "Odd"})
    feed.deliver(JSON | {"state": "Odd", "revision": 2})
    assert at_work.pump(NOW) == Counts(quarantined=2)


def test_each_reason_is_tried() -> None:
    assert set(REACHED) == set(get_args(ReasonCode))


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """This program fails over tickets whose summary is `fault`."""
    sound = judge.judge

    def failing(ticket: object, *rest: object) -> object:
        if getattr(ticket, "summary", None) == "fault":
            raise KeyError("a fault of ours")
        return sound(ticket, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(observing, "judge", failing)


@pytest.mark.parametrize("code", get_args(ReasonCode))
@pytest.mark.usefixtures("faulty")
def test_each_reason_is_reached_and_holds_up_no_other_ticket(feed: FeedPath, code: ReasonCode) -> None:
    feed.known(f"{MP106}\n2020-01-02  MP107  ProposalConverted  route=refinement")
    REACHED[code](feed)
    feed.deliver(JSON | {"ticket_id": "t107", "modification_ref": "MP107"})
    feed.work()
    assert [item.reason for item in feed.quarantined()] == [code]
    assert [type(recorded.fact).__name__ for recorded in feed.standing("107")] == ["AssessmentAccepted"]


def desk(feed: FeedPath) -> Quarantine:
    return Quarantine(feed.box, feed.log, feed.sources, feed.rows)


def the_item(feed: FeedPath) -> str:
    (item,) = desk(feed).items().values()
    return item.id


def test_after_a_word_is_mapped_a_whole_group_is_replayed_from_what_came(feed: FeedPath) -> None:
    feed.known(f"{MP106}\n2020-01-02  MP107  ProposalConverted  route=refinement")
    feed.deliver(JSON | {"state": "Working"})
    feed.deliver(JSON | {"state": "Working", "ticket_id": "t107", "modification_ref": "MP107"})
    feed.work()
    ((fingerprint, group),) = grouped(desk(feed).items().values()).items()
    assert (fingerprint, len(group)) == ("state-unmapped|/state", 2)

    before = desk(feed).replay(desk(feed).found(fingerprint), "Ann", NOW)
    assert {each.reason for each in before} == {"state-unmapped"}
    desk(feed).map(SOURCE, "state", "Working", "accepted", "Ann", NOW)
    head = feed.log.head()
    rehearsed = desk(feed).replay(desk(feed).found(fingerprint), "Ann", NOW, rehearse=True)
    assert ({each.reason for each in rehearsed}, feed.log.head()) == ({None}, head)

    after = desk(feed).replay(desk(feed).found(fingerprint), "Ann", NOW)
    assert {each.reason for each in after} == {None}
    feed.work()
    for stream in ("106", "107"):
        assert [type(recorded.fact).__name__ for recorded in feed.standing(stream)] == ["AssessmentAccepted"]
    told = feed.log.history(f"feed/{SOURCE}")
    assert [type(r.fact) for r in told if isinstance(r.fact, FeedMappingFixed)] == [FeedMappingFixed]
    tries = [(r.fact.attempt, r.fact.reason) for r in told if isinstance(r.fact, QuarantineReplayed)]
    assert tries == [(1, "state-unmapped"), (1, "state-unmapped"), (2, None), (2, None)]
    assert {r.entry.actor.person for r in told[-2:] if r.entry.actor} == {"Ann"}
    assert [item.disposition for item in desk(feed).items().values()] == ["replayed", "replayed"]


def test_what_is_known_by_now_is_taken_when_it_is_replayed(feed: FeedPath) -> None:
    feed.deliver(ACCEPTED)
    feed.work()
    feed.known(MP106)
    (tried,) = desk(feed).replay(desk(feed).found(the_item(feed)), "Ann", NOW)
    assert tried.reason is None
    feed.work()
    assert len(feed.standing()) == 1


def test_a_row_of_a_sheet_is_replayed_without_the_others(feed: FeedPath) -> None:
    feed.known(MP106)
    keep(
        feed.box, MANUAL, f"{HEAD}\nMP107,PA,2 Mar 20,,15,\nMP106,PA,26 Mar 20,,15,\nMP108,PA,1 Apr 20,,15,\n".encode()
    )
    assert feed.work() == Counts(observed=1, quarantined=2)
    feed.known("2020-01-02  MP107  ProposalConverted  route=refinement")
    first, second = desk(feed).items().values()
    assert [each.reason for each in desk(feed).replay((first, second), "Ann", NOW)] == [None, "unknown-modification"]
    feed.work()
    assert len(feed.standing("107")) == 1


def test_a_revision_without_a_place_is_not_cured_by_reading_it_again(feed: FeedPath) -> None:
    feed.known(MP106)
    deliver({}, {"revision": 3, "state": "submitted", "updated_at": "2020-04-01T00:00:00Z"})(feed)
    feed.work()
    (tried,) = desk(feed).replay(desk(feed).found(the_item(feed)), "Ann", NOW)
    assert tried.reason == "transition-illegal"
    feed.deliver(JSON | {"revision": 2, "state": "not_accepted", "updated_at": "2020-03-30T00:00:00Z"})
    feed.work()
    (tried,) = desk(feed).replay(desk(feed).found(the_item(feed)), "Ann", NOW)
    assert tried.reason is None, "it may follow what has come since"


def test_a_ticket_over_which_the_follower_failed_is_followed_after_the_mend(
    feed: FeedPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    feed.known(MP106)
    feed.deliver(ACCEPTED)
    with monkeypatch.context() as patch:
        patch.setattr(follower, "follow", failing)
        feed.work()
        (tried,) = desk(feed).replay(desk(feed).found(the_item(feed)), "Ann", NOW)
        assert tried.reason == "handler-error"
    (tried,) = desk(feed).replay(desk(feed).found(the_item(feed)), "Ann", NOW)
    assert tried.reason is None
    assert len(feed.standing()) == 1


def test_what_is_discarded_archived_or_exported_says_so_with_its_reason(feed: FeedPath) -> None:
    for n in range(3):
        feed.deliver(JSON | {"ticket_id": f"t{n}"})
    feed.work()
    one, two, three = (item.id for item in desk(feed).items().values())
    desk(feed).exported(desk(feed).found(one), "Ann", NOW)
    desk(feed).discard(desk(feed).found(two), "a test of theirs", "Ann", NOW)
    desk(feed).archive(desk(feed).found(three), "Ann", NOW)
    items = items_of(feed.log.history(f"feed/{SOURCE}"))
    assert [(item.disposition, item.exported, item.last_reason) for item in items.values()] == [
        ("open", True, None),
        ("discarded", False, "a test of theirs"),
        ("archived", False, None),
    ]
    with pytest.raises(NotSetAside, match="discarded before"):
        desk(feed).found(two)


def test_what_was_discarded_is_not_set_aside_again_and_what_was_cured_is(feed: FeedPath) -> None:
    feed.deliver(ACCEPTED)
    feed.work()
    desk(feed).discard(desk(feed).found(the_item(feed)), "no use", "Ann", NOW)
    feed.deliver(ACCEPTED)
    assert feed.work() == Counts()
