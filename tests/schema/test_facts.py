"""What the schema of a fact allows is what is read, stored and exported as one."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator, meta

from shared.domain.codec import NotAFact, decode, encode
from shared.domain.facts import FACTS, AcceptedFinding, AnyFact, FigureChange, IssuedFormat, PaperInputs
from shared.domain.streams import NotAStream, kind_of, resolve
from shared.domain.ticket import Correction, Hold, TargetRevision, TicketRevision
from shared.schema.catalogue import CATALOGUE, schema_of
from shared.schema.fact import fact_schema
from shared.schema.meanings import MEANINGS, meaning
from shared.schema.refs import EXAMPLES, PATTERNS
from tests import histories, long_histories
from tests.schema.made import made
from tests.services.reporter.papers import june_history

RETURNED = {
    "type": "AssessmentReturned",
    "version": 1,
    "ref": "MP122",
    "kind": "PA",
    "n": 1,
    "occurred_on": "2020-05-28",
    "known_at": "2020-06-12T00:00:00+01:00",
    "source": {"kind": "paper", "ref": "SECP_81_1906_12", "locator": "3. Refine"},
    "actor": {"body": "DCC", "person": None},
    "data": {"target_wd": 15, "duration_wd_stated": 10},
}


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(name), validate_formats=True)


def without(*names: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda told: {name: value for name, value in told.items() if name not in names}


def with_(**fields: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda told: told | fields


@pytest.mark.parametrize("name", ["facts", "commands", *(each.name for each in CATALOGUE)])
def test_a_schema_is_one_of_2020_12(name: str) -> None:
    meta.validate(schema_of(name))
    assert validator(name)


def test_the_fact_of_the_interface_is_one() -> None:
    assert validator("AssessmentReturned").is_valid(RETURNED)
    decode(json.dumps(RETURNED).encode())


def test_made_up_facts_are_facts() -> None:
    told = [*histories.entries(2_000), *long_histories.entries(3_000, open_items=50, as_published=True)]
    assert len({each.type for each in told}) > 30
    for each in told:
        value = json.loads(encode(each))
        assert validator(each.type).is_valid(value), value
    assert validator("facts").is_valid(value)


def test_the_facts_of_june_2020_are_facts() -> None:
    for recorded in june_history():
        assert validator(type(recorded.fact).__name__).is_valid(json.loads(recorded.value))


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "bare"])
def test_what_a_schema_allows_is_read(fact: type[AnyFact], whole: bool) -> None:
    value = made(fact_schema(fact), whole=whole)
    assert validator(fact.__name__).is_valid(value), value
    read = decode(json.dumps(value).encode())
    assert validator(fact.__name__).is_valid(json.loads(encode(read)))


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_a_field_that_must_be_there_or_that_nobody_knows_is_missed_by_both(fact: type[AnyFact]) -> None:
    value = made(fact_schema(fact), whole=False)
    missing = [value | {"data": without(name)(value["data"])} for name in value["data"]]
    for wrong in (*missing, value | {"data": value["data"] | {"unheard_of": 1}}):
        assert not validator(fact.__name__).is_valid(wrong), wrong
        with pytest.raises(NotAFact):
            decode(json.dumps(wrong).encode())


@pytest.mark.parametrize(
    "change",
    [
        without("n"),
        without("known_at"),
        without("occurred_on"),
        with_(occurred_by="2020-05-28"),
        with_(occurred_on="2020-05-32"),
        with_(known_at="2020-06-12T00:00:00"),
        with_(version=2),
        with_(type="AssessmentRequested"),
        with_(kind="XX"),
        with_(n=0),
        with_(ref="meeting/panel/2020-06-19"),
        with_(ref="XX1"),
        with_(data={"target_wd": "15"}),
        with_(data={"target_wd": -1}),
        with_(source={"kind": "hearsay", "ref": "x"}),
    ],
)
def test_what_is_no_fact_is_none_to_the_schema_either(change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    wrong = change(RETURNED)
    assert not validator("AssessmentReturned").is_valid(wrong)
    assert not validator("facts").is_valid(wrong)
    with pytest.raises(NotAFact):
        decode(json.dumps(wrong).encode())


def test_an_exported_fact_has_its_place_in_the_log() -> None:
    place = {"id": "122#4", "position": 7, "recorded_at": "2020-06-12T09:00:00.5+00:00"}
    assert validator("AssessmentReturned").is_valid(place | RETURNED)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_what_names_a_stream_of_one_kind_fits_its_pattern_and_no_other(kind: str) -> None:
    for of, examples in EXAMPLES.items():
        checked = Draft202012Validator({"pattern": PATTERNS[kind]})  # type: ignore[index]
        assert all(checked.is_valid(each) == (of == kind) for each in examples)
        assert all(kind_of(resolve(each)) == of for each in examples)


@pytest.mark.parametrize("ref", ["mp 122", " SECMP 0007 ", "dp0125a", "7", "102B", "102b", "07", "MP12345", "2020-06"])
def test_a_modification_is_spelled_as_it_may_be(ref: str) -> None:
    try:
        is_one = kind_of(resolve(ref)) == "modification"
    except NotAStream:
        is_one = False
    assert Draft202012Validator({"pattern": PATTERNS["modification"]}).is_valid(ref) == is_one


def test_every_meaning_is_of_a_field() -> None:
    of_papers = (PaperInputs, IssuedFormat, AcceptedFinding, FigureChange)
    parts = (TicketRevision, Hold, TargetRevision, Correction, *of_papers)
    owners = {each.__name__ for each in (*FACTS, *parts)}
    named = {name for name in MEANINGS if "." not in name or name.split(".")[0] in owners}
    fields = {
        (each.__name__, field.alias or name) for each in (*FACTS, *parts) for name, field in each.model_fields.items()
    }
    used = {f"{owner}.{name}" if f"{owner}.{name}" in MEANINGS else name for owner, name in fields}
    of_parts_and_commands = {
        *("name", "organisation", "on_behalf_of", "suffix", "approve", "reject", "abstain", "stream", "purpose"),
        *("ref", "on", "evidence", "expected_version", "correlation_id", "kind", "n"),
    }
    assert named == used | of_parts_and_commands
    assert all(meaning(owner, name).endswith(".") for owner, name in fields)
