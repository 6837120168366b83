"""The description of the topics says what is on them, and nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft7Validator

from shared.domain.facts import FACTS
from shared.schema.asyncapi import asyncapi
from shared.transport import topics
from shared.transport.carried import Carried
from shared.transport.kafka.headers import headers_of
from tests import histories
from tests.cli.command import secchange
from tests.given import stored

DOCUMENT = asyncapi("1")


def refs(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for name, each in value.items():
                yield from [each] if name == "$ref" else refs(each)
        case list():
            for each in value:
                yield from refs(each)


def at(ref: str) -> Any:
    """What `ref` refers to."""
    found: Any = DOCUMENT
    for step in ref.removeprefix("#/").split("/"):
        found = found[step]
    return found


def test_every_reference_leads_somewhere() -> None:
    for ref in refs(DOCUMENT):
        assert at(ref)


def test_every_fact_is_a_message_and_every_message_is_on_a_topic() -> None:
    messages = DOCUMENT["components"]["messages"]
    assert [message["name"] for message in messages.values()] == [fact.topic() for fact in FACTS]
    on_topics = [ref for channel in DOCUMENT["channels"].values() for ref in refs(channel["messages"])]
    assert sorted(set(on_topics)) == sorted(f"#/components/messages/{key}" for key in messages)


def test_every_schema_is_used() -> None:
    schemas = {f"#/components/schemas/{name}" for name in DOCUMENT["components"]["schemas"]}
    assert schemas == {ref for ref in refs(DOCUMENT) if ref in schemas}


def test_every_topic_that_there_is_is_told_of_and_no_other() -> None:
    there = {topic.name: topic for topic in vars(topics).values() if isinstance(topic, topics.Topic)}
    assert {channel["address"] for channel in DOCUMENT["channels"].values()} == set(there)
    for channel in DOCUMENT["channels"].values():
        assert channel["bindings"]["kafka"]["partitions"] == there[channel["address"]].partition_count


def test_what_the_relay_writes_is_as_told() -> None:
    validators: dict[str, tuple[Draft7Validator, Draft7Validator]] = {}
    key = checked_by(at("#/components/messageTraits/carriedFact")["bindings"]["kafka"]["key"])
    for fact in stored(histories.entries(300)):
        message = DOCUMENT["components"]["messages"][fact.topic.replace("/", ".")]
        of_headers, of_value = validators.setdefault(
            fact.topic, (checked_by(message["headers"]), checked_by(message["payload"]))
        )
        headers = {name: value.decode() for name, value in headers_of(Carried(fact, 0, fact.position - 1))}
        assert of_headers.is_valid(headers), headers
        assert not of_headers.is_valid(headers | {"ce_type": "Another/1"})
        assert set(headers) == set(at("#/components/schemas/Headers")["required"])
        assert of_value.is_valid(json.loads(fact.value))
        assert key.is_valid(fact.stream)


def checked_by(schema: Any) -> Draft7Validator:
    """By the draft that AsyncAPI takes a schema for, which looks at nothing beside a reference."""
    return Draft7Validator({"allOf": [schema], "components": DOCUMENT["components"]}, validate_formats=True)


def test_it_is_told_without_a_home(tmp_path: Path) -> None:
    ran = secchange("schema", "asyncapi", cwd=tmp_path)
    told = json.loads(ran.out)
    assert (ran.code, told | {"info": None}) == (0, DOCUMENT | {"info": None})
    assert not list(tmp_path.iterdir())
