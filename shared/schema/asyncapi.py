"""The topics as an AsyncAPI 3.0 document: what is on them, by which key, with which headers.

Sources: AsyncAPI 3.0.0; its Kafka bindings 0.5.0. The schemas use nothing in which draft 7 and 2020-12 differ.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.domain.facts import (
    FACTS,
    AnyFact,
    DccTicketRevisionObserved,
    QuarantineArchived,
    QuarantineDiscarded,
    QuarantineExported,
    QuarantineReplayed,
    ReportIssued,
    ReportRestated,
    TicketQuarantined,
)
from shared.schema.fact import fact_shape
from shared.schema.meanings import in_one_line
from shared.schema.refs import ANY, EXAMPLES
from shared.schema.shape import Schema, moved, together
from shared.transport.kafka.headers import THE_SAME_IN_ALL
from shared.transport.topics import CHANGE_EVENTS, QUARANTINE, SNAPSHOTS, TICKET_REVISIONS, Topic

Document = dict[str, Any]

OF_THE_QUARANTINE: tuple[type[AnyFact], ...] = (
    TicketQuarantined,
    QuarantineReplayed,
    QuarantineDiscarded,
    QuarantineArchived,
    QuarantineExported,
)

_SCHEMAS, _MESSAGES, _TRAIT = (
    "#/components/schemas/",
    "#/components/messages/",
    "#/components/messageTraits/carriedFact",
)
_BINDING = "0.5.0"
_STREAM: Schema = {
    "type": "string",
    "pattern": ANY,
    "description": "The stream: a modification with its assessments, a meeting, a release, a paper, a feed.",
    "examples": ["122", "102B", *EXAMPLES["meeting"]],
}
_NUMBER: Schema = {"type": "string", "pattern": "^[0-9]{1,19}$"}
_HEADERS: Mapping[str, Schema] = {
    **{name: {"type": "string", "const": value.decode()} for name, value in THE_SAME_IN_ALL},
    "ce_type": {"type": "string", "description": "The fact's name and version."},
    "ce_subject": _STREAM,
    "ce_id": {"type": "string", "pattern": "^.+#[1-9][0-9]*$", "description": "The fact's id: stream and version."},
    "ce_time": {"type": "string", "format": "date-time", "description": "When the log took it."},
    "position": _NUMBER | {"description": "Its place in the log."},
    "previous-position": _NUMBER
    | {"description": "The position of the record before it in its partition: what lies between is not there."},
}


def asyncapi(version: str) -> Document:
    """The document of all topics that there are; `version` is the program's."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "secchange",
            "version": version,
            "description": "The change process of the Smart Energy Code, as facts. The log is the only truth: each "
            "topic can be filled again from it.",
        },
        "defaultContentType": "application/json",
        "channels": {
            "changeEvents": _channel(
                CHANGE_EVENTS,
                "Facts",
                "Every fact of the log, once or more, in the order of the log within each partition.",
                FACTS,
            ),
            "ticketRevisions": _channel(
                TICKET_REVISIONS,
                "Revisions of tickets",
                "Every revision of every ticket, once or more; of one ticket in the order in which they came.",
                (DccTicketRevisionObserved,),
            ),
            "quarantine": _channel(
                QUARANTINE,
                "Quarantine",
                "What of the feed was set aside, with its reason, and what was done about it; once or more, in order.",
                OF_THE_QUARANTINE,
            ),
            "snapshots": _channel(
                SNAPSHOTS,
                "Papers that are out",
                "Each paper as it was issued or restated, with the SHA-256 of each format; once or more, in order.",
                (ReportIssued, ReportRestated),
            ),
        },
        "operations": _operations(),
        "components": {
            "messages": {_key(fact): _message(fact) for fact in FACTS},
            "messageTraits": {"carriedFact": _trait()},
            "schemas": {
                "Headers": {"type": "object", "properties": dict(_HEADERS), "required": list(_HEADERS)},
                **moved(together({fact.__name__: fact_shape(fact) for fact in FACTS}), _SCHEMAS),
            },
        },
    }


def _channel(topic: Topic, title: str, description: str, facts: Iterable[type[AnyFact]]) -> Document:
    return {
        "address": topic.name,
        "title": title,
        "description": description,
        "messages": {_key(fact): {"$ref": f"{_MESSAGES}{_key(fact)}"} for fact in facts},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partition_count,
                "topicConfiguration": {name: _setting(name, value) for name, value in topic.settings.items()},
                "bindingVersion": _BINDING,
            }
        },
    }


def _setting(name: str, value: str) -> object:
    """As the binding has it: a policy is a list, numbers and truths are no texts."""
    if name == "cleanup.policy":
        return value.split(",")
    if value in ("true", "false"):
        return value == "true"
    return int(value) if value.isdigit() else value


def _operations() -> Document:
    names = "changeEvents", "ticketRevisions", "quarantine", "snapshots"
    channel, tickets, quarantine, snapshots = ({"$ref": f"#/channels/{name}"} for name in names)
    return {
        "relayFacts": {
            "action": "send",
            "channel": channel,
            "summary": "`secchange ingest` carries the log to the topic, one relay at a time.",
        },
        "projectFacts": {
            "action": "receive",
            "channel": channel,
            "summary": "`secchange projector` makes rows of the facts; what repeats is dropped, a gap is filled from "
            "the log.",
        },
        "relayTickets": {
            "action": "send",
            "channel": tickets,
            "summary": "`secchange feed work` carries the revisions of tickets to their topic.",
        },
        "followTickets": {
            "action": "receive",
            "channel": tickets,
            "summary": "`secchange feed work` gives the facts of the assessments of which tickets tell, once.",
        },
        "relayQuarantine": {
            "action": "send",
            "channel": quarantine,
            "summary": "`secchange feed work` carries what was set aside, for whoever looks after it.",
        },
        "relayPapers": {
            "action": "send",
            "channel": snapshots,
            "summary": "`secchange feed work` carries which papers are out, for whoever keeps or checks them.",
        },
    }


def _message(fact: type[AnyFact]) -> Document:
    return {
        "name": fact.topic(),
        "title": fact.__name__,
        "summary": in_one_line(fact),
        "contentType": "application/json",
        "headers": {
            "type": "object",
            "allOf": [{"$ref": f"{_SCHEMAS}Headers"}],
            "properties": {"ce_type": {"const": fact.topic()}},
        },
        "payload": {"$ref": f"{_SCHEMAS}{fact.__name__}"},
        "traits": [{"$ref": _TRAIT}],
    }


def _trait() -> Document:
    return {
        "description": "CloudEvents 1.0 in binary mode: the value is the fact's JSON as the log holds it.",
        "bindings": {"kafka": {"key": _STREAM, "bindingVersion": _BINDING}},
    }


def _key(fact: type[AnyFact]) -> str:
    """What tells a message within the document, where no `/` may stand."""
    return fact.topic().replace("/", ".")
