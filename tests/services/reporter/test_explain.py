"""How a figure came about: the sentence an auditor would ask for, each day counted or not, and the facts."""

import json
from datetime import date

import pytest

from services.reporter.explain.as_json import explanation_json, lines_json
from services.reporter.explain.explainer import found
from services.reporter.explain.explanation import Told, UnknownFigure, explain, explain_line
from services.reporter.explain.places import places
from services.reporter.explain.strip import runs, strip
from services.reporter.explain.text import explanation_text, lines_text
from services.reporter.explain.values import LineExplanation, TellingOf
from services.reporter.report import Figure, Input, Report
from services.reporter.view import Cut
from shared.domain.calendar import CALENDARS
from shared.domain.daycount import CONVENTIONS, Span, Stop
from shared.domain.period import Month, Window
from shared.domain.vocabulary import Basis
from shared.papers.finding import Finding
from tests.services.reporter.papers import june, paper

JUNE_2020 = Cut(
    month=Month(2020, 6),
    position=200,
    known_at=None,
    news=Window(date(2020, 5, 6), date(2020, 6, 12)),
    stats_to=date(2020, 5, 31),
    day_count="weekdays_both_ends",
    calendar="england_and_wales/1",
    rules="rules/1",
    template="paper/1",
)


def days(first: date, last: date, convention: str, *stops: Stop) -> tuple[tuple[str, bool, str], ...]:
    counted = span(first, last, convention, *stops).days
    return tuple((day.day.isoformat(), day.counted, day.why) for day in counted)


def span(first: date, last: date, convention: str, *stops: Stop) -> Span:
    return Span(first, last, CONVENTIONS[convention], CALENDARS["england_and_wales/1"], stops)


def row(what: str, value: int | None, *evidence: str, left_out: str | None = None) -> Input:
    return Input(what, value, evidence, left_out)


def report(*figures: Figure, findings: tuple[Finding, ...] = ()) -> Report:
    return Report(JUNE_2020, None, (), (), {figure.name: figure for figure in figures}, findings)


def sentence(
    name: str, value: int | float | None, unit: str, inputs: tuple[Input, ...] = (), basis: Basis = "computed"
) -> str:
    figure = Figure(name, value, unit, basis, "The rule.", inputs)
    return explain(report(figure), name).sentence


OPEN_IAS = (row("SECMP0007 IA 1", 82, "7#1"), row("SECMP0056 IA 1", 239, "56#1"), row("MP099 IA 1", 19, "99#2"))


def test_a_mean_tells_its_sum_its_number_and_its_rounding() -> None:
    assert sentence("assessments.ia.open.mean_wd", 113, "WD", OPEN_IAS) == (
        "113 WD is the mean of 3 open Impact Assessments as at 31 May 2020 (340 WD ÷ 3 = 113.33, rounded half up)."
    )


def test_an_exact_mean_is_not_said_to_be_rounded() -> None:
    rows = (row("MP078 PA 2", 31), row("MP109 PA 1", 1))
    assert sentence("assessments.pa.open.mean_wd", 16, "WD", rows) == (
        "16 WD is the mean of 2 open Preliminary Assessments as at 31 May 2020 (32 WD ÷ 2 = 16)."
    )


def test_a_mean_over_part_of_the_rows_says_how_many_are_missing() -> None:
    rows = (*OPEN_IAS, row("MP001 IA 1", None, left_out="neither dated nor stated"))
    assert sentence("assessments.ia.open.mean_wd", 113, "WD", rows, "incomplete").endswith(
        "rounded half up); 1 more could not be counted."
    )


def test_a_median_tells_the_values_in_order() -> None:
    rows = (row("a", 40), row("b", 2), row("c", 35))
    assert sentence("assessments.ia.completed.median_wd", 35, "WD", rows) == (
        "35 WD is the median of 3 Impact Assessments completed in the 12 months to 31 May 2020 (2, 35, 40 WD)."
    )


