"""Commands by the names that people type: `RaiseProposal`, `raise-proposal`; near ones where there is none."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from shared.process.rule import Rule
from shared.process.rules import RULES


class UnknownCommand(LookupError):
    """No command is called so. The message names near ones."""


def kebab(command: str) -> str:
    """`RaiseProposal` as `raise-proposal`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", command).lower()


def named(text: str) -> Rule:
    """The rule of the command that any spelling of its name means. Raises UnknownCommand."""
    if rule := _BY_PLAIN.get(_plain(text)):
        return rule
    near = [_BY_PLAIN[name].command for name in get_close_matches(_plain(text), _BY_PLAIN, n=3)]
    hint = f"near ones: {', '.join(near)}" if near else "`secchange command --list` tells them all"
    raise UnknownCommand(f"{text!r} is no command; {hint}")


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]", "", text).lower()


_BY_PLAIN: Mapping[str, Rule] = {_plain(rule.command): rule for rule in RULES}
