"""A command as JSON: the fields of its fact, flat, beside those that all commands have."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from shared.domain.entry import EARLIEST
from shared.domain.facts import (
    AgendaItem,
    AgendaPublished,
    DependencyRecorded,
    Fact,
    MeetingHeld,
    ProposalPutOnHold,
    ProposalsMerged,
)
from shared.domain.reasons import first_reason
from shared.domain.reference import ModificationRef, NotAReference
from shared.domain.streams import NotAStream, kind_of, resolve
from shared.domain.vocabulary import AssessmentKind
from shared.process.command import Command
from shared.process.rule import Rule
from shared.process.rules import BY_COMMAND

LARGEST_COMMAND_BYTES = 128 * 1024
LONGEST_TEXT = 200

NAMES_MODIFICATIONS: Mapping[type[Fact], str] = {
    DependencyRecorded: "depends_on",
    ProposalsMerged: "into",
    ProposalPutOnHold: "awaiting",
    AgendaPublished: "items",
    MeetingHeld: "considered",
}
"""The field of a fact that holds the streams of modifications; whoever gives the command may spell them in any way."""


class NotACommand(ValueError):
    """The value is no command. The message says why, in one line."""


class NotJson(NotACommand):
    """The bytes are no JSON that could be a command of any name."""


class Envelope(BaseModel):
    """What every command has beside the fields of its fact.

    `ref`: any spelling of a modification, or the id of another stream. `on`: the day in the process, Europe/London.
    `evidence`: where anyone can look: minutes, a letter, a paper. `expected_version`: refuse if the stream has moved
    on from there. `correlation_id`: the caller's own, carried through.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    ref: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    on: Annotated[date, Field(ge=EARLIEST)]
    evidence: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    expected_version: Annotated[int, Field(ge=0, le=2**31)] | None = None
    correlation_id: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)] | None = None


class OfAnAssessment(Envelope):
    """As all commands; `n` is the next one for a request, and the last one for all else, where it is left out."""

    kind: AssessmentKind
    n: Annotated[int, Field(ge=1, le=999)] | None = None


@cache
def model_of(command: str) -> type[Envelope]:
    """The shape of the command's JSON. Raises KeyError for no command."""
    rule = BY_COMMAND[command]
    fields = {name: (field.annotation, field) for name, field in _own_fields(rule).items()}
    base = OfAnAssessment if rule.fact.OF_AN_ASSESSMENT else Envelope
    make: Any = create_model
    model: type[Envelope] = make(rule.command, __base__=base, __doc__=rule.means, **fields)
    return model


def _shape(rule: Rule) -> type[Fact]:
    return rule.asks or rule.fact


def _own_fields(rule: Rule) -> dict[str, Any]:
    return {name: field for name, field in _shape(rule).model_fields.items() if name not in rule.works_out}


def read(command: str, body: bytes) -> tuple[Command, Envelope]:
    """The command of that name from its JSON, and its envelope. Raises NotACommand."""
    if command not in BY_COMMAND:
        raise NotACommand(f"{command!r} is no command: `secchange command --list` tells them all")
    fields_of(body)
    try:
        asked = model_of(command).model_validate_json(body)
    except ValidationError as error:
        raise NotACommand(first_reason(error)) from None
    except RecursionError:
        raise NotACommand("it is nested too deeply for a command") from None
    return _command(BY_COMMAND[command], asked), asked


def fields_of(body: bytes) -> dict[str, Any]:
    """The JSON of a command as a plain object, whatever its fields. Raises NotACommand."""
    if len(body) > LARGEST_COMMAND_BYTES:
        raise NotACommand(f"{len(body)} bytes are too many for a command: expected at most {LARGEST_COMMAND_BYTES}")
    if b"\0" in body or b"\\u0000" in body:
        raise NotJson("it holds the character NUL, which no text of a fact may hold")
    found = _with_names_once(body)
    if not isinstance(found, dict):
        raise NotACommand("expected an object, with the fields of the command")
    return found


def _command(rule: Rule, asked: Envelope) -> Command:
    try:
        stream = resolve(asked.ref)
    except (NotAStream, NotAReference) as error:
        raise NotACommand(f"ref: {error}") from None
    if rule.of is not None and kind_of(stream) != rule.of:
        raise NotACommand(f"ref: {rule.command} is for a {rule.of}; {asked.ref!r} is a {kind_of(stream)}")
    told = {name: getattr(asked, name) for name in _own_fields(rule)}
    if named := NAMES_MODIFICATIONS.get(_shape(rule)):
        told[named] = _with_streams(named, told[named])
    fact = _shape(rule).model_validate(told)
    kind, n = getattr(asked, "kind", None), getattr(asked, "n", None)
    return (
        Command(rule.command, stream, asked.on, fact, kind, n)
        if rule.fact.OF_AN_ASSESSMENT
        else Command(rule.command, stream, asked.on, fact)
    )


def _with_streams(name: str, value: Any) -> Any:
    """The streams of the modifications that the value of the field names, by whatever spelling."""
    match value:
        case str():
            return _modification(name, value)
        case AgendaItem():
            return value.model_copy(update={"stream": _modification(name, value.stream)})
        case tuple():
            return tuple(_with_streams(name, each) for each in value)
        case _:
            return value


def _modification(name: str, ref: str) -> str:
    try:
        return ModificationRef.parse(ref).stream
    except NotAReference as error:
        raise NotACommand(f"{name}: {error}") from None


def _with_names_once(body: bytes) -> Any:
    """No name twice in one object: whoever wrote it may mean either."""
    try:
        return json.loads(body.decode(), object_pairs_hook=_each_once)
    except NotACommand:
        raise
    except RecursionError:
        raise NotJson("it is nested too deeply for a command") from None
    except UnicodeDecodeError as error:
        raise NotJson(f"it is not UTF-8 (byte {error.start})") from None
    except ValueError as error:
        raise NotJson(f"it is not JSON: {error}") from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise NotJson(f"{next(name for name in names if names.count(name) > 1)!r} stands twice in one object")
    return found
