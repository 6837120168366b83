"""PURE. What a member of the Panel should see first: what is asked, what is late, what changed, what is in doubt."""

from collections.abc import Iterator

from services.reporter import words
from services.reporter.durations import Duration, open_assessments
from services.reporter.figures.assessments import evidence
from services.reporter.figures.stages import COUNTED, in_stage, number_in
from services.reporter.panel import presented
from services.reporter.report import Line, Report
from services.reporter.sections.recommendations import ABOUT, VERB
from services.reporter.together import together
from services.reporter.view import View


def glance(view: View, report: Report) -> tuple[Line, ...]:
    return (*seen_first(view), doubts(report))


def seen_first(view: View) -> tuple[Line, ...]:
    """What rests on rows alone."""
    return (_asked(view), _late(view), *_changes(view))


def _asked(view: View) -> Line:
    refinement, report_phase = presented(view, "refinement"), presented(view, "report_phase")
    parts = (
        *((f"{words.counted(len(refinement), 'Draft Proposal')} for the Refinement Process",) if refinement else ()),
        *((f"{words.counted(len(report_phase), 'Modification Report')} for the Report Phase",) if report_phase else ()),
    )
    also = f" Presented to the same meeting: {words.in_a_row(parts)}." if parts else ""
    told = together(item.evidence for item in (*refinement, *report_phase))
    return Line(f"The Panel is asked to **{VERB}** {ABOUT}.{also}", told)


def _late(view: View) -> Line:
    open_ = open_assessments(view)
    late = [taken for taken in open_ if taken.over_wd > 0]
    if not open_:
        return Line("No DCC assessments are open.")
    if not late:
        return Line(f"None of the {words.counted(len(open_), 'open DCC assessment')} is over target.", evidence(open_))
    worst = max(late, key=lambda taken: taken.over_wd)
    which = f"**{words.capital(words.count(len(late)))} of {words.counted(len(open_), 'open DCC assessment')}**"
    text = f"{which} {words.is_are(len(late))} over target. The longest over: {_worst(worst)}."
    return Line(text, evidence(late))


def _worst(worst: Duration) -> str:
    kind = "Preliminary Assessment" if worst.row.kind == "PA" else "Impact Assessment"
    return f"the {kind} of {worst.label}, {worst.printed_wd} WD against {worst.target_wd}"


def _changes(view: View) -> Iterator[Line]:
    """Against the last paper, seen with the facts known now."""
    before = view.previous
    if before is None:
        return
    stages = tuple(
        f"{title} {len(in_stage(view, stage))} ({words.signed(len(in_stage(view, stage)) - number_in(before, stage))})"
        for stage, title in COUNTED.items()
    )
    now, then = open_assessments(view), open_assessments(before)
    opened = {taken.row.key for taken in now} - {taken.row.key for taken in then}
    gone = {taken.row.key for taken in then} - {taken.row.key for taken in now}
    yield Line(
        f"Since the {words.month(before.cut.month)} paper: {words.in_a_row(stages)}. DCC assessments: "
        f"{len(opened)} newly open, {len(gone)} no longer open."
    )


def doubts(report: Report) -> Line:
    """The last line: how much was found."""
    number = len(report.findings)
    if not number:
        return Line("No check found anything to say of this paper.")
    return Line(f"[{words.capital(words.counted(number, 'finding'))}](#notes) on this paper and the facts behind it.")
