"""Facts that cannot be projected, each of another kind, and folds that cannot be relied on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import psycopg

from shared.domain.codec import encode
from shared.readmodels import READ_MODELS, REGISTER
from shared.readmodels.readmodel import ReadModel
from tests.given import entries

RAISES, NEVER_RETURNS = "K", "L"
"""How streams end over which a fold of the register fails, from their second fact on."""


@dataclass(frozen=True, slots=True)
class Poison:
    """What stands in the log as the second fact of a stream, and what is said of it when it is parked."""

    ends: str
    reason: str
    topic: str = "AssessmentAccepted/1"
    spoil: Callable[[bytes], bytes] = bytes

    def stream(self, turn: int) -> str:
        """Another one in each turn."""
        return f"{turn}{self.ends}"


POISONS: Mapping[str, Poison] = {
    "bad JSON": Poison("A", "expected JSON, found EOF while parsing", spoil=lambda value: value[:-1]),
    "a wrong version": Poison("B", "AssessmentAccepted/99 is no fact that", topic="AssessmentAccepted/99"),
    "an unknown type": Poison("C", "AssessmentDreamt/1 is no fact that", topic="AssessmentDreamt/1"),
    "a huge one": Poison("D", "are too many for one fact", spoil=lambda value: value + b" " * 2_000_000),
    "NUL": Poison("E", "NUL", spoil=lambda value: value.replace(b"given", b"giv\\u0000en")),
    "a lone surrogate": Poison(
        "F",
        "expected JSON, found unexpected end of hex escape",
        spoil=lambda value: value.replace(b"given", b"giv\\ud800en"),
    ),
    "NaN": Poison(
        "G", "data.target_wd: found nan, expected a whole number", spoil=lambda value: value.replace(b":15", b":NaN")
    ),
    "the year 9999": Poison("H", "9999", spoil=lambda value: value.replace(b'"2020-03-26"', b'"9999-12-31"')),
    "deep nesting": Poison("I", "expected JSON, found recursion limit exceeded", spoil=lambda value: b"[" * 200_000),
    "a fold that raises": Poison(RAISES, "ZeroDivisionError: days of nothing"),
    "a fold that never returns": Poison(NEVER_RETURNS, "was not folded within 0.1 s of processor time"),
}


def told_of(stream: str) -> list[bytes]:
    """The three facts of a stream, as they should be."""
    facts = entries(f"""
    2020-03-02  MP{stream}  ProposalNamed  label=MP{stream} title=Meters
    2020-03-26  MP{stream}  AssessmentAccepted  PA 1  target_wd=15
    2020-03-30  MP{stream}  ProposalWithdrawn
    """)
    return [encode(fact) for fact in facts]


def insert(url: str, poison: Poison, turn: int) -> int:
    """The three facts of its stream, the second spoilt, past every check; the position of that one."""
    stream = poison.stream(turn)
    named, accepted, withdrawn = told_of(stream)
    lines = [("ProposalNamed/1", named), (poison.topic, poison.spoil(accepted)), ("ProposalWithdrawn/1", withdrawn)]
    with psycopg.connect(url) as connection:
        places = [
            connection.execute(
                """
                INSERT INTO eventlog.facts (originator_id, originator_version, topic, state, known_at, latest_known_at)
                VALUES (%s, %s, %s, %s, '2020-06-12', '2020-06-12')
                RETURNING notification_id
                """,
                (stream, version, topic, value),
            ).fetchone()
            for version, (topic, value) in enumerate(lines, 1)
        ]
    assert places[1] is not None
    return int(places[1][0])


def put_right(url: str, streams: Iterable[str]) -> None:
    """What the owner of the database may do, and nobody else: the bytes as they should have been."""
    with psycopg.connect(url) as owner:
        owner.execute("ALTER TABLE eventlog.facts DISABLE TRIGGER facts_are_kept")
        for stream in streams:
            owner.execute(
                """
                UPDATE eventlog.facts
                SET topic = 'AssessmentAccepted/1', state = %s
                WHERE originator_id = %s AND originator_version = 2
                """,
                (told_of(stream)[1], stream),
            )
        owner.execute("ALTER TABLE eventlog.facts ENABLE ALWAYS TRIGGER facts_are_kept")


def unreliable_models() -> tuple[ReadModel[Any], ...]:
    """The read models, but that the register's fold fails over two streams."""

    def fold(history: Any) -> Mapping[str, Any]:
        if history[0].stream.endswith(RAISES) and len(history) > 1:
            raise ZeroDivisionError("days of nothing")
        while history[0].stream.endswith(NEVER_RETURNS) and len(history) > 1:
            pass
        return REGISTER.fold(history)

    unreliable = replace(REGISTER, fold=fold, extend=None)
    return tuple(unreliable if model is REGISTER else model for model in READ_MODELS)
