"""PURE. What was found before a paper goes out: each is mended, or accepted with a reason that the paper prints.

A reason is given for a rule, and so for all that it finds; or for `RULE@SUBJECT`, and so for what it finds of that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from services.reporter.glance import doubts
from services.reporter.report import Issue, Report
from shared.domain.facts import AcceptedFinding
from shared.papers.finding import Finding


def not_accepted(findings: Iterable[Finding], reasons: Mapping[str, str]) -> tuple[Finding, ...]:
    """Those for which there is no reason."""
    return tuple(finding for finding in findings if not _reasons_of(finding, reasons))


def reasons_for_nothing(findings: Iterable[Finding], reasons: Mapping[str, str]) -> tuple[str, ...]:
    """What is accepted and was not found: whoever gave it means something else."""
    found = {name for finding in findings for name in _names(finding)}
    return tuple(name for name in reasons if name not in found)


def accepted(findings: Iterable[Finding], reasons: Mapping[str, str]) -> tuple[AcceptedFinding, ...]:
    """As the fact has them, in their order; what is found twice in the same words stands once."""
    told: dict[tuple[str, str], str] = {}
    for finding in findings:
        told.setdefault((finding.rule, finding.message), _reasons_of(finding, reasons)[0])
    return tuple(AcceptedFinding(rule=rule, message=message, reason=why) for (rule, message), why in told.items())


def _reasons_of(finding: Finding, reasons: Mapping[str, str]) -> list[str]:
    """Those that hold for it, what was said of it alone first."""
    return [reasons[name] for name in _names(finding) if name in reasons]


def _names(finding: Finding) -> tuple[str, ...]:
    """By which a reason may be given for it, from the narrowest on."""
    return (*(f"{finding.rule}@{subject}" for subject in finding.subjects), finding.rule)


def with_issue(report: Report, issue: Issue) -> Report:
    """The report as it goes out: each finding with its reason, and with them those that no check of it makes."""
    reasons = {(each.rule, each.message): each.reason for each in issue.accepted}
    known = tuple(replace(each, accepted=reasons.get((each.rule, each.message))) for each in report.findings)
    others = _beside(known, issue.accepted)
    whole = replace(report, findings=(*known, *others), issue=issue)
    return replace(whole, glance=(*report.glance[:-1], doubts(whole)))


def _beside(known: Sequence[Finding], accepted: Iterable[AcceptedFinding]) -> tuple[Finding, ...]:
    """What was found outside the paper: in the feed behind it."""
    told = {(finding.rule, finding.message) for finding in known}
    outside = (each for each in accepted if (each.rule, each.message) not in told)
    return tuple(Finding(each.rule, each.message, accepted=each.reason) for each in outside)