def test_counts_say_of_what() -> None:
    assert sentence("assessments.ia.open.count", 3, "", OPEN_IAS) == (
        "There were 3 open Impact Assessments as at 31 May 2020."
    )
    assert sentence("assessments.ia.open.late", 2, "", OPEN_IAS) == (
        "2 of 3 open Impact Assessments as at 31 May 2020 took longer than the target."
    )
    assert sentence("stages.refine", 1, "") == "One proposal was in Refine on 12 June 2020."
    assert sentence("decisions.authority.sent_back", 1, "") == (
        "The Authority sent back one proposal from 6 May 2020 to 12 June 2020."
    )


def test_a_carried_figure_says_that_it_is_carried() -> None:
    assert sentence("proposals.open.mean_wd", 279, "WD", (), "stated") == (
        "279 WD is carried as the published paper states it; the recorded facts do not make it."
    )


def test_a_figure_without_a_value_says_that_no_fact_bears_on_it() -> None:
    assert sentence("proposals.open.mean_wd", None, "WD").startswith("There is no value for proposals.open.mean_wd")


def test_a_figure_of_an_unforeseen_name_is_told_by_its_rule() -> None:
    assert sentence("releases.size", 7, "") == "7: The rule."


def test_the_strip_shows_each_day_of_each_month() -> None:
    """MP099: accepted on 5 May 2020, over two bank holidays that the published papers count."""
    shown = list(strip(days(date(2020, 4, 29), date(2020, 5, 12), "weekdays_both_ends")))
    assert shown == [
        "         1...5....10...15...20...25...30",
        "Apr 20                               ##    2 WD",
        "May 20   #--####H--##                      8 WD",
    ]


def test_the_strip_tells_stops_holidays_and_first_days_apart() -> None:
    stop = (date(2020, 5, 12), date(2020, 5, 15))
    shown = list(strip(days(date(2020, 5, 7), date(2020, 5, 18), "sec_working_days", stop)))
    assert shown[1] == "May 20         oh--##==#--#                4 WD"


def test_days_on_end_for_one_reason_are_one_run() -> None:
    found = runs(days(date(2020, 5, 7), date(2020, 5, 12), "sec_working_days"))
    assert [(run.first.day, run.last.day, run.days, run.counted, run.why) for run in found] == [
        (7, 7, 1, False, "first day"),
        (8, 8, 1, False, "bank holiday: May Day"),
        (9, 10, 2, False, "weekend"),
        (11, 12, 2, True, "weekday"),
    ]


MP106 = Input(
    "MP106 PA 1: stated; its dates make it 47 WD",
    34,
    ("106#1", "106#2"),
    span=span(date(2020, 3, 26), date(2020, 5, 31), "weekdays_both_ends"),
)
OPEN_PA_MEAN = Figure(
    "assessments.pa.open.mean_wd",
    34,
    "WD",
    "computed_from_stated",
    "The plain mean of the open Preliminary Assessments.",
    (MP106, row("MP001 PA 1", None, "1#1", left_out="neither dated nor stated")),
    78,
)
SHORTER = Finding("open-durations", "MP106: 34 WD stated, 47 WD counted", subjects=("assessments.pa.open.mean_wd",))


def test_the_text_gives_sentence_rule_basis_rows_days_omissions_facts_and_findings() -> None:
    fact = Told("2020-05-31", "stated to be 34 WD old", "SECP_81, line 300")
    told = explain(report(OPEN_PA_MEAN, findings=(SHORTER,)), OPEN_PA_MEAN.name, {"106#2": fact}.get)
    lines = explanation_text(told).splitlines()
    assert lines[0].startswith("34 WD is the mean of 1 open Preliminary Assessment as at 31 May 2020 (34 WD ÷ 1 = 34)")
    assert "Rule     The plain mean of the open Preliminary Assessments." in lines
    assert "Basis    computed over values that a published paper states" in lines
    assert "Stated   78 WD, not 34 WD, by the published paper" in lines
    assert "   34 WD  MP106 PA 1: stated; its dates make it 47 WD  [106#1, 106#2]" in lines
    assert "    Mar 20                            ##--##   4 WD" in lines
    assert (
        "    bank holidays: 10 April 2020 Good Friday; 13 April 2020 Easter Monday; 8 May 2020 May Day; "
        + ("25 May 2020 Spring Bank Holiday")
        in lines
    )
    assert "       –  MP001 PA 1  left out: neither dated nor stated  [1#1]" in lines
    assert "  106#2  2020-05-31  stated to be 34 WD old  SECP_81, line 300" in lines
    assert "Finding  open-durations: MP106: 34 WD stated, 47 WD counted" in lines


