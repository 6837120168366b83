"""The fake behaves as a ServiceNow does, with its traps off and on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import httpx2
import pytest

from infra.fake_servicenow.app import CLIENT_ID, CLIENT_SECRET, PASSWORD, USER, FakeServiceNow
from infra.fake_servicenow.query import NotAQuery, query_of
from infra.fake_servicenow.serving import serving
from infra.fake_servicenow.story import ASSESSMENTS, LAST_DAY, steps, tell
from infra.fake_servicenow.table import Table
from infra.fake_servicenow.traps import TRAPS, Traps
from services.ingest.from_paper import facts_of
from services.ingest.papers import JUNE_2020, bundled
from shared.domain.facts import AssessmentAccepted, AssessmentDurationStated, AssessmentReturned
from shared.domain.reference import ModificationRef
from shared.papers.decode import text_of
from shared.papers.read import read

NOON = datetime(2020, 6, 12, 12, tzinfo=UTC)
ROWS = [{"sys_id": "a", "n": "1"}, {"sys_id": "b", "n": "2"}, {"sys_id": "c", "n": "2", "x": "y"}]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "abc"),
        ("n=2", "bc"),
        ("n=2^sys_id>b", "c"),
        ("n=1^ORn=2^sys_id!=b", "ac"),
        ("n=1^NQsys_id=c", "ac"),
        ("n>=2^x=y", "c"),
        ("n<2", "a"),
        ("xISEMPTY", "ab"),
        ("xISNOTEMPTY", "c"),
        ("sys_idINa,c", "ac"),
    ],
)
def test_an_encoded_query_finds(query: str, found: str) -> None:
    assert "".join(row["sys_id"] for row in ROWS if query_of(query).matches(row)) == found


def test_what_is_no_query_is_refused() -> None:
    with pytest.raises(NotAQuery, match="'active' is no condition"):
        query_of("active")


def test_an_order_counts_for_all_parts_of_a_query() -> None:
    assert query_of("n=1^ORDERBYn^NQn=2^ORDERBYDESCsys_id").orders == [("n", False), ("sys_id", True)]


@pytest.fixture
def fake() -> FakeServiceNow:
    return FakeServiceNow(Table(Traps(), lambda: NOON))


@pytest.fixture
def url(fake: FakeServiceNow) -> Iterator[str]:
    with serving(fake) as url:
        yield url


def asked(url: str, **params: str) -> httpx2.Response:
    told = {f"sysparm_{name}": value for name, value in params.items()}
    return httpx2.get(f"{url}/api/now/table/change_request", params=told, auth=(USER, PASSWORD), trust_env=False)


def rows(url: str, **params: str) -> list[dict[str, Any]]:
    answer = asked(url, **params)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["result"]
    return found


def test_it_tells_raw_and_displayed_values(fake: FakeServiceNow, url: str) -> None:
    fake.table.create("CHG0000001", state="-4")
    (row,) = rows(url, display_value="all", fields="number,state,sys_updated_on")
    assert row == {
        "number": {"display_value": "CHG0000001", "value": "CHG0000001"},
        "state": {"display_value": "Assess", "value": "-4"},
        "sys_updated_on": {"display_value": "2020-06-12 13:00:00", "value": "2020-06-12 12:00:00"},
    }
    fake.table.traps.set("other-zone", "renamed-choices")
    (row,) = rows(url, display_value="all", fields="state,sys_updated_on")
    assert row["state"] == {"display_value": "Assess (renamed)", "value": "-4"}
    assert row["sys_updated_on"] == {"display_value": "12/06/2020 17:30:00", "value": "2020-06-12 12:00:00"}


def test_what_the_reader_may_not_see_is_left_out_after_the_page_was_cut(fake: FakeServiceNow, url: str) -> None:
    ids = sorted(fake.table.create(f"CHG{number:07d}") for number in range(4))
    fake.table.hidden = {ids[0]}
    answer = asked(url, query="ORDERBYsys_id", limit="2")
    assert [row["sys_id"] for row in answer.json()["result"]] == ids[1:2]
    assert answer.headers["x-total-count"] == "4"


def test_a_change_leaves_a_time_and_a_count_and_a_silent_one_neither(fake: FakeServiceNow) -> None:
    sys_id = fake.table.create("CHG0000001", at=datetime(2020, 6, 1, tzinfo=UTC))
    fake.table.edit_silently(sys_id, state="-4")
    assert (fake.table.get(sys_id)["sys_mod_count"], fake.table.get(sys_id)["sys_updated_on"][:10]) == (
        "0",
        "2020-06-01",
    )
    fake.table.update(sys_id, state="-3")
    assert (fake.table.get(sys_id)["sys_mod_count"], fake.table.get(sys_id)["sys_updated_on"][:10]) == (
        "1",
        "2020-06-12",
    )


def test_nobody_is_admitted_without_a_password_or_a_token(url: str) -> None:
    address = f"{url}/api/now/table/change_request"
    assert httpx2.get(address, trust_env=False).status_code == 401
    form = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    token = httpx2.post(f"{url}/oauth_token.do", data=form, trust_env=False).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert httpx2.get(address, headers=headers, trust_env=False).status_code == 200


def test_a_trap_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(ValueError, match="there are: equal-times, short-pages"):
        Traps("bear")
    assert all(meaning for meaning in TRAPS.values())


def test_the_story_is_what_the_paper_of_june_2020_says() -> None:
    told = facts_of(read(text_of(bundled(JUNE_2020))), lambda stream: ()).entries
    accepted = {
        (e.stream, e.kind, e.occurred_on, e.data.target_wd) for e in told if isinstance(e.data, AssessmentAccepted)
    }
    returned = {
        (e.stream, e.kind, e.occurred_on, e.data.target_wd, e.data.duration_wd_stated)
        for e in told
        if isinstance(e.data, AssessmentReturned)
    }
    stated = {(e.stream, e.kind, e.data.duration_wd) for e in told if isinstance(e.data, AssessmentDurationStated)}
    rows = [(ModificationRef.parse(row.modification).stream, row) for row in ASSESSMENTS]
    assert {(s, r.kind, r.accepted_on, r.target_wd) for s, r in rows if r.accepted_on} == accepted
    assert {(s, r.kind, r.returned_on, r.target_wd, r.stated_wd) for s, r in rows if r.returned_on} == returned
    assert {(s, r.kind, r.stated_wd) for s, r in rows if r.accepted_on} == stated
    assert (len(accepted), len(returned)) == (9, 18)


def test_the_story_ends_on_the_last_day_that_the_paper_counts() -> None:
    table = Table()
    for step in steps():
        tell(table, step)
    assert len(table.records()) == 27
    assert max(row["sys_updated_on"] for row in table.records())[:10] == LAST_DAY.isoformat() == str(date(2020, 5, 31))
