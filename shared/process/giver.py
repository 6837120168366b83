"""Who gives a command, from what was told of it."""

from typing import get_args

from shared.process.command import Giver, Role

LONGEST_PERSON = 200


class NotAGiver(ValueError):
    """Nobody is told, or in no role. The message says what was expected."""


def giver(person: str | None, role: str) -> Giver:
    """The person in the role. Raises NotAGiver."""
    name = (person or "").strip()
    if not name:
        raise NotAGiver("who gives it is not told: expected a person's name or id")
    if len(name) > LONGEST_PERSON or not name.isprintable():
        raise NotAGiver(
            f"who gives it is told in more than {LONGEST_PERSON} characters, or some that cannot be printed"
        )
    for known in get_args(Role):
        if role == known:
            return Giver(name, known)
    raise NotAGiver(f"{role!r} is no role: expected one of {', '.join(get_args(Role))}")
