"""PURE. View -> Report: the head, the sections in order, the figures, what a reader should see first, the findings.

`RULESETS` has each version of the rules that a paper was ever issued by. To change which facts make which lines or
figures, keep the old as it is, under its version, and add the new.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from services.reporter import words
from services.reporter.commentary import with_commentary
from services.reporter.cut import UnknownVersion, paper_of
from services.reporter.diary.made import diary
from services.reporter.figures import figures_of
from services.reporter.findings import findings_of
from services.reporter.glance import glance
from services.reporter.later import Later
from services.reporter.report import Line, Report
from services.reporter.sections import SECTIONS
from services.reporter.tables import tables_of
from services.reporter.view import View
from shared.papers.statement import Statement, say
from shared.readmodels.papers import Plan

_POLICY = (
    "This document is classified as **{word}** in accordance with the Panel Information Policy. Information can be "
    "shared with the public, and any members may publish the information, subject to copyright."
)
_CLASSIFIED = "This document is classified as **{word}** in accordance with the Panel Information Policy."
TITLE = "Change Status Report"


def assemble(view: View) -> Report:
    """By the rules of the version that the cut names: the same view gives the same report. Raises UnknownVersion."""
    if view.cut.rules not in RULESETS:
        raise UnknownVersion("set of rules", view.cut.rules, RULESETS)
    return RULESETS[view.cut.rules](view)


def _by_rules_1(view: View) -> Report:
    paper = paper_of(view.cut.month, view)
    plan = paper.plan if paper else None
    sections = tuple(with_commentary(section(view), paper) for section in SECTIONS)
    draft = Report(
        cut=view.cut,
        header=plan.head if plan else None,
        glance=(),
        sections=sections,
        figures=figures_of(view),
        head=head(view, plan),
        tables=Later(lambda: tables_of(view)),
        diary=Later(lambda: diary(view)),
    )
    whole = replace(draft, findings=findings_of(view, draft))
    return replace(whole, glance=glance(view, whole))


def head(view: View, plan: Plan | None) -> tuple[Line, ...]:
    """Classification, reference and action where a paper is planned; the title always, and last."""
    return (*(_planned(plan) if plan else ()), _title(view))


def _planned(plan: Plan) -> tuple[Line, ...]:
    told, of = plan.told.evidence, plan.head
    policy = _POLICY if of.classification.casefold() == "white" else _CLASSIFIED
    lines: tuple[tuple[str, Statement], ...] = (
        (policy.format(word=of.classification), say("header", "classification", "paper", word=of.classification)),
        (f"**Paper Reference:** {of.paper_ref}", say("header", "paper_reference", "paper", ref=of.paper_ref)),
        (f"**Action:** {of.action}", say("header", "action", "paper", text=of.action)),
    )
    return tuple(Line(text, told, (says,)) for text, says in lines)


def _title(view: View) -> Line:
    month = view.cut.month
    says = say("header", "paper_title", "paper", text=TITLE, month=str(month))
    return Line(f"{TITLE} – {words.month(month)}", (), (says,))


RULESETS: Mapping[str, Callable[[View], Report]] = {"rules/1": _by_rules_1}
"""By version."""
