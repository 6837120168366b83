"""The conditions, each once."""

from collections.abc import Iterator

from services.reporter.process.page import Cell, Part, Prose, Table
from shared.process.guard import Guard
from shared.process.rules import RULES

_READ = "A refusal names its reason by the code. One code may stand for the same condition on different things."


def guards() -> Iterator[Part]:
    found = tuple({id(guard): guard for rule in RULES for guard in rule.guards}.values())
    rows = tuple(_row(guard) for guard in sorted(found, key=lambda guard: (guard.code, guard.says)))
    columns = ("Code", "What must hold", "Clause", "Asked of")
    yield Part("The conditions", (Prose(_READ), Table("Conditions", columns, rows)))


def _row(guard: Guard) -> tuple[Cell, ...]:
    asked = ", ".join(f"`{rule.command}`" for rule in RULES if guard in rule.guards)
    return (f"`{guard.code}`",), (guard.says,), (f"{guard.clause} [{guard.sure}]",), (asked,)
