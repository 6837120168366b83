"""All facts and commands, by name."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Literal, NamedTuple

from shared.domain.facts import FACTS
from shared.domain.streams import StreamKind
from shared.process.rules import RULES
from shared.schema.command import command_schema, commands_schema
from shared.schema.fact import fact_schema, facts_schema
from shared.schema.meanings import in_one_line
from shared.schema.report import report_schema
from shared.schema.shape import Schema
from shared.schema.ticket import ticket_schema


class Named(NamedTuple):
    """A fact or a command: the kind of stream that it belongs to (None for any), and what it means."""

    name: str
    what: Literal["fact", "command"]
    of: StreamKind | None
    means: str


class UnknownSchema(LookupError):
    """There is no fact and no command of that name. The message suggests near ones."""


CATALOGUE: tuple[Named, ...] = (
    *(Named(fact.__name__, "fact", fact.BELONGS_TO, in_one_line(fact)) for fact in FACTS),
    *(Named(rule.command, "command", rule.of, rule.means) for rule in RULES),
)

_SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "facts": facts_schema,
    "commands": commands_schema,
    "ticket": ticket_schema,
    "report": report_schema,
    **{fact.__name__: partial(fact_schema, fact) for fact in FACTS},
    **{rule.command: partial(command_schema, rule) for rule in RULES},
}


def schema_of(name: str) -> Schema:
    """Of one fact or command; of all of them where `name` is `facts` or `commands`; of a `ticket` of the feed;
    of a `report` as JSON.

    Raises UnknownSchema.
    """
    if name not in _SCHEMAS:
        raise UnknownSchema(f"{name!r} is no fact and no command: {_suggestion(name)}")
    return _SCHEMAS[name]()


def _suggestion(name: str) -> str:
    by_small = {known.lower(): known for known in _SCHEMAS}
    near = [by_small[each] for each in get_close_matches(name.lower(), by_small, n=3)]
    return f"near ones are {', '.join(near)}" if near else "`secchange schema list` tells them all"
