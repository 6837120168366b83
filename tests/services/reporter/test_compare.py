"""A published paper against the report of its month: everything that either says has one verdict, and a reason."""

from dataclasses import replace
from datetime import date

import pytest

from services.reporter.compare.judge import compare
from services.reporter.compare.sides import Printed, Published
from services.reporter.compare.table import comparison_json, comparison_text
from services.reporter.compare.verdict import Verdict
from services.reporter.report import Figure
from services.reporter.view import Cut
from shared.domain.period import Month, Window
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import Basis
from shared.papers.finding import Finding
from shared.papers.reading import PaperLine
from shared.papers.statement import Place, Statement, Value, say

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


def verdicts(
    published: list[Statement],
    written: list[Statement],
    findings: tuple[Finding, ...] = (),
    figures: tuple[Figure, ...] = (),
    marked: tuple[Statement, ...] = (),
) -> list[Verdict]:
    report = Printed(written, JUNE_2020, {figure.name: figure for figure in figures}, frozenset(marked))
    return list(compare(Published(published, findings), report).verdicts)


def words(published: list[Statement], written: list[Statement], marked: tuple[Statement, ...] = ()) -> list[str]:
    return [verdict.word for verdict in verdicts(published, written, marked=marked)]


def completed(label: str, on: str, wd: int) -> Statement:
    stream = ModificationRef.parse(label).stream
    row: dict[str, Value] = {"label": label, "kind": "PA", "returned_on": on, "target_wd": 15, "duration_wd": wd}
    return say("refine", "assessment_completed", stream, **row)


def accepted(label: str, on: str, wd: int) -> Statement:
    stream = ModificationRef.parse(label).stream
    row: dict[str, Value] = {"label": label, "kind": "PA", "accepted_on": on, "target_wd": 15, "duration_wd": wd}
    return say("refine", "assessment_open", stream, **row)


def agenda(label: str, title: str, purpose: str = "refinement", line: int = 1) -> Statement:
    stream = ModificationRef.parse(label).stream
    list_id = f"agenda.{purpose}"
    item = say("summary", "agenda_item", stream, list=list_id, purpose=purpose, label=label, title=title)
    return at(line, item)


def determined(label: str, outcome: str) -> Statement:
    stream = ModificationRef.parse(label).stream
    item: dict[str, Value] = {"list": "determinations", "label": label, "title": "Title"}
    return say("opine", "determined", stream, on="2020-05-27", outcome=outcome, implementation_wd_after=None, **item)


def decided(label: str, outcome: str, line: int, title: str = "Title") -> Statement:
    stream = ModificationRef.parse(label).stream
    item: dict[str, Value] = {"list": "decisions.authority", "label": label, "title": title}
    return at(line, say("summary", "decided", stream, body="authority", outcome=outcome, **item))


def count(n: int, noun: str = "modifications", list_id: str = "determinations", line: int = 1) -> Statement:
    return at(line, say("opine", "stated_count", list_id, n=n, noun=noun))


def at(line: int, said: Statement) -> Statement:
    return replace(said, place=Place(line, "somewhere"))


def figure(value: int, basis: Basis = "computed") -> Figure:
    return Figure("assessments.ia.open.mean_wd", value, "WD", basis, "mean of the open Impact Assessments")


def figure_said(value: int) -> Statement:
    return say("refine", "figure", "assessments.ia.open.mean_wd", value=value, unit="WD")


def test_what_both_say_alike_is_carried() -> None:
    item = agenda("DP111", "SMDA Budget Amendments")
    [verdict] = verdicts([item], [item])
    assert (verdict.word, verdict.rule, verdict.equal) == ("carried", "carried", True)


def test_counts_windows_and_counted_days_are_recomputed() -> None:
    window = say("refine", "window", "assessments", months=12, to="2020-05")
    assert words([count(3), window], [count(3), window]) == ["recomputed", "recomputed"]
    assert words([accepted("MP078", "2020-04-17", 31)], [accepted("MP078", "2020-04-17", 31)]) == ["recomputed"]


def test_a_stated_duration_that_its_days_do_not_give_differs_by_calculation() -> None:
    row = accepted("MP106", "2020-03-26", 34)
    [verdict] = verdicts([row], [row], marked=(row,))
    assert (verdict.word, verdict.rule) == ("by_calculation", "duration-stated")
    assert verdict.why.startswith("its days make 47 WD, from 2020-03-26 to 2020-05-31")


def test_a_marked_duration_of_a_completed_assessment_is_carried() -> None:
    row = completed("MP077", "2019-12-31", 40)
    assert words([row], [row], marked=(row,)) == ["carried"]


@pytest.mark.parametrize(
    ("basis", "word"),
    [
        ("computed", "recomputed"),
        ("computed_from_stated", "recomputed"),
        ("stated", "stated_only"),
        ("incomplete", "stated_only"),
    ],
)
def test_a_figure_is_judged_by_what_it_rests_on(basis: Basis, word: str) -> None:
    [verdict] = verdicts([figure_said(113)], [figure_said(113)], figures=(figure(113, basis),))
    assert verdict.word == word


