"""A key: the same is answered the same, and nothing is done twice, whoever dies when."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event, Thread

import pytest

from services.ingest.commanding import CommandDesk
from shared.answers.store import AnswerStore, Held, Taken
from tests.services.ingest.web.giving import RAISE, Door, door_over

pytestmark = pytest.mark.integration

REFUSED = {"ref": "DP125", "on": "2020-06-19", "evidence": "minutes"}


def test_the_same_is_answered_the_same(door: Door) -> None:
    first, again = (door.post("RaiseProposal", key="k") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert ("idempotent-replayed" in first.headers, again.headers["idempotent-replayed"]) == (False, "true")
    assert first.headers["content-type"] == again.headers["content-type"]
    assert door.log.head() == 1


def test_a_refusal_is_answered_the_same_also_when_it_would_be_allowed_by_now(door: Door) -> None:
    first = door.post("ChangeTitle", {**REFUSED, "title": "Other"}, key="k")
    door.post("RaiseProposal")
    again = door.post("ChangeTitle", {**REFUSED, "title": "Other"}, key="k")
    assert (first.status_code, first.content) == (again.status_code, again.content) == (422, first.content)
    assert again.headers["content-type"] == "application/problem+json"
    assert door.post("ChangeTitle", {**REFUSED, "title": "Other"}, key="other").status_code == 201


def test_a_conflict_is_answered_the_same(door: Door) -> None:
    first, again = (door.post("RaiseProposal", {**RAISE, "expected_version": 2}, key="k") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content) == (409, first.content)


def test_another_body_or_another_command_under_the_same_key_is_refused(door: Door) -> None:
    door.post("RaiseProposal", key="k")
    for name, body in (("RaiseProposal", {**RAISE, "title": "Other"}), ("ReceiveProblemStatement", RAISE)):
        answer = door.post(name, {**REFUSED, "title": "x"} if name != "RaiseProposal" else body, key="k")
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")
    assert door.log.head() == 1


def test_a_key_is_its_givers_own(door: Door) -> None:
    door.post("RaiseProposal", key="k")
    other = door.post("ChangeTitle", {**REFUSED, "title": "Other"}, key="k", person="Analyst Two")
    assert other.status_code == 201
    role = door.post("PutOnHold", {**REFUSED, "reason": "x"}, key="k", role="panel")
    assert role.status_code == 201


def test_what_is_no_command_uses_no_key_up(door: Door) -> None:
    assert door.post("RaiseProposal", b"{", key="k").status_code == 400
    assert door.post("RaiseProposal", key="k").status_code == 201


def test_while_it_is_in_flight_whoever_comes_is_told_to_come_again(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, end, once = Event(), Event(), CommandDesk._once

    def slowly(*given: object) -> object:
        begun.set()
        end.wait(30)
        return once(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(CommandDesk, "_once", slowly)
    first = Thread(target=door.post, args=("RaiseProposal",), kwargs={"key": "k"})
    first.start()
    begun.wait(30)
    meanwhile = door.post("RaiseProposal", key="k")
    end.set()
    first.join()
    assert (meanwhile.status_code, meanwhile.json()["code"]) == (409, "in-flight")
    assert meanwhile.headers["retry-after"] == "1"
    assert door.post("RaiseProposal", key="k").status_code == 201
    assert door.log.head() == 1


def test_of_32_at_once_one_is_carried_out_and_all_are_answered_the_same(door: Door) -> None:
    many = 32
    begin = Barrier(many)

    def give() -> tuple[int, bytes, bool]:
        begin.wait()
        while (answer := door.post("RaiseProposal", key="k")).status_code == 409:
            assert answer.json()["code"] == "in-flight"
        return answer.status_code, answer.content, "idempotent-replayed" in answer.headers

    door.givers.token("secretariat", "Analyst One")
    with ThreadPoolExecutor(many) as threads:
        answers = Counter(each.result() for each in [threads.submit(give) for _ in range(many)])
    assert len({(status, body) for status, body, _ in answers}) == 1
    assert sum(count for (_, _, is_replayed), count in answers.items() if not is_replayed) == 1
    assert door.log.head() == 1


class Dying:
    """Answers that are lost: whoever has one dies before it is kept."""

    def __init__(self, answers: AnswerStore) -> None:
        self._answers = answers
        self.has_died = False

    @contextmanager
    def taking(self, id: str, digest: bytes) -> Iterator[Taken]:
        with self._answers.taking(id, digest) as found:
            if isinstance(found, Held) and not self.has_died:
                found.keep = self._die
            yield found

    def _die(self, status: int, body: bytes, may_be_lost: bool) -> None:
        self.has_died = True
        raise RuntimeError("killed between the facts and the answer")


def test_a_death_between_the_facts_and_the_answer_is_healed_by_whoever_comes_again(database: str) -> None:
    with AnswerStore(database) as answers, door_over(database, Dying(answers)) as door:
        assert door.post("RaiseProposal", key="k").status_code == 500
        assert door.log.head() == 1
        reused = door.post("RaiseProposal", {**RAISE, "ref": "DP126", "label": "DP126"}, key="k")
        assert (reused.status_code, reused.json()["code"]) == (422, "idempotency-key-reused")
        door.post("ChangeTitle", {**REFUSED, "title": "Other"})

        healed, again = (door.post("RaiseProposal", key="k") for _ in range(2))
        told = healed.json()
        assert (healed.status_code, told["again"], told["version"], told["facts"][0]["id"]) == (201, True, 1, "125#1")
        assert (again.content, again.headers["idempotent-replayed"]) == (healed.content, "true")
        assert door.log.head() == 2
