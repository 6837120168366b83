"""A revision that staff type goes the way of all others, under the name of whoever typed it."""

from datetime import date
from pathlib import Path

import httpx2
import pytest

from infra.ports import free_port
from services.cli.commanded import answering_commands
from services.cli.observed import observed
from services.ingest.feed.batch import Counts
from services.ingest.feed.entry_desk import Entered, EnteredOtherwise, EntryDesk, MayNotEnter
from services.ingest.feed.sources import MANUAL
from services.ingest.tokens import new_token
from shared.domain.entry import Actor
from shared.domain.facts import DccTicketRevisionObserved
from shared.process.command import Giver
from shared.settings import Settings
from shared.transport.topics import CHANGE_EVENTS
from tests.feed.hook import add_commands, hook
from tests.feed.path import FeedPath
from tests.feed.tickets import NOW

pytestmark = pytest.mark.integration

MP106 = "2020-01-02  MP106  ProposalConverted  route=refinement"
ACCEPTED = {"modification_ref": "MP106", "assessment_type": "PA", "state": "accepted", "accepted_on": "2020-03-26"}
RETURNED = ACCEPTED | {"state": "returned", "returned_on": "2020-05-01"}
ANN = Giver("Ann", "secretariat")
TICKET = f"ticket/{MANUAL}/106-PA-1"


def desk(feed: FeedPath) -> EntryDesk:
    return EntryDesk(feed.box, feed.log, feed.sources, lambda: NOW)


def types(feed: FeedPath) -> list[str]:
    return [type(recorded.fact).__name__ for recorded in feed.standing()]


def test_what_is_typed_is_observed_sealed_and_followed(feed: FeedPath) -> None:
    feed.known(MP106)
    entered = desk(feed).enter(ACCEPTED, ANN)
    assert isinstance(entered, Entered)
    assert [fact["type"] for fact in entered.would["facts"]] == ["AssessmentAccepted"]
    assert feed.work() == Counts(observed=1)
    [told] = feed.log.history(TICKET)
    assert isinstance(told.fact, DccTicketRevisionObserved)
    assert (told.fact.door, told.fact.raw_sha256, told.entry.actor) == (
        *("manual", entered.sha256),
        Actor(body="SECAS", person="Ann"),
    )
    assert desk(feed).observed(entered) == told.id
    kept = feed.box.receipt(entered.receipt)
    assert kept and b"MP106" not in kept.sealed and b"MP106" in feed.box.opened(kept)
    desk(feed).enter(RETURNED, ANN)
    feed.work()
    assert types(feed) == ["AssessmentAccepted", "AssessmentReturned"], "the next revision of the same ticket"


def test_what_is_typed_again_leads_to_nothing_new(feed: FeedPath) -> None:
    feed.known(MP106)
    first = desk(feed).enter(ACCEPTED, ANN, "one")
    again = desk(feed).enter(ACCEPTED, ANN, "one")
    assert isinstance(first, Entered) and isinstance(again, Entered)
    assert (again.receipt, again.again) == (first.receipt, True)
    with pytest.raises(EnteredOtherwise):
        desk(feed).enter(RETURNED, ANN, "one")
    desk(feed).enter(ACCEPTED, ANN)
    assert feed.work() == Counts(observed=1, duplicates=1)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"state": "Working"}, "state-unmapped"),
        ({"modification_ref": "MP999"}, "unknown-modification"),
        ({"accepted_on": "26 March"}, "schema-invalid"),
        ({"accepted_on": 5}, "schema-invalid"),
        ({"state": "returned", "returned_on": "2020-03-01"}, "date-impossible"),
        ({"colour": "red"}, "schema-invalid"),
    ],
)
def test_what_cannot_be_used_is_told_at_once_and_not_kept(
    feed: FeedPath, changed: dict[str, object], code: str
) -> None:
    feed.known(MP106)
    told = desk(feed).enter(ACCEPTED | changed, ANN)
    assert isinstance(told, dict) and told["code"] == code
    assert feed.box.tallies() == []


def test_only_the_secretariat_and_the_dcc_enter_tickets(feed: FeedPath) -> None:
    with pytest.raises(MayNotEnter):
        desk(feed).enter(ACCEPTED, Giver("Ann", "auditor"))


def test_where_no_source_is_configured_staff_enter_tickets_all_the_same(
    feed: FeedPath, database: str, tmp_path: Path
) -> None:
    feed.known(MP106)
    token, known = new_token(ANN)
    (tmp_path / "tokens").write_text(f"{known.line()}\n")
    settings, port = Settings(home=tmp_path, feed_keys=tmp_path / "keys"), free_port()
    address = f"http://127.0.0.1:{port}"
    with observed(database, CHANGE_EVENTS, settings) as seen, answering_commands(database, seen, settings, port):
        bearer = {"Authorization": f"Bearer {token}"}
        answer = httpx2.post(f"{address}/commands/EnterTicketRevision", json=ACCEPTED, headers=bearer)
        assert (answer.status_code, answer.json()["would"]["outcome"]) == (202, "observed")
        sent = httpx2.post(f"{address}/feeds/dcc/v1/events", json={}, headers={"webhook-id": "one"})
        assert (sent.status_code, sent.json()["code"]) == (401, "not-signed")
        counted = 'secchange_http_requests_total{method="POST",route="/feeds/dcc/v1/events",status="401"} 1.0'
        assert counted in httpx2.get(f"{address}/metrics").text
    assert feed.work() == Counts(observed=1)


def test_over_http_it_is_a_command_beside_those_of_the_process(feed: FeedPath) -> None:
    feed.known(MP106)
    with hook(feed.box, feed.log) as sender:
        add_commands(sender.client.app, None, sender.givers.tokens, None)  # type: ignore[arg-type]
        path = "/commands/EnterTicketRevision"

        def post(role: str, body: object, **headers: str) -> tuple[int, dict[str, object]]:
            token = sender.givers.token(role, "Ann")
            answer = sender.client.post(path, json=body, headers={"Authorization": f"Bearer {token}"} | headers)
            return answer.status_code, answer.json()

        assert sender.client.get(path).json()["roles"] == ["dcc", "secretariat"]
        assert sender.client.post(path, json=ACCEPTED).status_code == 401
        assert post("auditor", ACCEPTED)[0] == 403
        assert post("secretariat", [])[0] == 400
        status, refused = post("secretariat", ACCEPTED | {"state": "Working"})
        assert (status, refused["code"]) == (422, "state-unmapped")
        status, told = post("secretariat", ACCEPTED, **{"Idempotency-Key": "one"})
        assert (status, told["receipt"], told["again"]) == (202, "1", False)
        assert post("secretariat", ACCEPTED, **{"Idempotency-Key": "one"})[1]["again"] is True
        assert post("secretariat", RETURNED, **{"Idempotency-Key": "one"})[0] == 422
    feed.work()
    assert [recorded.day for recorded in feed.standing()] == [date(2020, 3, 26)]
