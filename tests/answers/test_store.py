"""One answer for each question: whoever asks again is told the same, whoever asks meanwhile is told to wait."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from shared.answers.store import Answered, AnswerStore, AskedOtherwise, Held, InFlight
from shared.eventlog.errors import LogForbidden, LogUnavailable

pytestmark = pytest.mark.integration

DIGEST, OTHER = b"a" * 32, b"b" * 32
END_THE_HOLDER = """
SELECT pg_terminate_backend(lock.pid)
FROM pg_locks AS lock
JOIN pg_database AS here
    ON here.oid = lock.database AND here.datname = current_database()
WHERE lock.locktype = 'advisory'
"""


@pytest.fixture
def answers(database: str) -> Iterator[AnswerStore]:
    with AnswerStore(database) as opened:
        yield opened


def answer(answers: AnswerStore, id: str, digest: bytes = DIGEST) -> object:
    """What is found; where it is ours to answer, it is answered."""
    with answers.taking(id, digest) as found:
        if isinstance(found, Held):
            found.answer(201, b"done", may_be_lost=True)
        return type(found) if isinstance(found, Held) else found


def test_whoever_asks_again_is_told_the_same(answers: AnswerStore) -> None:
    assert answer(answers, "one") is Held
    assert answer(answers, "one") == Answered(201, b"done")
    assert answer(answers, "two") is Held


def test_another_question_under_the_same_id_is_told_apart_also_before_there_is_an_answer(answers: AnswerStore) -> None:
    with answers.taking("one", DIGEST):
        pass
    assert isinstance(answer(answers, "one", OTHER), AskedOtherwise)
    assert answer(answers, "one") is Held
    assert isinstance(answer(answers, "one", OTHER), AskedOtherwise)


def test_whoever_asks_meanwhile_is_told_so_in_this_process_and_in_another(answers: AnswerStore, database: str) -> None:
    with answers.taking("one", DIGEST), AnswerStore(database) as elsewhere:
        assert isinstance(answer(answers, "one"), InFlight)
        assert isinstance(answer(elsewhere, "one"), InFlight)
        assert answer(elsewhere, "two") is Held
    assert answer(answers, "one") is Held


def test_whoever_dies_with_it_lets_it_go(answers: AnswerStore, database: str) -> None:
    with answers.taking("one", DIGEST), psycopg.connect(database, autocommit=True) as other:
        other.execute(END_THE_HOLDER)
    assert answer(answers, "one") is Held


def test_an_answer_that_cannot_be_kept_is_told_of_and_given_anew(answers: AnswerStore, database: str) -> None:
    with pytest.raises(LogUnavailable), answers.taking("one", DIGEST) as found:
        assert isinstance(found, Held)
        with psycopg.connect(database, autocommit=True) as other:
            other.execute(END_THE_HOLDER)
        found.answer(201, b"done", may_be_lost=False)
    assert answer(answers, "one") is Held


def test_of_many_at_once_one_answers_and_each_is_told_the_same_in_the_end(answers: AnswerStore) -> None:
    many = 32
    begin = Barrier(many)

    def ask() -> object:
        begin.wait()
        while isinstance(found := answer(answers, "one"), InFlight):
            pass
        return found

    with ThreadPoolExecutor(many) as threads:
        found = [each.result() for each in [threads.submit(ask) for _ in range(many)]]
    assert Counter(map(str, found)) == {str(Held): 1, str(Answered(201, b"done")): many - 1}


def test_a_role_that_may_select_and_insert_is_enough_and_one_that_may_not_make_is_told(database: str) -> None:
    role, where = f"plain_{uuid4().hex[:12]}", urlsplit(database)
    url = where._replace(netloc=f"{role}:secret@{where.netloc.rpartition('@')[2]}").geturl()
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'secret'").format(sql.Identifier(role)))
        try:
            with pytest.raises(LogForbidden, match="may not make the tables for answers"):
                AnswerStore(url)
            AnswerStore(database).close()
            for grant in ("USAGE ON SCHEMA", "SELECT, INSERT ON ALL TABLES IN SCHEMA"):
                owner.execute(sql.SQL(f"GRANT {grant} commands TO {{}}").format(sql.Identifier(role)))
            with AnswerStore(url) as answers:
                assert (answer(answers, "one"), answer(answers, "one")) == (Held, Answered(201, b"done"))
        finally:
            owner.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(role)))
            owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))
