"""PURE. Whether anyone planned the paper, and whether all that was written for it is printed."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.cut import paper_of
from services.reporter.report import Report
from services.reporter.view import View
from shared.papers.finding import Finding


def paper_not_planned(view: View, report: Report) -> Iterator[Finding]:
    paper = paper_of(view.cut.month, view)
    if paper is None or paper.plan is None:
        news = view.cut.news
        yield Finding(
            rule="paper-not-planned",
            message=f"No paper of {words.month(view.cut.month)} is planned, so it has no reference, author or day; its "
            f"news are those from {words.day(news.first)} to {words.day(news.last)} by rule.",
            mend="record PaperPlanned for it.",
            subjects=(f"paper/{view.cut.month}",),
        )


def commentary_without_a_place(view: View, report: Report) -> Iterator[Finding]:
    """The analyst's words for a section that no paper has."""
    paper, sections = paper_of(view.cut.month, view), {section.id for section in report.sections}
    for written in paper.commentary if paper else ():
        if written.section not in sections:
            yield Finding(
                rule="commentary-without-a-place",
                message=f"What was written for the section {written.section!r} is not printed: there is no such "
                "section.",
                mend=f"correct it to one of {', '.join(section.id for section in report.sections)}.",
                subjects=(f"paper/{view.cut.month}", *written.evidence),
            )
