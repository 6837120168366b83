"""Why a command is not carried out: a value, with the rule by name and clause, and what would be allowed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """`code` is stable; `message` says what was found and what was expected; `allowed` are commands that fit now."""

    code: str
    message: str
    clause: str
    allowed: tuple[str, ...] = ()

    def __str__(self) -> str:
        hint = f" Allowed now: {', '.join(self.allowed)}." if self.allowed else ""
        return f"{self.code}: {self.message} ({self.clause}).{hint}"
