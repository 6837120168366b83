"""PURE. What each command may do, by phase. `RULES` is the whole of it."""

from collections.abc import Mapping

from shared.process.rule import Rule
from shared.process.rules import (
    assessment,
    consultation,
    correction,
    decision,
    define,
    meeting,
    paper,
    refine,
    release,
    report,
    standstill,
)

PHASES: Mapping[str, tuple[Rule, ...]] = {
    "define": define.RULES,
    "refine": refine.RULES,
    "assessment": assessment.RULES,
    "consultation": consultation.RULES,
    "report": report.RULES,
    "decision": decision.RULES,
    "standstill": standstill.RULES,
    "release": release.RULES,
    "meeting": meeting.RULES,
    "paper": paper.RULES,
    "correction": correction.RULES,
}

RULES: tuple[Rule, ...] = tuple(rule for rules in PHASES.values() for rule in rules)

BY_COMMAND: Mapping[str, Rule] = {rule.command: rule for rule in RULES}