def test_a_computed_figure_that_the_paper_prints_otherwise_differs_by_calculation() -> None:
    [verdict] = verdicts([figure_said(131)], [figure_said(113)], figures=(figure(113),))
    assert (verdict.word, verdict.why) == ("by_calculation", "mean of the open Impact Assessments")


def test_a_carried_figure_that_the_paper_prints_otherwise_is_unexplained() -> None:
    [verdict] = verdicts([figure_said(131)], [figure_said(113)], figures=(figure(113, "stated"),))
    assert verdict.word == "unexplained"


def raised(**told: str) -> Statement:
    heads: dict[str, Value] = {"list": "new_proposals", "label": "DP128", "on": "2020-05-11", "on_behalf_of": None}
    who: dict[str, Value] = {"title": "One Working Day", "person": "Earl Richards", "organisation": "the DCC"}
    return say("define", "raised", "128", **heads, **(who | told))


@pytest.mark.parametrize(
    ("name", "other", "rule"),
    [
        ("title", "One  Working Day", "one-space"),
        ("title", "One Working Day.", "full-stop"),
        ("title", "One working Day", "letter-case"),
        ("person", "Earl\u00a0Richards", "one-space"),
        ("organisation", "DCC", "article"),
    ],
)
def test_a_wording_that_says_the_same_is_normalised_and_names_its_rule(name: str, other: str, rule: str) -> None:
    [verdict] = verdicts([raised(**{name: other})], [raised()])
    assert (verdict.word, verdict.rule, verdict.differs) == ("normalised", rule, (name,))


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("enduring – solution", "enduring - solution", "plain-marks"),
        ("Modification Proposal", "Modification Proposals", "number"),
    ],
)
def test_a_noun_may_follow_its_count(one: str, other: str, rule: str) -> None:
    [verdict] = verdicts([count(2, one)], [count(2, other)])
    assert (verdict.word, verdict.rule, verdict.differs) == ("normalised", rule, ("noun",))


@pytest.mark.parametrize(
    ("name", "other"), [("person", "Earl Richard"), ("title", "One Working Days"), ("title", "The One Working Day")]
)
def test_one_letter_makes_another_person_and_another_title(name: str, other: str) -> None:
    [verdict] = verdicts([raised(**{name: other})], [raised()])
    assert (verdict.word, verdict.differs) == ("unexplained", (name,))


TITLES = Finding("titles-agree", "called otherwise in line 66", (Place(66, ""), Place(308, "")), subjects=("115",))


def test_a_title_printed_otherwise_elsewhere_is_a_contradiction_of_the_paper() -> None:
    odd, usual = decided("MP115", "approved", 66, "NSCS Guides"), decided("MP115", "approved", 308, "NCSC Guides")
    found = verdicts([odd, usual], [usual, usual], (TITLES,))
    assert [(verdict.word, verdict.rule, verdict.why) for verdict in found] == [
        ("contradicts_itself", "titles-agree", "called otherwise in line 66"),
        ("carried", "carried", "recorded as a fact, and printed again"),
    ]


def test_a_contradiction_explains_only_the_value_it_is_about() -> None:
    odd, usual = decided("MP115", "rejected", 66, "NSCS Guides"), decided("MP115", "approved", 308, "NCSC Guides")
    found = verdicts([odd, usual], [usual, usual], (TITLES,))
    assert [verdict.word for verdict in found] == ["unexplained", "carried"]


def test_a_contradiction_explains_only_what_the_paper_says_elsewhere_too() -> None:
    """The paper has two titles, and the report a third."""
    odd, usual = decided("MP115", "approved", 66, "NSCS Guides"), decided("MP115", "approved", 308, "NCSC Guides")
    assert [
        verdict.word for verdict in verdicts([odd, usual], [decided("MP115", "approved", 1, "Other"), usual], (TITLES,))
    ] == [
        "unexplained",
        "carried",
    ]


def test_what_a_summary_lacks_of_the_decisions_below_is_a_contradiction_of_the_paper() -> None:
    missing = Finding("decisions-agree", "two, not three", (Place(68, ""),), subjects=("decisions.authority", "67"))
    stated, counted = count(2, list_id="decisions.authority", line=68), count(3, list_id="decisions.authority")
    found = verdicts([stated], [counted, determined("SECMP0067", "sent_back")], (missing,))
    assert [(verdict.word, verdict.rule) for verdict in found] == [
        ("contradicts_itself", "decisions-agree"),
        ("contradicts_itself", "decisions-agree"),
    ]


def test_a_finding_about_another_section_explains_no_absence() -> None:
    elsewhere = Finding("decisions-agree", "two, not three", (Place(68, ""),), subjects=("67",))
    written = [agenda("DP111", "SMDA"), determined("SECMP0067", "sent_back")]
    found = verdicts([agenda("DP111", "SMDA", line=68)], written, (elsewhere,))
    assert [verdict.word for verdict in found] == ["carried", "unexplained"]


