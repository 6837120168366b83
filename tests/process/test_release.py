"""Releases that are planned and moved, and what they implement: whole, or in parts."""

from datetime import UTC, datetime

from shared.domain.history import known_by
from shared.process.guards.releases import planned_on
from shared.process.standing import Standing
from tests.process.broken import Broken, at, broken
from tests.process.given import given
from tests.process.ways import NEXT, STANDALONE

NOVEMBER_2020 = """
2020-02-14  release/2020-11  ReleasePlanned  planned_on=2020-11-05
2020-06-19  release/2020-11  ReleaseDateChangeRequested  planned_on=2020-11-29 reason=Pandemic
2020-07-10  release/2020-11  ReleaseDateChangeApproved  planned_on=2020-11-29
2020-07-17  release/2020-11  ReleaseDateChanged  was_on=2020-11-05 planned_on=2020-11-29
"""
NOVEMBER_2019 = """
2019-02-15  release/2019-11  ReleasePlanned  planned_on=2019-11-07
"""
ASKED = "2019-10-01  release/2019-11  ReleaseDateChangeRequested  planned_on=2019-11-24 reason=Testing"
GRANTED = "2019-10-08  release/2019-11  ReleaseDateChangeApproved  planned_on=2019-11-24 flex_to=2019-12-01"
MOVED = "2019-10-08  release/2019-11  ReleaseDateChanged  was_on=2019-11-07 planned_on=2019-11-24"
MOVED_AGAIN = "2019-10-30  release/2019-11  ReleaseDateChanged  was_on=2019-11-24 planned_on=2019-11-29"


def test_the_november_2020_release_was_moved_and_as_known_on_12_june_it_was_not() -> None:
    told = given(NOVEMBER_2020).recorded
    then = known_by(told, datetime(2020, 6, 12, 23, tzinfo=UTC))
    assert str(planned_on(Standing("release/2020-11", then))) == "2020-11-05"
    assert str(planned_on(Standing("release/2020-11", told))) == "2020-11-29"


def test_the_november_2019_release_was_moved_twice_within_what_the_authority_gave() -> None:
    """Asked for on 1 October, approved on the 8th with room to 1 December; on 30 October the Panel used it."""
    told = NOVEMBER_2019
    for fact, name in (
        (ASKED, "RequestReleaseDateChange"),
        (GRANTED, "ApproveReleaseDateChange"),
        (MOVED, "ChangeReleaseDate"),
        (MOVED_AGAIN, "ChangeReleaseDate"),
    ):
        given(told).when(fact.replace(fact.split()[2], name)).then(fact)
        told += f"{fact}\n"
    beyond = "2019-11-15  release/2019-11  ChangeReleaseDate  planned_on=2019-12-02"
    given(told).when(beyond).refuses("move_not_approved", "2019-11-24 to 2019-12-01")
    live = "2019-11-29  release/2019-11  RecordReleaseLive"
    given(told).when(live).then(live.replace("RecordReleaseLive", "ReleaseWentLive"))


SECMP0062 = """
2019-11-01  SECMP0062  AuthorityDetermined  outcome=approved
2019-11-01  release/2020-06  ReleasePlanned  planned_on=2020-05-06
2019-11-01  release/2020-11  ReleasePlanned  planned_on=2020-11-05
"""
PART_1 = "2019-11-01  SECMP0062  ReleaseAssigned  release=2020-06 part=1 planned_on=2020-05-06"
PART_2 = "2019-11-01  SECMP0062  ReleaseAssigned  release=2020-11 part=2 planned_on=2020-11-05"
DONE_1 = "2020-05-06  SECMP0062  ProposalImplemented  release=2020-06 part=1"
DONE_2 = "2020-11-29  SECMP0062  ProposalImplemented  release=2020-11 part=2"


def test_secmp0062_was_implemented_in_two_parts() -> None:
    """The June 2020 Release, which went live on 6 May, and that of November. The day is that of the release."""
    told = SECMP0062
    for fact, name in (
        (PART_1, "AssignRelease"),
        (PART_2, "AssignRelease"),
        (DONE_1, "ImplementProposal"),
        (DONE_2, "ImplementProposal"),
    ):
        asked = fact.replace(fact.split()[2], name).split(" planned_on")[0]
        given(told).when(asked).then(fact)
        told += f"{fact}\n"
    assert [turn.state for turn in given(told).standing("62").turns] == [
        "approved",
        "awaiting_implementation",
        "part_implemented",
        "implemented",
    ]


def test_a_part_alone_is_not_the_whole() -> None:
    alone = at(
        "approved", f"AssignRelease {STANDALONE} part=1", f"2020-11-26 MP125 ImplementProposal {STANDALONE} part=1"
    )
    assert alone.standing("125").state == "part_implemented"
    alone.when(f"2020-11-27 MP125 AssignRelease {NEXT}").refuses("whole_and_parts")
    alone.when(f"2020-11-27 MP125 AssignRelease {NEXT} part=1").refuses("implemented_already")


