"""The process as a table: every move that some command makes, from where to where. Pages and tests read it."""

from typing import NamedTuple

from shared.process.rule import Place, Rule, Subject
from shared.process.rules import RULES


class Transition(NamedTuple):
    """One move of one rule."""

    subject: Subject
    source: Place
    target: Place
    when: str
    rule: Rule


TRANSITIONS: tuple[Transition, ...] = tuple(
    Transition(rule.subject, move.source, move.target, move.when, rule) for rule in RULES for move in rule.moves
)
