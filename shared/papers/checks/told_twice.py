"""What a proposal's own text says of its decisions, and what the lists say of them."""

from collections.abc import Iterator

from shared.papers.checks.said import SECTIONS, Statements, by_subject, day, label, of_kind, places
from shared.papers.finding import Finding
from shared.papers.statement import Statement
from shared.papers.words import printed

_VALUES = {"voted": ("on", "basis", "result"), "determined": ("on", "outcome"), "implemented": ("on",)}
_VERBS = {"voted": "the vote", "determined": "the determination", "implemented": "the implementation"}


def told_twice_alike(statements: Statements) -> Iterator[Finding]:
    listed = by_subject(s for s in of_kind(statements, *_VALUES) if s["list"])
    in_its_own_text = [s for s in of_kind(statements, *_VALUES) if s["list"] is None]
    for statement in in_its_own_text:
        others = [s for s in listed.get(statement.subject, ()) if s.kind == statement.kind]
        if others and not any(_alike(statement, other) for other in others):
            yield Finding(
                "told-twice-alike",
                f"{label(others[0])}: {_VERBS[statement.kind]} is {_said(statement)} in {SECTIONS[statement.section]}, "
                f"and {_said(others[0])} in {SECTIONS[others[0].section]}",
                places(statement, *others),
                "give the same day and outcome in both",
                (statement.subject,),
            )


def _alike(one: Statement, other: Statement) -> bool:
    return all(one[name] == other[name] for name in _VALUES[one.kind])


def _said(statement: Statement) -> str:
    on = day(statement)
    outcome = statement.values.get("outcome") or statement.values.get("result")
    return (f"{str(outcome).replace('_', ' ')}, " if outcome else "") + (printed(on) if on else "without a day")
