"""What a row means, and what a row is told apart by."""

import json
from datetime import datetime
from typing import Any

import pytest

from services.ingest.feed.servicenow.row import row_of, ticket_of
from services.ingest.feed.sources import ServiceNow, SourceSettings
from shared.domain.ticket import TicketRevision
from shared.domain.ticket_states import SERVICENOW_STATES
from shared.feed.reasons import Ignored, Refused
from shared.feed.take import Words, take
from tests.feed.tickets import NOW, SOURCE

ROW = {
    "sys_id": "a" * 32,
    "number": "CHG0031245",
    "sys_mod_count": "12",
    "sys_created_on": "2020-03-20 09:00:00",
    "sys_updated_on": "2020-03-26 23:30:00",
    "u_modification": " mp 106 ",
    "u_assessment_type": "Preliminary Assessment",
    "state": "-4",
    "on_hold": "false",
    "hold_reason": "",
    "u_accepted_on": "2020-03-26",
    "u_target_wd": "15",
    "u_dcc_reported_wd": "",
}


def both(values: dict[str, str]) -> dict[str, Any]:
    """As a Table API writes it when it is asked for `all`."""
    return {column: {"display_value": f"shown {value}", "value": value} for column, value in values.items()}


def taken(changes: dict[str, str], fields: dict[str, str]) -> TicketRevision | Refused | Ignored:
    told = ticket_of(both(ROW | changes), SOURCE, fields)
    return take(told, now=NOW, words=Words(SERVICENOW_STATES))


def ticket(**changes: str) -> TicketRevision:
    found = taken(changes, {})
    assert isinstance(found, TicketRevision), found
    return found


def test_a_table_of_tasks_has_states_of_its_own() -> None:
    def states(table: str) -> dict[str, str]:
        settings = SourceSettings(servicenow=ServiceNow(url="https://dcc.example", table=table), states={"9": "closed"})
        return {number: settings.words("poll").states.get(number, "") for number in ("-4", "3", "4", "7", "9")}

    assert list(states("change_request").values()) == ["accepted", "closed", "cancelled", "", "closed"]
    assert list(states("change_task").values()) == ["", "returned", "not_accepted", "withdrawn", "closed"]


def test_a_row_is_a_revision_of_a_ticket() -> None:
    told = json.loads(ticket().canonical())
    assert told == {
        "schema": "dcc-ticket/1",
        "source": SOURCE,
        "ticket_id": "a" * 32,
        "ticket_number": "CHG0031245",
        "revision": 12,
        "revision_inferred": False,
        "created_at": "2020-03-20T09:00:00Z",
        "updated_at": "2020-03-26T23:30:00Z",
        "modification_ref": "MP106",
        "modification_ref_original": " mp 106 ",
        "assessment_type": "PA",
        "urgency": "standard",
        "state": "accepted",
        "accepted_on": "2020-03-26",
        "holds": [],
        "target_wd": 15,
        "target_revisions": [],
    }


def test_only_raw_values_count() -> None:
    row = both(ROW)
    for cell in row.values():
        cell["display_value"] = "anything"
    assert ticket_of(row, SOURCE, {}) == ticket_of(both(ROW), SOURCE, {})
    assert ticket_of(dict(ROW), SOURCE, {}) == ticket_of(both(ROW), SOURCE, {}), "without what is displayed"


@pytest.mark.parametrize("state", ["-5", "-4", "-1", "0", "3"])
def test_whatever_its_state_what_is_on_hold_is_on_hold(state: str) -> None:
    found = ticket(state=state, on_hold="true", hold_reason="awaiting_information", u_stops_clock="1")
    assert (found.state, found.hold_reason, found.stops_clock) == ("on_hold", "awaiting_information", True)


def test_a_reason_that_stayed_behind_after_the_hold_says_nothing() -> None:
    found = ticket(on_hold="false", hold_reason="awaiting_information", u_stops_clock="true")
    assert (found.state, found.hold_reason, found.stops_clock) == ("accepted", None, None)


def test_a_day_that_is_told_as_an_instant_is_that_of_london() -> None:
    assert str(ticket(u_accepted_on="2020-03-31 23:30:00").accepted_on) == "2020-04-01"


