"""How findings speak of days, and of what they are days of."""

from shared.papers.checks.said import day, label, places
from shared.papers.finding import Finding
from shared.papers.statement import Statement
from shared.papers.words import printed

_BODIES = {
    "working_group": "the Working Group meeting",
    "change_board": "the Change Board meeting",
    "csc": "the Change Sub-Committee's decision",
    "panel": "the Panel meeting",
}


def what(statement: Statement) -> str:
    if "body" in statement.values:
        return _BODIES[str(statement["body"])]
    if statement.subject.startswith("release/"):
        return f"the release {statement.subject.removeprefix('release/')}"
    return label(statement)


def about_days(rule: str, message: str, statements: tuple[Statement | None, ...], mend: str) -> Finding:
    subjects = tuple(dict.fromkeys(s.subject for s in statements if s and s.kind not in ("issued", "window")))
    return Finding(rule, message, places(*statements), mend, subjects)


def on(statement: Statement) -> str:
    """Its day as printed."""
    day_of_it = day(statement)
    return printed(day_of_it) if day_of_it else "a day not given"