def test_json_holds_what_the_text_holds() -> None:
    told = explanation_json(explain(report(OPEN_PA_MEAN, findings=(SHORTER,)), OPEN_PA_MEAN.name))
    assert (told["rule_id"], told["rule_version"]) == ("assessments.pa.open.mean_wd", "rules/1")
    assert (told["figure"], told["value"], told["stated"]) == ("assessments.pa.open.mean_wd", 34, 78)
    assert [given["left_out"] for given in told["inputs"]] == [None, "neither dated nor stated"]
    assert told["inputs"][0]["days"][0] == {
        "first": "2020-03-26",
        "last": "2020-03-27",
        "days": 2,
        "counted": True,
        "why": "weekday",
    }
    assert [fact["id"] for fact in told["facts"]] == ["106#1", "106#2", "1#1"]


def test_an_unknown_figure_is_refused_with_the_names_near_it() -> None:
    with pytest.raises(UnknownFigure, match=r"did you mean assessments\.pa\.open\.mean_wd\?"):
        explain(report(OPEN_PA_MEAN), "assessment.pa.open.mean")
    with pytest.raises(UnknownFigure, match="report of 2020-06"):
        explain(report(OPEN_PA_MEAN), "x")


def test_every_figure_of_the_june_paper_tells_how_it_came_about() -> None:
    assert len(june().figures) >= 34
    for name, figure in june().figures.items():
        told = explain(june(), name)
        text = explanation_text(told)
        assert told.sentence.endswith("."), name
        assert f"Rule     {figure.rule}" in text, name
        assert len(told.counted) + len(told.left_out) == len(figure.inputs), name
        assert {id for given in figure.inputs for id in given.evidence} <= {fact.id for fact in told.evidence}, name
        assert json.loads(json.dumps(explanation_json(told)))["figure"] == name


def test_the_days_of_every_counted_duration_add_up_to_it() -> None:
    counted = [given for given in explain(june(), "assessments.ia.open.mean_wd").counted if given.days]
    assert [(sum(counts for _, counts, _ in given.days), given.value) for given in counted] == [
        (82, 82),
        (239, 239),
        (19, 19),
    ]


def test_a_figure_of_the_june_paper_in_full() -> None:
    text = explanation_text(explain(june(), "assessments.ia.open.mean_wd"))
    assert text.startswith(
        "113 WD is the mean of 3 open Impact Assessments as at 31 May 2020 (340 WD ÷ 3 = 113.33, rounded half up)."
    )
    assert "    May 20       ###H--#####--#####--H####--  19 WD" in text


def lines(of: Report, words: str, telling_of: TellingOf = lambda id: None) -> tuple[LineExplanation, ...]:
    return tuple(explain_line(of, place, telling_of) for place in found(of, words))


def test_a_line_of_the_paper_is_found_by_its_words_with_its_facts() -> None:
    told = lines(june(), "SecMP0067 ")
    assert [line.place.name for line in told] == [
        "summary.secmp0067.1",
        "refine.secmp0067.1",
        "refine.secmp0067.2",
        "opine.secmp0067.1",
    ]
    assert all(line.evidence for line in told)
    assert "\nLine     [SECMP0067 'Service Request Traffic Management']" in lines_text(told)
    assert "\nMark     stated" in lines_text(lines(june(), "MP106"))