def test_a_source_that_counts_no_revisions_has_them_by_the_time_of_the_change() -> None:
    found = ticket(sys_mod_count="")
    assert found.revision_inferred
    assert found.revision == int(datetime.fromisoformat("2020-03-26T23:30:00+00:00").timestamp()) * 1_000_000


def test_holds_and_targets_are_told_as_json_in_a_text() -> None:
    found = ticket(
        u_holds='[{"from": "2020-03-27", "to": "2020-03-30", "reason": "agreed_pause"}]',
        u_target_revisions='[{"on": "2020-03-27", "from_wd": 15, "to_wd": 25}]',
    )
    assert (len(found.holds), found.target_revisions[0].to_wd) == (1, 25)


def test_a_correction_names_the_revision_that_was_wrong() -> None:
    found = ticket(u_correction_of="11", u_correction_reason="The day was mistyped.")
    assert found.correction is not None and found.correction.of_revision == 11


def test_a_column_is_called_as_it_is_configured() -> None:
    found = taken({"u_sec_ref": "DP124", "u_modification": "MP999"}, {"u_sec_ref": "modification_ref"})
    assert isinstance(found, TicketRevision) and found.modification_ref == "DP124"


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"state": "7"}, "state-unmapped", "/state"),
        ({"u_target_wd": "fifteen"}, "target-out-of-range", "/target_wd"),
        ({"u_accepted_on": "26/03/20"}, "schema-invalid", "/accepted_on"),
        ({"sys_updated_on": "26-03-2020 10:00:00"}, "schema-invalid", "/updated_at"),
        ({"on_hold": "perhaps"}, "schema-invalid", "/on_hold"),
        ({"on_hold": "true"}, "schema-invalid", "/"),
        ({"u_holds": "[1"}, "schema-invalid", "/holds"),
        ({"u_correction_reason": "why"}, "schema-invalid", "/correction/of_revision"),
    ],
)
def test_what_is_not_of_its_type_is_refused_and_not_guessed(changes: dict[str, str], code: str, pointer: str) -> None:
    found = taken(changes, {})
    assert isinstance(found, Refused) and (found.code, found.pointers[0]) == (code, pointer)


@pytest.mark.parametrize("row", [None, [], "row", 7])
def test_what_is_no_row_is_refused(row: Any) -> None:
    assert isinstance(take(ticket_of(row, SOURCE, {}), now=NOW), Refused)


def raw(row: Any) -> bytes:
    return json.dumps(row).encode()


def test_a_row_knows_its_place_in_the_order_of_changes() -> None:
    assert row_of(raw(both(ROW))).place == ("2020-03-26 23:30:00", "a" * 32)


@pytest.mark.parametrize(
    "changes",
    [
        {"sys_id": ""},
        {"sys_id": "a^ORactive=true"},
        {"sys_updated_on": ""},
        {"sys_updated_on": "2020-13-26 23:30:00"},
        {"sys_updated_on": "2020-03-26 23:30:00^NQactive=true"},
    ],
)
def test_what_could_change_the_next_query_is_no_place(changes: dict[str, str]) -> None:
    assert row_of(raw(both(ROW | changes))).place is None


def test_the_same_content_is_the_same_delivery_whatever_is_displayed() -> None:
    row, shown = both(ROW), both(ROW)
    for cell in shown.values():
        cell["display_value"] = "renamed"
    assert row_of(raw(row)).delivery_id == row_of(raw(dict(reversed(shown.items())))).delivery_id


@pytest.mark.parametrize("changes", [{"u_accepted_on": "2020-03-25"}, {"sys_mod_count": "13"}, {"sys_id": "b" * 32}])
def test_another_content_is_another_delivery(changes: dict[str, str]) -> None:
    assert row_of(raw(both(ROW))).delivery_id != row_of(raw(both(ROW | changes))).delivery_id


def test_what_is_no_row_is_a_delivery_all_the_same() -> None:
    assert row_of(b"[1]").place is None
    assert row_of(b"[1]").delivery_id != row_of(b"[2]").delivery_id
