"""What two papers have otherwise: each figure, row and line, with its kind and the facts that made it so."""

from datetime import date

from services.reporter.cut import Asked
from services.reporter.diff.as_json import as_json
from tests.services.reporter.diff.papers import PAPER_DAY, difference_with, told

LATE_RETURN = "2020-05-29  MP099  AssessmentReturned  IA 1 known=2020-07-02"


def test_papers_of_the_same_facts_are_the_same() -> None:
    assert difference_with("").is_none


def test_a_return_told_late_moves_the_assessment_and_the_means_of_both_tables() -> None:
    """MP099, open for 19 WD in the paper: 340 WD of three become 321 of two, and 395 of five 414 of six."""
    assert told(difference_with(LATE_RETURN).figures) == [
        ("assessments.ia.open.count", "3", "2", "R1", ("99#5",)),
        ("assessments.ia.open.mean_wd", "113 WD", "161 WD", "R1", ("99#5",)),
        ("assessments.ia.open.median_wd", "82 WD", "160.5 WD", "R1", ("99#5",)),
        ("assessments.ia.completed.count", "5", "6", "R1", ("99#5",)),
        ("assessments.ia.completed.mean_wd", "79 WD", "69 WD", "R1", ("99#5",)),
        ("assessments.ia.completed.median_wd", "35 WD", "27 WD", "R1", ("99#5",)),
    ]


def test_a_row_goes_from_one_table_to_the_other() -> None:
    rows = [row for row in told(difference_with(LATE_RETURN).rows) if "mp099" in row[0]]
    assert rows == [
        ("refine.mp099.1", "MP099 | IA | 5 May 20 | 40 WD | 19 WD", None, "R1", ("99#5",)),
        ("refine.mp099.2", None, "MP099 | IA | 29 May 20 | 40 WD | 19 WD", "R1", ("99#5",)),
    ]


def test_each_fact_is_named_for_what_it_changes_and_for_nothing_else() -> None:
    both = difference_with(f"{LATE_RETURN}\n2020-05-20  MP078  ProposalWithdrawn  known=2020-07-02")
    causes = {change.name: change.facts for change in both.figures}
    assert causes["stages.refine"] == ("78#5",)
    assert {facts for name, facts in causes.items() if name.startswith("assessments.ia")} == {("99#5",)}


def test_what_happened_after_the_day_of_the_paper_changes_nothing_in_it() -> None:
    """The release was moved on 30 October, and DP132 withdrawn on 17 June: the paper is of 12 June."""
    later = """
    2020-06-17  DP132  ProposalWithdrawn
    2020-10-30  release/2020-11  ReleaseDateChanged  was_on=2020-11-05 planned_on=2020-11-29
    """
    assert difference_with(later).is_none


def test_what_is_corrected_is_a_correction_and_names_all_that_corrects() -> None:
    """MP099 was accepted on 12 May, and not on the 5th, and what the paper states of it goes: 14 WD to 31 May."""
    corrected = """
    2020-07-02  MP099  FactCorrected  of=99#2 now.occurred_on=2020-05-12 reason=Misread
    2020-07-02  MP099  FactRetracted  of=99#3 reason=Misread
    """
    found = difference_with(corrected)
    assert told(found.figures)[0] == ("assessments.ia.open.mean_wd", "113 WD", "112 WD", "C", ("99#5", "99#6"))
    (row,) = [row for row in told(found.rows) if row[0] == "refine.mp099.1"]
    assert row[1:] == (
        "MP099 | IA | 5 May 20 | 40 WD | 19 WD",
        "MP099 | IA | 12 May 20 | 40 WD | 14 WD",
        "C",
        ("99#5", "99#6"),
    )


def test_days_counted_by_another_rule_are_a_change_of_rule_and_rest_on_no_fact() -> None:
    by_the_code = Asked(news_to=PAPER_DAY.news_to, day_count="sec_working_days")
    found = difference_with("", by_the_code).figures
    assert found and {(change.kind, change.facts) for change in found} == {("R3", ())}


def test_another_last_day_of_the_statistics_is_calculated_anew() -> None:
    to_april = Asked(news_to=PAPER_DAY.news_to, stats_to=date(2020, 4, 30))
    found = difference_with("", to_april).figures
    assert found and {(change.kind, change.facts) for change in found} == {("R2", ())}


def test_programs_are_told_the_same() -> None:
    told_json = as_json(difference_with(LATE_RETURN))
    assert told_json["before"]["name"] == "as issued"
    assert told_json["figures"][1] == {
        "name": "assessments.ia.open.mean_wd",
        "section": "figures",
        "under": None,
        "before": "113 WD",
        "after": "161 WD",
        "kind": "R1",
        "why": "late data",
        "facts": ["99#5"],
    }
