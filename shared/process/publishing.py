"""What the reporter does for a person: build a paper, issue it, restate it. No commands, since files go with them.

They are asked what commands are asked: whether the role may, and whether one person would do what two must.
"""

from collections.abc import Mapping

from shared.process.command import Role
from shared.process.guard import Case
from shared.process.refusal import Refusal
from shared.process.separation import separated

_PUBLISHERS: frozenset[Role] = frozenset({"secretariat", "publisher"})

DEEDS: Mapping[str, frozenset[Role]] = {
    "BuildReport": _PUBLISHERS,
    "IssueReport": _PUBLISHERS,
    "RestateReport": _PUBLISHERS,
}
"""Which roles may; what is not in this table is refused."""


def refused(case: Case) -> Refusal | None:
    """Why the deed is not done; None where nothing stands against it. Its facts are those that it would lead to."""
    deed, giver = case.command.name, case.giver
    if giver.role not in DEEDS.get(deed, frozenset()):
        return Refusal("role_may_not", f"{giver.role} does not give {deed}", "policy")
    if mixed := separated(case):
        return Refusal(mixed[0].code, mixed[1], mixed[0].clause)
    return None
