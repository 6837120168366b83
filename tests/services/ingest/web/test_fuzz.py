"""Whatever a program makes of the schema is answered as the schema says, and what is refused leaves nothing behind.

About 800 requests, the same in each run, and `--fault-size` times as many where it is asked for.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
import structlog
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import ignored_auth

from services.cli.carrier import Carrier
from services.ingest.import_paper import import_paper
from services.ingest.papers import JUNE_2020, bundled
from shared.operation.look import status
from shared.process.rules import PHASES
from shared.rowstore.store import RowStore
from shared.transport.topics import CHANGE_EVENTS
from tests import stack
from tests.services.ingest.web.bodies import REFS
from tests.services.ingest.web.giving import NOW, Door, door_over

pytestmark = pytest.mark.integration

POSITIVE, NEGATIVE = 6, 5
"""Requests to each command that are as the schema has it, and that are not."""

# A rule may refuse what the schema allows; so may what no schema can say, such as a day that is yet to come.
ANSWERED_WELL = ["2xx", "400", "403", "409", "422"]
CONFIG = {"checks": {"positive_data_acceptance": {"expected-statuses": ANSWERED_WELL}}}

schemathesis.openapi.format("date", st.dates(date(2008, 1, 1), date(2021, 1, 1)).map(date.isoformat))


@pytest.fixture(scope="module")
def june(postgres_url: str) -> Iterator[Door]:
    """The door over what the paper of June 2020 tells."""
    with stack.fresh_database(postgres_url) as database, door_over(database) as door:
        import_paper(bundled(JUNE_2020), door.log, now=NOW)
        yield door


@pytest.fixture(scope="module")
def schema(june: Door) -> Any:
    config = SchemathesisConfig.from_dict(CONFIG)
    return schemathesis.openapi.from_asgi("/openapi.json", june.app, config=config)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Each refusal is logged, and there are very many."""
    structlog.configure(processors=[_dropped])
    yield
    structlog.reset_defaults()


def _dropped(*_: object) -> Any:
    raise structlog.DropEvent


class Caller:
    """Sends requests as the secretariat, and holds each answer against the schema and the log."""

    def __init__(self, door: Door) -> None:
        self._log = door.log
        self._headers = {"Authorization": f"Bearer {door.givers.token('secretariat', 'Analyst One')}"}
        self.answered: Counter[int] = Counter()

    def send(self, case: Case[Any], **checks: Any) -> None:
        before = self._log.head()
        answer = case.call(headers=self._headers)
        after = self._log.head()
        case.validate_response(answer, headers=self._headers, **checks)
        is_new = answer.status_code == 201 and "idempotent-replayed" not in answer.headers
        assert (after > before) == is_new, answer.text
        self.answered[answer.status_code] += 1


def examples(count: int) -> settings:
    return settings(
        max_examples=count,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )


@pytest.mark.parametrize("phase", PHASES)
def test_every_answer_is_as_the_schema_says_and_a_refusal_leaves_nothing(
    june: Door, schema: Any, phase: str, fault_size: int
) -> None:
    caller = Caller(june)
    for rule in PHASES[phase]:
        operation = schema[f"/commands/{rule.command}"]["POST"]
        refs = st.sampled_from(
            [None, REFS[rule.of], "MP106", "SECMP0062"] if rule.of == "modification" else [None, REFS[rule.of]]
        )

        @examples(POSITIVE * fault_size)
        @given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE), refs)
        def as_it_says(case: Case[Any], ref: str | None) -> None:
            if ref and isinstance(case.body, dict):
                case.body["ref"] = ref
            caller.send(case, excluded_checks=[ignored_auth])

        @examples(NEGATIVE * fault_size)
        @given(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
        def otherwise(case: Case[Any]) -> None:
            # A token that is left out is put in again by `send`: what else is wrong must be in the body.
            assume(case.meta and case.meta.components[ParameterLocation.BODY].mode.is_negative)
            caller.send(case, excluded_checks=[ignored_auth])

        as_it_says()
        otherwise()
    print(sorted(caller.answered.items()))
    assert {400, 422} & set(caller.answered)
    assert not [status for status in caller.answered if status >= 500]


def test_what_is_told_of_the_commands_is_as_the_schema_says(june: Door, schema: Any) -> None:
    caller = Caller(june)
    for operation in (each.ok() for each in schema.get_all_operations()):
        if operation.method == "get":

            @examples(2)
            @given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
            def asked(case: Case[Any]) -> None:
                caller.send(case)

            asked()
    assert set(caller.answered) == {200}


@pytest.mark.parametrize("command", ["RaiseProposal", "CastVote", "ApproveCorrection"])
def test_nothing_is_answered_without_a_token(june: Door, schema: Any, command: str) -> None:
    caller = Caller(june)

    @examples(10)
    @given(schema[f"/commands/{command}"]["POST"].as_strategy())
    def asked(case: Case[Any]) -> None:
        caller.send(case, checks=[ignored_auth])

    asked()


def test_whatever_was_accepted_can_be_projected(june: Door) -> None:
    """Of all that the tests above had carried out, where they ran before this one."""
    with RowStore(june.url) as store, Carrier(june.log, store) as carrier:
        carrier.pump()
        assert not status(june.log, store, CHANGE_EVENTS).parked
