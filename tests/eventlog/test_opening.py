"""Opening the log: made once, refused in one sentence where it must not or cannot be."""

import re
import threading

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from shared.eventlog.errors import ForbiddenSetting, LogUnavailable
from shared.eventlog.log import EventLog
from shared.eventlog.settings import refuse_forbidden
from tests.eventlog.given import requested

integration = pytest.mark.integration
FORBIDDEN = "POSTGRES_ENABLE_DB_FUNCTIONS"


@pytest.mark.parametrize("name", [FORBIDDEN, f"SECCHANGE_{FORBIDDEN}", FORBIDDEN.lower()])
@pytest.mark.parametrize("value", ["y", "yes", "TRUE", "on", "1", "perhaps"])
def test_the_setting_that_loses_facts_is_refused_before_anything_is_opened(name: str, value: str) -> None:
    with pytest.raises(ForbiddenSetting, match=f"{name} is set to '{value}'; with it the log loses facts"):
        EventLog.open("postgresql://nobody@127.0.0.1:1/nothing", environment={name: value})


@pytest.mark.parametrize("value", ["", "n", "no", "False", "off", "0"])
def test_the_setting_may_be_off(value: str) -> None:
    refuse_forbidden({FORBIDDEN: value, "POSTGRES_DBNAME": "y"})


def test_a_database_that_cannot_be_reached_is_told_in_one_sentence_without_the_password() -> None:
    with pytest.raises(LogUnavailable) as told:
        EventLog.open("postgresql://keeper:hunter2@127.0.0.1:1/secchange")

    sentence = str(told.value)
    assert sentence.startswith("the log's database at 127.0.0.1:1/secchange does not answer (")
    assert sentence.endswith("or give another address in SECCHANGE_DATABASE_URL")
    assert "hunter2" not in sentence
    assert "\n" not in sentence


@integration
@pytest.mark.parametrize(("known", "strange"), [("user", "no_such_role"), ("dbname", "no_such_database")])
def test_a_server_that_answers_and_lets_nobody_in_is_not_said_to_be_away(
    database: str, known: str, strange: str
) -> None:
    with pytest.raises(LogUnavailable) as told:
        EventLog.open(make_conninfo(database, **{known: strange}))

    sentence = str(told.value)
    assert "does not answer" not in sentence
    assert re.search(rf'does not let us in \(FATAL:  \w+ "{strange}" does not exist\): ', sentence)
    assert sentence.endswith("see that SECCHANGE_DATABASE_URL has a role, a password and a database that it knows")


@pytest.mark.parametrize("address", ["hunter2", "postgresql://keeper:hunter2@[::1/secchange"])
def test_an_address_that_is_none_is_told_without_repeating_it(address: str) -> None:
    with pytest.raises(LogUnavailable, match="address is not understood: expected such as postgresql://") as told:
        EventLog.open(address)
    assert "hunter2" not in str(told.value)


@integration
def test_a_log_opened_again_is_the_same_log(database: str) -> None:
    with EventLog.open(database) as log:
        log.append("106", 0, [requested("106")])
    with EventLog.open(database) as log:
        assert log.head() == 1


@integration
def test_many_may_make_the_log_at_once(database: str) -> None:
    at_once, failures = threading.Barrier(6), []

    def open_and_append(stream: str) -> None:
        at_once.wait()
        try:
            with EventLog.open(database) as log:
                log.append(stream, 0, [requested(stream)])
        except Exception as failure:
            failures.append(failure)

    openers = [threading.Thread(target=open_and_append, args=(str(number),)) for number in range(1, 7)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join()

    assert failures == []
    with EventLog.open(database) as log:
        assert sorted(log.streams()) == ["1", "2", "3", "4", "5", "6"]


@integration
def test_where_nothing_may_be_made_a_missing_log_is_told(database: str) -> None:
    with pytest.raises(LogUnavailable, match=r"holds no log \(eventlog\.facts\): correct the address, or make it"):
        EventLog.open(database, create_missing=False)


@integration
def test_the_log_comes_back_with_its_server(database: str) -> None:
    with EventLog.open(database) as log:
        log.append("106", 0, [requested("106")])
        with psycopg.connect(database) as administrator:
            administrator.execute(
                """
                SELECT pg_terminate_backend(pid)
                FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """
            )
        assert log.head() == 1