def test_paragraphs_of_a_text_are_compared_one_by_one() -> None:
    first, second = say("define", "problem", "129", text="One."), say("define", "problem", "129", text="Two.")
    whole = say("define", "problem", "129", text="One.\n\nThree.")
    found = verdicts([first, second], [whole])
    assert [(verdict.word, verdict.differs) for verdict in found] == [("carried", ()), ("unexplained", ("text",))]


def test_one_unexplained_value_makes_the_statement_unexplained() -> None:
    """A capital is a matter of wording; the day beside it is not."""
    published = agenda("DP111", "SMDA budget amendments", "report_phase")
    [verdict] = verdicts([published], [agenda("DP111", "SMDA Budget Amendments")])
    assert (verdict.word, verdict.differs) == ("unexplained", ("list", "purpose", "title"))


def test_two_assessments_of_one_modification_are_told_apart_by_their_values() -> None:
    first, second = completed("MP090", "2020-02-11", 58), completed("MP090", "2020-04-15", 17)
    changed = completed("MP090", "2020-04-15", 71)
    found = verdicts([changed, first], [first, second], marked=(first, second))
    assert [(verdict.word, verdict.differs) for verdict in found] == [
        ("unexplained", ("duration_wd",)),
        ("carried", ()),
    ]


def test_an_item_dropped_and_an_item_added_are_each_reported() -> None:
    found = verdicts([agenda("DP111", "SMDA Budget Amendments")], [agenda("DP125", "Correcting the ESME variant")])
    assert [(verdict.word, verdict.rule, verdict.subjects) for verdict in found] == [
        ("unexplained", "one-side-only", ("111",)),
        ("unexplained", "one-side-only", ("125",)),
    ]


def test_an_item_moved_to_another_list_is_one_difference() -> None:
    moved = agenda("DP111", "SMDA Budget Amendments", "report_phase")
    [verdict] = verdicts([moved], [agenda("DP111", "SMDA Budget Amendments")])
    assert (verdict.word, verdict.differs) == ("unexplained", ("list", "purpose"))


def test_an_item_moved_to_a_list_of_another_kind_is_one_difference() -> None:
    waiting = say("opine", "with_authority", "88", list="with_authority", label="MP088", title="Title")
    [verdict] = verdicts([waiting], [determined("MP088", "approved")])
    assert verdict.word == "unexplained"
    assert verdict.differs[:2] == ("statement", "list")


def test_an_item_under_another_number_is_one_difference_that_names_both() -> None:
    [verdict] = verdicts([agenda("DP112", "SMDA Budget Amendments")], [agenda("DP111", "SMDA Budget Amendments")])
    assert (verdict.word, verdict.subjects) == ("unexplained", ("112", "111"))


def test_a_label_of_another_series_is_not_a_matter_of_wording() -> None:
    assert words([agenda("MP111", "SMDA")], [agenda("DP111", "SMDA")]) == ["unexplained"]


def test_the_same_said_twice_in_one_paper_only_is_a_matter_of_wording() -> None:
    held = say("opine", "meeting_held", "meeting/csc/2020-05-26", body="csc", on="2020-05-26", mode="meeting", ad_hoc=0)
    found = verdicts([held, held], [held])
    assert [(verdict.word, verdict.rule) for verdict in found] == [("carried", "carried"), ("normalised", "said-again")]


def test_a_line_that_was_not_understood_is_unexplained() -> None:
    unread = PaperLine(17, "Lorem ipsum", "no sentence of this section has this form")
    [verdict] = compare(Published([], (), (unread,)), Printed([], JUNE_2020)).verdicts
    assert (verdict.word, verdict.rule, verdict.line, verdict.text) == (
        "unexplained",
        "not-understood",
        17,
        "Lorem ipsum",
    )


def test_the_verdicts_are_counted_by_word_in_one_order() -> None:
    item = agenda("DP111", "SMDA")
    comparison = compare(Published([item, count(2)]), Printed([item, count(2), agenda("DP125", "ESME")], JUNE_2020))
    assert dict(comparison.counts) == {
        "recomputed": 1,
        "carried": 1,
        "normalised": 0,
        "contradicts_itself": 0,
        "by_calculation": 0,
        "stated_only": 0,
        "unexplained": 1,
    }
    assert [verdict.subjects for verdict in comparison.unexplained] == [("125",)]


def test_the_text_lists_what_is_not_equal_with_its_place_and_both_sides() -> None:
    comparison = compare(
        Published([agenda("DP111", "SMDA", line=41)]), Printed([agenda("DP111", "SMDA", "report_phase")], JUNE_2020)
    )
    text = comparison_text(comparison)
    assert "1 statement compared" in text
    assert "line 41, somewhere: DP111 agenda item" in text
    assert "list: paper agenda.refinement | report agenda.report_phase" in text
    assert comparison_json(comparison)["verdicts"][0]["report"]["values"]["purpose"] == "report_phase"
