"""Who may give which command, and what nobody may do twice."""

from collections.abc import Iterator

from services.reporter.process.page import Cell, Part, Prose, Table
from shared.process.command import Role
from shared.process.guard import Guard
from shared.process.policy import BODY_OF, POLICY
from shared.process.publishing import DEEDS
from shared.process.rules import BY_COMMAND
from shared.process.separation import SEPARATION

_ROLES = (
    "What does not stand here is refused. A role is not a body: the secretariat reports what bodies decided, from "
    "their minutes and letters, and a body's own people may report what is theirs."
)
_DUTIES = (
    "Asked before the rules of the Code are. Persons are told apart by the name or id under which they give commands; "
    "a Proposer is known by the name that the papers print."
)


def giving() -> Iterator[Part]:
    rows = tuple(_role(role, commands) for role, commands in POLICY.items())
    roles = Table("Roles", ("Role", "Acts as", "May give"), rows)
    yield Part("Who may give which command", (Prose(_ROLES), roles, Prose(_deeds())))
    duties = tuple(_duty(commands, guard) for commands, guard in SEPARATION)
    columns = ("Code", "What must hold", "Asked of")
    yield Part("Separation of duties", (Prose(_DUTIES), Table("Duties that are kept apart", columns, duties)))


def _deeds() -> str:
    """What is no command, and by whom it is done."""
    by_whom = "; ".join(f"`{deed}` by {_named(sorted(roles))}" for deed, roles in DEEDS.items())
    return f"What the reporter does for a person is no command, since the files of a paper go with it: {by_whom}."


def _role(role: Role, commands: frozenset[str]) -> tuple[Cell, ...]:
    missing = [command for command in BY_COMMAND if command not in commands]
    if not commands:
        may = "nothing"
    elif len(missing) < len(commands):
        may = f"all but {_named(missing)}" if missing else "all"
    else:
        may = _named([command for command in BY_COMMAND if command in commands])
    return (f"`{role}`",), (BODY_OF[role],), (may,)


def _duty(commands: frozenset[str], guard: Guard) -> tuple[Cell, ...]:
    return (f"`{guard.code}`",), (f"{guard.says} [{guard.sure}]",), (_named(sorted(commands)),)


def _named(commands: list[str]) -> str:
    return ", ".join(f"`{command}`" for command in commands)
