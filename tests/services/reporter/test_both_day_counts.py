"""The 27 durations and four averages of SECP_81_1906_12 by both conventions: each equal, or explained by name."""

import json as json_text
from functools import cache

import pytest

from services.reporter.assemble import assemble
from services.reporter.cut import Asked
from services.reporter.durations import Duration, completed_assessments, open_assessments
from services.reporter.figures.assessments import groups, how
from services.reporter.render import RENDERERS
from services.reporter.report import Report
from services.reporter.view import View
from services.reporter.views import view_of
from tests.services.reporter.papers import JUNE, june_history, rows

BOTH = Asked(beside="sec_working_days")
SEC = Asked(day_count="sec_working_days")

COUNTED = "counted from its days, and stated the same"
UNDATED = "stated; it cannot be counted, as no source dates its acceptance"

OPEN = [
    ("SECMP0007", "IA", 82, 82, 77, COUNTED),
    ("SECMP0056", "IA", 239, 239, 230, COUNTED),
    ("SECMP0066", "PA", 252, 252, 243, COUNTED),
    ("MP078", "PA", 31, 31, 28, COUNTED),
    ("MP092", "PA", 130, 130, 122, COUNTED),
    ("MP099", "IA", 19, 19, 16, COUNTED),
    ("MP106", "PA", 34, 47, 42, "stated; its dates make it 47 WD"),
    ("MP107", "PA", 21, 30, 27, "stated; its dates make it 30 WD"),
    ("MP109", "PA", 1, 4, 3, "stated; its dates make it 4 WD"),
]
"""As printed; by weekdays, both ends; by Working Days of the Code, which leave out the first and bank holidays; why."""

COMPLETED = [
    ("SECMP0015", "IA", 266),
    ("SECMP0024", "PA", 193),
    ("SECMP0046", "PA", 31),
    ("SECMP0053", "IA", 35),
    ("SECMP0062", "IA", 77),
    ("SECMP0063", "PA", 18),
    ("SECMP0067", "PA", 24),
    ("SECMP0067", "IA", 17),
    ("MP077", "PA", 40),
    ("MP078", "PA", 66),
    ("MP080", "PA", 41),
    ("MP090", "PA", 58),
    ("MP090", "PA", 17),
    ("MP093", "PA", 37),
    ("MP093", "IA", 2),
    ("MP099", "PA", 27),
    ("MP105", "PA", 15),
    ("MP122", "PA", 10),
]


@cache
def june_by(asked: Asked) -> View:
    return view_of(june_history(), JUNE, asked=asked)


@cache
def paper_by(asked: Asked) -> Report:
    return assemble(june_by(asked))


def of(taken: Duration) -> tuple[object, ...]:
    return taken.label, taken.row.kind, taken.printed_wd, taken.counted_wd, taken.beside_wd, how(taken)


def test_of_nine_open_ones_six_are_equal_and_three_say_what_their_days_make() -> None:
    assert [of(taken) for taken in open_assessments(june_by(BOTH))] == OPEN


def test_of_eighteen_completed_ones_no_source_dates_the_acceptance() -> None:
    assert [of(taken) for taken in completed_assessments(june_by(BOTH))] == [
        (*printed, None, None, UNDATED) for printed in COMPLETED
    ]


def test_the_four_averages_are_those_printed_and_two_can_be_counted_the_other_way() -> None:
    found = groups(june_by(BOTH))
    assert {group.name: paper_by(BOTH).figures[f"{group.name}.mean_wd"].value for group in found} == {
        "assessments.pa.open": 78,
        "assessments.pa.completed": 44,
        "assessments.ia.open": 113,
        "assessments.ia.completed": 79,
    }
    assert {group.name: group.beside_wd for group in found} == {
        "assessments.pa.open": 78,  # 243, 28, 122, 42, 27 and 3
        "assessments.pa.completed": None,
        "assessments.ia.open": 108,  # 77, 230 and 16
        "assessments.ia.completed": None,
    }


def test_the_second_count_has_a_column_of_its_own_and_the_colophon_names_it() -> None:
    report = paper_by(BOTH)
    assert rows(report, "Open Assessments")[0] == ("SECMP0007", "IA", "6 Feb 20", "40 WD", "77 WD", "82 WD")
    assert rows(report, "Assessments completed in the last 12 months")[5][4:] == ("–", "18 WD")
    assert [cells[2:] for cells in rows(report, "Summary")] == [
        ("78 WD", "78 WD"),
        ("–", "44 WD"),
        ("108 WD", "113 WD"),
        ("–", "79 WD"),
    ]
    colophon = json_text.loads(RENDERERS["json"](report))["colophon"]
    assert (colophon["day_count"], colophon["day_count_beside"]) == ("weekdays_both_ends", "sec_working_days")


def test_a_paper_in_one_count_does_not_speak_of_another() -> None:
    colophon = json_text.loads(RENDERERS["json"](paper_by(SEC)))["colophon"]
    assert colophon["day_count"] == "sec_working_days"
    assert "day_count_beside" not in colophon


def test_by_another_count_what_can_be_counted_is_printed_as_counted() -> None:
    """Papers state durations by their own count, so what they state is no answer here."""
    report = paper_by(SEC)
    assert [cells[4] for cells in rows(report, "Open Assessments")] == [
        f"{sec_wd} WD" for _, _, _, _, sec_wd, _ in OPEN
    ]
    assert report.figures["assessments.pa.open.mean_wd"].basis == "computed"
    assert "durations-are-plain" not in {finding.rule for finding in report.findings}
    assert "figure-unlike-the-stated" not in {finding.rule for finding in report.findings}


def test_by_another_count_what_is_carried_says_by_which_it_was_stated() -> None:
    said = {how(taken) for taken in completed_assessments(june_by(SEC))}
    assert said == {"stated, by the count of published papers; it cannot be counted, as no source dates its acceptance"}


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_every_format_tells_both_counts(form: str) -> None:
    assert b"230 WD" in RENDERERS[form](paper_by(BOTH))
    assert b"239 WD" in RENDERERS[form](paper_by(BOTH))
