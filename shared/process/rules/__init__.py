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

RULES: tuple[Rule, ...] = (
    *define.RULES,
    *refine.RULES,
    *assessment.RULES,
    *consultation.RULES,
    *report.RULES,
    *decision.RULES,
    *standstill.RULES,
    *release.RULES,
    *meeting.RULES,
    *paper.RULES,
    *correction.RULES,
)

BY_COMMAND: Mapping[str, Rule] = {rule.command: rule for rule in RULES}