def test_a_line_is_found_by_its_name_alone() -> None:
    ((line,), (bar,)) = (lines(june(), name) for name in ("refine.mp106.1", "summary.chart-stages.4"))
    assert line.place.text == "MP106 | PA | 26 Mar 20 | 15 WD | 34 WD"
    assert bar.place.text == "Refine | 20"
    assert line.sentence == (
        "refine.mp106.1 stands in Refine, under “Open Assessments”: it needs two facts, and without either of them it "
        "would be otherwise."
    )
    assert (line.rule.id, line.rule.text) == ("refine.assessment_open", "A row of the open assessments.")


def test_each_line_of_a_paper_has_a_name_of_its_own() -> None:
    names = [place.name for place in places(june())]
    assert len(names) == len(set(names)) > 150


def test_each_fact_behind_a_line_is_told_with_its_day_its_words_and_its_source() -> None:
    known_at, source = "2020-06-12T00:00:00+01:00", "SECP_81_1906_12, 4. Opine"
    told = lines(june(), "MP088", {"88#2": Told("by 2020-06-12", "with the Authority", source, 143, known_at)}.get)
    fact = {
        "id": "88#2",
        "position": 143,
        "known_at": known_at,
        "day": "by 2020-06-12",
        "what": "with the Authority",
        "source": source,
        "part": "printed",
        "without": None,
    }
    printed = f"  88#2  by 2020-06-12  with the Authority  {source}  position 143, known {known_at}\n"
    assert printed in lines_text(told)
    assert [(line["section"], line["facts"]) for line in lines_json(told)] == [("opine", [fact])]


def test_what_is_within_its_target_is_left_out_of_those_that_are_late() -> None:
    told = explain(june(), "assessments.pa.open.late")
    assert [given.what.split(":")[0] for given in told.counted] == [
        "SECMP0066 PA 1",
        "MP078 PA 2",
        "MP092 PA 1",
        "MP106 PA 1",
        "MP107 PA 1",
    ]
    assert told.counted[0].what.endswith("237 WD over its target of 15 WD")
    assert [(given.what.split(":")[0], given.left_out) for given in told.left_out] == [
        ("MP109 PA 1", "within its target of 15 WD")
    ]


def evidence_of_the_line(report: Report, words: str) -> tuple[str, ...]:
    (line,) = lines(report, words)
    return line.place.evidence


def test_a_sentence_that_there_was_none_rests_on_the_meeting_that_was_held() -> None:
    report = paper("""
        2020-06-24  meeting/change_board/2020-06-24  MeetingHeld
        2020-06-30  meeting/csc/2020-06-30  MeetingHeld
        2020-07-10  meeting/panel/2020-07-17  AgendaPublished  items=[]
        2020-07-10  paper/2020-07  FigureStated  name=proposals.open.count value=4
        2020-07-01  MP200  ProposalConverted  route=refinement
    """)
    held = ("meeting/change_board/2020-06-24#1",)
    assert evidence_of_the_line(report, "No Impact Assessments were requested at the June 2020") == held
    assert evidence_of_the_line(report, "voted on no modifications") == held
    assert evidence_of_the_line(report, "approved no Modification Proposals") == held
    assert evidence_of_the_line(report, "(CSC) made no decisions") == ("meeting/csc/2020-06-30#1",)
    assert evidence_of_the_line(report, "no Draft Proposals being presented") == ("meeting/panel/2020-07-17#1",)
    assert evidence_of_the_line(report, "1 of the 4 proposals") == ("paper/2020-07#1", "200#1")


def test_the_headline_of_the_chart_of_june_rests_on_what_it_counts() -> None:
    evidence = evidence_of_the_line(june(), "35 of the 60 proposals stated as open")
    behind = (id for stage in ("define", "refine", "opine") for id in june().figures[f"stages.{stage}"].evidence)
    assert set(behind) < set(evidence)
    assert evidence_of_the_line(june(), "No Impact Assessments were requested at the May 2020")


def test_words_of_the_template_have_no_facts_and_say_so() -> None:
    (told,) = lines(june(), "is requested to **NOTE**")
    assert told.evidence == ()
    assert told.sentence == (
        "recommendations.text.1 stands in Recommendations: words of the template, or that nothing is recorded; no fact "
        "bears on it alone."
    )
