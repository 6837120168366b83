"""PURE. What was found before a paper goes out: each is mended, or accepted with a reason that the paper prints."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from services.reporter.glance import doubts
from services.reporter.report import Issue, Report
from shared.domain.facts import AcceptedFinding
from shared.papers.finding import Finding


def not_accepted(findings: Iterable[Finding], reasons: Mapping[str, str]) -> tuple[Finding, ...]:
    """Those for whose rule there is no reason."""
    return tuple(finding for finding in findings if finding.rule not in reasons)


def reasons_for_nothing(findings: Iterable[Finding], reasons: Mapping[str, str]) -> tuple[str, ...]:
    """The rules that are accepted and found nothing: whoever gave them means something else."""
    found = {finding.rule for finding in findings}
    return tuple(rule for rule in reasons if rule not in found)


def accepted(findings: Iterable[Finding], reasons: Mapping[str, str]) -> tuple[AcceptedFinding, ...]:
    """As the fact has them, in their order; what is found twice in the same words stands once."""
    told = dict.fromkeys((finding.rule, finding.message) for finding in findings)
    return tuple(AcceptedFinding(rule=rule, message=message, reason=reasons[rule]) for rule, message in told)


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
