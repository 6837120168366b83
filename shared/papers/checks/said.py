"""Looking through what a paper says: by kind, by list, by proposal."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from shared.domain.reference import ModificationRef
from shared.papers.finding import Finding
from shared.papers.statement import Place, Statement

Statements = Sequence[Statement]
Check = Callable[[Statements], Iterable[Finding]]
"""What a paper says, in its order, to what is wrong with it. Knows no particular paper."""

SECTIONS = {
    "header": "the head",
    "purpose": "the purpose",
    "recommendations": "the recommendations",
    "summary": "section 1",
    "define": "section 2",
    "refine": "section 3",
    "opine": "section 4",
    "releases": "section 5",
}


def of_kind(statements: Statements, *kinds: str) -> list[Statement]:
    return [statement for statement in statements if statement.kind in kinds]


def one(statements: Statements, kind: str, subject: str | None = None) -> Statement | None:
    """The first of its kind, and of that subject where one is given."""
    found = (s for s in statements if s.kind == kind and subject in (None, s.subject))
    return next(found, None)


def by_subject(statements: Iterable[Statement]) -> Mapping[str, list[Statement]]:
    """Grouped by what they speak of, in the order of the paper."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[statement.subject].append(statement)
    return groups


def by_list(statements: Iterable[Statement]) -> Mapping[str, list[Statement]]:
    """The items of each list by its id, in the order of the paper."""
    lists: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if list_id := statement.values.get("list"):
            lists[str(list_id)].append(statement)
    return lists


def items(statements: Statements, list_id: str) -> list[Statement]:
    """The items of the list with that id."""
    return [statement for statement in statements if statement.values.get("list") == list_id]


def places(*statements: Statement | None) -> tuple[Place, ...]:
    """Where they stand, each place once, in the order of the paper."""
    found = {statement.place for statement in statements if statement and statement.place}
    return tuple(sorted(found, key=lambda place: place.line))


def label(statement: Statement) -> str:
    """What the paper calls the proposal there; its bare number where the sentence gives no name."""
    return str(statement.values.get("label") or ModificationRef.parse(statement.subject).label("MP"))


def day(statement: Statement, name: str = "on") -> date | None:
    text = statement.values.get(name)
    return date.fromisoformat(str(text)) if text else None


def whole(statement: Statement, name: str) -> int:
    """A value that is a number."""
    value = statement[name]
    if not isinstance(value, int):
        raise TypeError(f"{statement.kind} {name}: expected a whole number, found {value!r}")
    return value


def line(statement: Statement) -> str:
    return f"line {statement.place.line}" if statement.place else "the report"


def listed(words: Iterable[str]) -> str:
    """`MP080, MP084 and MP115`."""
    *first, last = list(words)
    return f"{', '.join(first)} and {last}" if first else last
