"""From a door to the facts of an assessment, over a real database."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

import psycopg
import pytest
from structlog.testing import capture_logs

from services.ingest.feed.batch import Counts
from services.ingest.feed.reader import FeedReader
from services.ingest.feed.reconciling import cut_of, reconcile_if_due, reconciled
from services.ingest.feed.sources import Sources, SourceSettings
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact, FeedReconciled
from shared.domain.recorded import Recorded
from tests.feed.path import FeedPath, as_json
from tests.feed.tickets import NOW, SOURCE, revision

pytestmark = pytest.mark.integration

MP106 = "2020-01-02  MP106  ProposalConverted  route=refinement"
ACCEPTED = revision(1, "accepted", "2020-03-26", accepted_on=date(2020, 3, 26))


def types(feed: FeedPath) -> list[str]:
    return [type(recorded.fact).__name__ for recorded in feed.standing()]


def test_what_is_delivered_becomes_facts(feed: FeedPath) -> None:
    feed.known(MP106)
    feed.deliver(ACCEPTED)
    assert feed.work() == Counts(observed=1)
    assert types(feed) == ["AssessmentAccepted"]


def test_what_is_delivered_twice_becomes_facts_once(feed: FeedPath) -> None:
    feed.known(MP106)
    first = feed.deliver(ACCEPTED, id="same")
    again = feed.deliver(ACCEPTED, id="same")
    assert (again.receipt, again.again, again.differs) == (first.receipt, True, False)
    feed.deliver(ACCEPTED, id="another")
    assert feed.work() == Counts(observed=1, duplicates=1)
    assert [(code, count) for _, code, count in feed.box.turned_away()] == [("duplicate", 1)]
    assert types(feed) == ["AssessmentAccepted"]


def test_a_ticket_that_goes_to_another_modification_and_back_is_counted_once_each_time(feed: FeedPath) -> None:
    feed.known(f"{MP106}\n2020-01-02  MP107  ProposalConverted  route=refinement")
    for number, (ref, counted) in enumerate((("MP106", (1, 0)), ("MP107", (0, 1)), ("MP106", (1, 0))), 1):
        feed.deliver(revision(number, "accepted", "2020-03-26", accepted_on=date(2020, 3, 26), modification_ref=ref))
        feed.work()
        assert (len(feed.standing("106")), len(feed.standing("107"))) == counted


def test_tickets_that_come_together_are_judged_each_after_those_before_it(feed: FeedPath) -> None:
    feed.known(MP106)
    feed.deliver(ACCEPTED)
    assert feed.work() == Counts(observed=1)
    returned = revision(3, "returned", "2020-05-04", accepted_on=date(2020, 3, 26), returned_on=date(2020, 5, 4))
    for told in (revision(2, "on_hold", "2020-04-02"), returned, ACCEPTED, returned):
        feed.deliver(told)
    assert feed.work() == Counts(observed=2, duplicates=2)


def test_a_modification_whose_history_is_not_understood_holds_up_no_ticket_of_another(
    feed: FeedPath, database: str
) -> None:
    feed.known(f"{MP106}\n2020-01-02  MP107  ProposalConverted  route=refinement")
    with psycopg.connect(database) as vandal:
        vandal.execute("ALTER TABLE eventlog.facts DISABLE TRIGGER ALL")
        vandal.execute("UPDATE eventlog.facts SET state = '{}' WHERE originator_id = '107'")
    feed.deliver(ACCEPTED.model_copy(update={"ticket_id": "sick", "modification_ref": "MP107"}))
    feed.deliver(ACCEPTED)
    with capture_logs():
        counts = FeedReader(feed.box, feed.log, feed.sources).pump(NOW)
    assert counts == Counts(observed=1, quarantined=1)
    assert [(each.reason, each.ticket_id) for each in feed.quarantined()] == [("handler-error", "sick")]


def test_tickets_that_come_together_are_followed_together_each_after_those_before_it(feed: FeedPath) -> None:
    feed.known(f"{MP106}\n2020-01-02  MP107  ProposalConverted  route=refinement")
    feed.deliver(ACCEPTED, ACCEPTED.model_copy(update={"ticket_id": "second"}))
    feed.deliver(ACCEPTED.model_copy(update={"ticket_id": "third", "modification_ref": "MP107"}))
    with capture_logs() as told:
        feed.work()
    assert [len(each["facts"]) for each in told if each["event"] == "tickets.followed"] == [3]
    assert [recorded.assessment for recorded in feed.standing()] == [("PA", 1), ("PA", 2)]
    assert [recorded.assessment for recorded in feed.standing("107")] == [("PA", 1)]


def test_another_body_under_the_same_id_is_told(feed: FeedPath) -> None:
    feed.deliver(ACCEPTED, id="same")
    assert feed.deliver(revision(2, "in_progress", "2020-04-01"), id="same").differs


def test_a_silent_edit_is_set_aside_and_changes_nothing(feed: FeedPath) -> None:
    feed.known(MP106)
    feed.deliver(ACCEPTED)
    feed.deliver(revision(1, "accepted", "2020-03-26", accepted_on=date(2020, 3, 25)))
    assert feed.work() == Counts(observed=1, quarantined=1)
    assert [(item.reason, item.pointers) for item in feed.quarantined()] == [("revision-conflict", ("/accepted_on",))]
    assert [recorded.day for recorded in feed.standing()] == [date(2020, 3, 26)]


def test_a_word_that_is_mapped_otherwise_later_is_no_silent_edit(feed: FeedPath) -> None:
    feed.known(MP106)
    feed.sources = Sources(sources={SOURCE: SourceSettings(states={"Odd": "accepted"})})
    feed.deliver(as_json(ACCEPTED) | {"state": "Odd"}, id="first")
    assert feed.work() == Counts(observed=1)
    feed.sources = Sources(sources={SOURCE: SourceSettings(states={"Odd": "in_progress"})})
    feed.deliver(as_json(ACCEPTED) | {"state": "Odd"}, id="second")
    assert feed.work() == Counts(duplicates=1)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"modification_ref": "MP999"}, "unknown-modification"),
        ({"modification_ref": "MP078 & MP080"}, "ambiguous-modification"),
        ({"assessment_type": "Feasibility"}, "type-unknown"),
        ({"state": "7"}, "state-unmapped"),
        ({"target_wd": 401}, "target-out-of-range"),
        ({"target_revisions": [{"on": "2020-04-01", "from_wd": 15, "to_wd": 401}]}, "target-out-of-range"),
        ({"target_revisions": [{"on": "1 April", "from_wd": 15, "to_wd": 25}]}, "schema-invalid"),
        ({"updated_at": "2031-01-01T00:00:00Z"}, "clock-skew"),
        ({"colour": "red"}, "schema-invalid"),
        ({"source": "urn:dcc:itsm:other"}, "unknown-source"),
    ],
)
def test_what_cannot_be_used_is_set_aside_by_name(feed: FeedPath, changed: dict[str, object], code: str) -> None:
    feed.known(MP106)
    feed.deliver(as_json(ACCEPTED) | changed)
    assert feed.work() == Counts(quarantined=1)
    assert [item.reason for item in feed.quarantined()] == [code]
    assert types(feed) == []


@pytest.mark.parametrize("missing", ["modification_ref", "assessment_type"])
def test_other_peoples_work_is_counted_and_ignored(feed: FeedPath, missing: str) -> None:
    feed.deliver({name: value for name, value in as_json(ACCEPTED).items() if name != missing})
    assert feed.work() == Counts(ignored=1)
    assert feed.quarantined() == []
    assert [(code, count) for _, code, count in feed.box.turned_away()] == [("ignored", 1)]


def test_a_sick_ticket_holds_up_no_other(feed: FeedPath) -> None:
    feed.known(MP106)
    feed.deliver(as_json(ACCEPTED) | {"state": "7", "ticket_id": "sick"}, ACCEPTED)
    feed.deliver_bytes(b"{")
    assert feed.work() == Counts(observed=1, quarantined=2)
    assert types(feed) == ["AssessmentAccepted"]


def test_whoever_tells_the_source_something_meanwhile_does_not_stop_the_reader(
    feed: FeedPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed.known(MP106)
    feed.deliver(ACCEPTED)
    append = feed.log.append_together

    def after_another(versions: Mapping[str, int], entries: Sequence[Entry[AnyFact]]) -> tuple[Recorded, ...]:
        monkeypatch.undo()
        feed.known(f"2020-06-01  feed/{SOURCE}  FeedConnected  door=drop")
        return append(versions, entries)

    monkeypatch.setattr(feed.log, "append_together", after_another)
    assert feed.work() == Counts(observed=1)
    assert types(feed) == ["AssessmentAccepted"]


def test_reading_again_what_was_read_changes_nothing(feed: FeedPath) -> None:
    feed.known(MP106)
    feed.deliver(ACCEPTED)
    feed.deliver(as_json(ACCEPTED) | {"state": "7", "ticket_id": "sick"})
    waiting = feed.box.waiting(10)
    feed.work()
    head = feed.log.head()
    with feed.box._connection() as connection:  # as if the process had died before it marked them
        connection.execute(
            "INSERT INTO feed.waiting (number) SELECT unnest(%s::bigint[])", ([each.receipt for each in waiting],)
        )
    assert feed.work() == Counts(duplicates=1)
    assert feed.log.head() == head


CORRECTS_ANOTHER = {"of_revision": 7, "fields": ["accepted_on"], "reason": "A slip."}


def test_a_correction_of_what_never_came_is_set_aside_when_both_sides_are_compared(feed: FeedPath) -> None:
    feed.known(MP106)
    feed.deliver(as_json(ACCEPTED) | {"revision": 8, "correction": CORRECTS_ANOTHER})
    assert feed.work() == Counts(observed=1)
    cut = cut_of(NOW.date(), is_now=True)
    assert [each.check for each in reconciled(feed.log, feed.rows, cut, NOW).differences if not each.rule][
        -1
    ] == "set aside"
    reconciled(feed.log, feed.rows, cut, NOW)
    assert [item.reason for item in feed.quarantined()] == ["correction-unmatched"]


def test_both_sides_are_compared_once_a_night(feed: FeedPath) -> None:
    feed.known(MP106)
    feed.deliver(ACCEPTED)
    feed.work()
    night = datetime(2020, 6, 13, 1, 30, tzinfo=UTC)
    at = time(2, 30)
    assert [
        reconcile_if_due(feed.log, feed.rows, at, night + timedelta(hours=hours)) for hours in (-1, 0, 1, 20, 24)
    ] == [*(False, True, False, False, True)]
    told = [r.fact for r in feed.log.history(f"feed/{SOURCE}") if isinstance(r.fact, FeedReconciled)]
    assert [(each.compared, each.unexplained) for each in told] == [(1, 1), (1, 1)], "nobody has touched it since March"