def test_what_is_assigned_to_another_release_has_left_the_first() -> None:
    moved = at("awaiting_implementation", f"AssignRelease {NEXT}")
    moved.when(f"2020-11-26 MP125 ImplementProposal {STANDALONE}").refuses("not_assigned", "standalone/2021-02-25")


def test_a_standalone_release_has_its_day_in_its_name() -> None:
    assigned = "2020-10-21  MP125  ReleaseAssigned  release=standalone/2020-11-26 planned_on=2020-11-26"
    at("approved").when(f"2020-10-21 MP125 AssignRelease {STANDALONE}").then(assigned)
    at("approved").when("2020-10-21 MP125 AssignRelease release=standalone/2021-02-30").refuses("release_not_planned")


def test_where_approval_is_not_known_no_day_is_counted_from_it() -> None:
    told = given("2020-05-06  SECMP0062  ReleaseAssigned  release=standalone/2020-05-27 part=1")
    told.when("2020-05-07 SECMP0062 AssignRelease release=standalone/2020-05-28 part=2 wd_after_approval=1").refuses(
        "not_by_the_rule", "is not known"
    )


_PLANNED = "2020-01-06 release/2020-11 PlanRelease planned_on=2020-11-05"
_LIVE = "2020-10-01 release/2020-11 RecordReleaseLive"
_NOVEMBER = "release/2020-11"

BROKEN: tuple[Broken, ...] = (
    broken(
        "awaiting_implementation",
        *(f"2020-10-26 MP125 AssignRelease {NEXT}", f"2020-10-23 MP125 AssignRelease {STANDALONE}"),
        code="before_what_it_follows",
    ),
    broken("approved", "AssignRelease release=2020-11", code="release_not_planned"),
    broken("approved", _PLANNED, _LIVE, "AssignRelease release=2020-11", code="release_live"),
    broken("approved", f"AssignRelease {NEXT} part=1", f"AssignRelease {STANDALONE}", code="whole_and_parts"),
    broken("part_implemented", f"AssignRelease {NEXT} part=1", code="implemented_already"),
    broken("awaiting_implementation", f"AssignRelease {STANDALONE}", code="assigned_already"),
    broken(
        "approved",
        f"AssignRelease {STANDALONE} wd_after_approval=1 planned_on=2020-11-26",
        code="not_by_the_rule",
    ),
    broken("awaiting_implementation", f"ChangeImplementationDate {NEXT} planned_on=2021-03-01", code="not_assigned"),
    broken(
        "awaiting_implementation",
        *(f"2020-10-26 MP125 AssignRelease {NEXT}", f"2020-10-23 MP125 CancelImplementation {NEXT} reason=R"),
        code="before_what_it_follows",
    ),
    broken("awaiting_implementation", f"CancelImplementation {NEXT} reason=R", code="not_assigned"),
    broken(
        "awaiting_implementation",
        *(f"2020-10-26 MP125 AssignRelease {NEXT}", f"2020-10-23 MP125 ImplementProposal {NEXT}"),
        code="before_what_it_follows",
    ),
    broken("awaiting_implementation", f"ImplementProposal {NEXT}", code="not_assigned"),
    broken(
        "awaiting_implementation",
        *("LodgeAppeal appellant=A", f"ImplementProposal {STANDALONE}"),
        code="appeal_pending",
    ),
    broken(
        "planned",
        f"2020-09-01 {_NOVEMBER} RequestReleaseDateChange planned_on=2020-11-05 reason=R",
        code="day_is_the_same",
    ),
    broken(
        "planned",
        f"2020-09-01 {_NOVEMBER} ApproveReleaseDateChange planned_on=2020-11-29",
        code="change_not_requested",
    ),
    broken(
        "planned",
        f"2020-09-01 {_NOVEMBER} RequestReleaseDateChange planned_on=2020-11-29 reason=R",
        f"2020-09-08 {_NOVEMBER} ApproveReleaseDateChange planned_on=2020-11-29 flex_to=2020-11-28",
        code="room_ends_before",
    ),
    broken(
        "planned",
        f"2020-09-08 {_NOVEMBER} ChangeReleaseDate was_on=2020-11-06 planned_on=2020-11-29",
        code="was_another_day",
    ),
    broken("planned", f"2020-09-08 {_NOVEMBER} ChangeReleaseDate planned_on=2020-11-05", code="day_is_the_same"),
    broken("planned", f"2020-09-08 {_NOVEMBER} ChangeReleaseDate planned_on=2020-11-29", code="move_not_approved"),
)
