"""What the doctor makes of what it reads: each trouble is told in a few words, with what mends it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.cli import examining
from services.cli.checked import Checked
from shared.operation.lag import Lag
from shared.operation.look import Relayed
from shared.operation.status import Status
from shared.rowstore.batch import Parked
from shared.rowstore.generations import Generation
from shared.transport.topics import Topic

NOON = datetime(2020, 6, 12, 12, tzinfo=UTC)
TOPIC = Topic("facts", 2, {})
MODELS = {"register": 3}
LIVE = Generation(7, "live", MODELS, "facts", 2, NOON)
STATUS = Status(7, "facts", 9, None, (Lag(0, 9, 9, 0, 0.0), Lag(1, 8, 8, 0, 0.0)), ())


@pytest.mark.parametrize(("seconds", "well"), [(-30, False), (-4, True), (0, True), (1, True), (6, True), (30, False)])
def test_clocks_may_be_a_little_apart(seconds: int, well: bool) -> None:
    """The answer may have taken a second, which is nobody's fault."""
    checked = examining.clock(NOON + timedelta(seconds=seconds), NOON, NOON + timedelta(seconds=1))
    assert (checked.well, checked.mend != "") == (well, not well)


def test_rows_of_this_program_and_topic_are_well_and_so_are_none_yet() -> None:
    assert all(examining.rows(live, TOPIC, MODELS).well for live in (LIVE, None))


@pytest.mark.parametrize(
    ("live", "found"),
    [
        (replace(LIVE, models={"register": 2}), "other read models made them"),
        (replace(LIVE, topic="others"), "they follow others in 2 partitions, not facts in 2"),
        (replace(LIVE, partitions=4), "they follow facts in 4 partitions, not facts in 2"),
    ],
)
def test_rows_of_another_program_or_topic_are_rebuilt(live: Generation, found: str) -> None:
    checked = examining.rows(live, TOPIC, MODELS)
    assert (checked.well, checked.found) == (False, found)
    assert "secchange project rebuild" in checked.mend


def test_what_goes_beyond_the_end_of_the_log_comes_from_a_log_that_is_gone() -> None:
    beyond = (Lag(0, 12, 9, 0, 0.0), Lag(1, 8, 8, 0, 0.0))
    assert examining.bookmarks(STATUS).well
    assert "older copy" in examining.bookmarks(replace(STATUS, partitions=beyond)).found
    assert examining.topic_of_log(Relayed(9, STATUS.partitions), 9).well
    assert "delete the topic" in examining.topic_of_log(Relayed(9, beyond), 9).mend


def test_who_would_sign_by_other_keys_than_the_services_is_told_before() -> None:
    assert examining.trail_keys(2, "keys") == Checked("trail keys", True, "2 in keys")
    none = examining.trail_keys(0, "keys")
    assert (none.well, none.found, "SECCHANGE_TRAIL_KEYS" in none.mend) == (True, "none of this log in keys", True)


def test_a_trail_that_is_not_kept_up_is_named() -> None:
    assert examining.trail(9, 9, 0.0, 60.0) == Checked("trail", True, "hashed up to position 9 of 9")
    assert examining.trail(8, 9, 59.0, 60.0).well
    late = examining.trail(None, 9, 61.0, 60.0)
    assert (late.well, late.found) == (False, "nothing is hashed yet")
    assert "secchange ingest" in late.mend


def test_a_service_that_is_late_is_named() -> None:
    assert examining.late("relaying", 3, 60.0, 60.0, "ingest").well
    assert "secchange ingest" in examining.late("relaying", 3, 60.1, 60.0, "ingest").mend


def test_parked_facts_are_counted_with_their_streams() -> None:
    parked = (Parked(0, "106", 3, "a field is unknown"), Parked(0, "106", 5, "waits behind 106#2"))
    assert examining.parked(STATUS).well
    assert examining.parked(replace(STATUS, parked=parked)).found == "2; streams held up: 1"
