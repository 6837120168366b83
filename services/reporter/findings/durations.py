"""PURE. Durations that a source states, where their days say otherwise or nothing."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.durations import Duration, completed_assessments, open_assessments
from services.reporter.figures.assessments import Group, groups
from services.reporter.figures.means import mean
from services.reporter.report import Report
from services.reporter.view import View
from shared.papers.finding import Finding


def durations_unlike_their_days(view: View, report: Report) -> Iterator[Finding]:
    """Of completed assessments, a finding for each kind, with the mean that their days would make.

    Papers print no acceptance beside a completed assessment: the facts alone can tell. Of open ones, papers tell.
    """
    for group in groups(view):
        if group.is_open:
            continue
        unlike = tuple(taken for taken in group.durations if taken.differs)
        if unlike:
            yield Finding(
                rule="duration-unlike-its-days",
                message=f"{_each(unlike)}. {_mean(view, group)}",
                mend="ask the DCC whether the clock was stopped, and record the stops.",
                subjects=(*(taken.row.stream for taken in unlike), f"{group.name}.mean_wd"),
            )


def _each(durations: tuple[Duration, ...]) -> str:
    return words.in_a_row(
        tuple(
            f"{taken.label} {taken.row.kind} is stated as {taken.stated_wd} WD; its dates make it {taken.counted_wd}"
            for taken in durations
        )
    )


def _mean(view: View, group: Group) -> str:
    counted = [taken.counted_wd if taken.counted_wd is not None else taken.printed_wd for taken in group.durations]
    would = mean([value for value in counted if value is not None])
    which = f"the {group.words} to {words.day(view.cut.stats_to)}"
    return f"Counted, the average of {which} would be {would} WD, not {mean(group.values)}."


def durations_not_to_be_counted(view: View, report: Report) -> Iterator[Finding]:
    """Those that are carried because no source dates the acceptance; one finding for all of them."""
    printed = (*open_assessments(view), *completed_assessments(view))
    carried = [taken for taken in printed if taken.counted_wd is None and taken.stated_wd is not None]
    if carried:
        number = words.counted(len(carried), "duration")
        yield Finding(
            rule="duration-carried",
            message=f"{words.capital(number)} {words.is_are(len(carried))} carried as stated: no source dates the "
            "acceptance, so nothing can be counted.",
            mend="record when the DCC accepted them.",
            subjects=tuple(dict.fromkeys(taken.row.stream for taken in carried)),
        )
