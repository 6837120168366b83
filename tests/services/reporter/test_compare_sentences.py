"""Sentences of a published paper that the report words otherwise: by rules that are named, or unexplained."""

from dataclasses import replace

import pytest

from services.reporter.compare.judge import compare
from services.reporter.compare.sentence_rules import SENTENCE_RULES, rules_needed
from services.reporter.compare.sides import Printed, Published, Sentence, printed
from services.reporter.compare.table import comparison_json, comparison_text
from services.reporter.compare.verdict import Comparison, Verdict
from services.reporter.render.markdown import markdown
from services.reporter.report import Report
from shared.papers.read import read
from shared.papers.statement import Place, Statement, say
from tests.services.reporter.papers import june, paper
from tests.services.reporter.small import NOTHING, ONE, PLANNED, TWO
from tests.services.reporter.test_compare import JUNE_2020

ONE_OF_TWO = [
    ("'The DCC’s'", "'The DCC's'", "plain-marks"),
    ("was raised by Ann Lee of Grid on 7 May 2020.", "was raised by Ann Lee from Grid on 7 May 2020.", "from-not-of"),
    ("from DCC on 29 May 2020.", "from the DCC on 29 May 2020.", "article-before-dcc"),
    ("On Friday 22 May 2020, it", "On 22 May 2020, it", "weekday-dropped"),
    ("on 22nd May 2020", "on 22 May 2020", "ordinal-dropped"),
    ("on 22 May", "on 22 May 2020", "year-added"),
    ("There are 7 Draft Proposals", "There are seven Draft Proposals", "number-in-words"),
    ("no Modifications Proposals", "no Modification Proposals", "plural-once"),
    ("There is seven Draft Proposals", "There are seven Draft Proposals", "number-agrees"),
    ("on two Modification Proposal this", "on two Modification Proposals this", "number-agrees"),
    ("in the June 2020 SEC Release", "in the June 2020 Release", "release-worded"),
    ("approved on 26 May 2020, and it was", "approved on 26 May 2020. It was", "sentences-parted"),
    ("following approval", "following approval.", "full-stop"),
    ("On 22 May 2020, The Change Board", "On 22 May 2020, the Change Board", "capital-in-mid-sentence"),
    ("the change board", "the Change Board", "letter-case"),
]


@pytest.mark.parametrize(("one", "other", "rule"), ONE_OF_TWO)
def test_each_rule_alone_makes_its_two_wordings_one(one: str, other: str, rule: str) -> None:
    assert [needed.id for needed in rules_needed(one, other) or ()] == [rule]
    assert [needed.id for needed in rules_needed(other, one) or ()] == [rule]


def test_there_is_no_rule_without_an_example_and_no_id_twice() -> None:
    ids = [rule.id for rule in SENTENCE_RULES]
    assert sorted(ids) == sorted({rule for *_, rule in ONE_OF_TWO})


def test_all_rules_that_a_sentence_takes_are_named_and_no_other() -> None:
    one, other = "On Friday 22 May, The Change Board met", "On 22 May 2020, the Change Board met."
    assert [rule.id for rule in rules_needed(one, other) or ()] == [
        "weekday-dropped",
        "year-added",
        "full-stop",
        "capital-in-mid-sentence",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("These were ready.", "These were nearly ready."),
        ("raised on 7 May 2019", "raised on 7 May 2020"),
        ("was raised by Ann Lee on behalf of Grid", "was raised by Ann Lee on behalf from Grid"),
        ("There are seven", "There are eight"),
    ],
)
def test_another_word_another_year_and_another_number_are_no_wordings(one: str, other: str) -> None:
    assert rules_needed(one, other) is None


COUNT = say("summary", "stated_count", "agenda.refinement", n=2, noun="Draft Proposal")
PRINTED = "There are two Draft Proposals going to the Panel:"


def at(line: int, said: Statement) -> Statement:
    return replace(said, place=Place(line, "somewhere"))


def compared(text: str, said: Statement = COUNT, wrote: Statement = COUNT, words: str = PRINTED) -> Comparison:
    paper = [at(42, said), at(42, say("summary", "wording", "sentence", text=text))]
    return compare(Published(paper), Printed([wrote], JUNE_2020, sentences=(Sentence("summary", words, (wrote,)),)))


def test_a_sentence_in_the_same_words_has_no_verdict_of_its_own() -> None:
    assert compared("There are **two** [Draft Proposals](#somewhere) going to the Panel:").sentences == ()


def test_a_sentence_worded_otherwise_is_normalised_and_what_it_says_is_judged_as_ever() -> None:
    comparison = compared("There is two Draft Proposals going to the Panel:")
    assert [(verdict.word, verdict.rule) for verdict in comparison.verdicts] == [
        ("recomputed", "counted"),
        ("normalised", "number-agrees"),
    ]


def test_a_sentence_with_another_word_is_unexplained() -> None:
    [verdict] = compared("There are two Draft Proposals soon going to the Panel:").unexplained
    assert (verdict.rule, verdict.differs) == ("worded-otherwise", ("text",))


def test_where_the_sense_differs_the_sentence_is_not_reported_again() -> None:
    comparison = compared("There are three Draft Proposals going to the Panel:", said=replace_n(3))
    assert [verdict.word for verdict in comparison.verdicts] == ["by_calculation"]


def test_where_the_sense_differs_a_slip_of_wording_beside_it_is_still_told() -> None:
    comparison = compared("There are three Drafts Proposals going to the Panel:", said=replace_n(3))
    assert [verdict.rule for verdict in comparison.verdicts] == ["calculation", "plural-once"]


def replace_n(n: int) -> Statement:
    return say("summary", "stated_count", "agenda.refinement", n=n, noun="Draft Proposal")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("These are out for consultation:", []),
        ("These are out for consultation", [("normalised", "full-stop")]),
        ("These went out for consultation:", [("unexplained", "worded-otherwise")]),
    ],
)
def test_a_sentence_that_only_leads_a_list_is_compared_too(text: str, told: list[tuple[str, str]]) -> None:
    lead = at(7, say("opine", "wording", "sentence", text=text))
    report = Printed([], JUNE_2020, sentences=(Sentence("opine", "These are out for consultation:"),))
    assert [(verdict.word, verdict.rule) for verdict in compare(Published([lead]), report).verdicts] == told


def test_a_sentence_of_another_section_is_not_its_answer() -> None:
    lead = at(7, say("opine", "wording", "sentence", text="These are out for consultation"))
    report = Printed([], JUNE_2020, sentences=(Sentence("refine", "These are out for consultation:"),))
    assert [verdict.word for verdict in compare(Published([lead]), report).verdicts] == []


def test_both_wordings_are_shown_and_sentences_are_counted_apart() -> None:
    comparison = compared("There is two Draft Proposals going to the Panel:")
    text = comparison_text(comparison)
    assert text.startswith("1 statement compared, and 1 sentence that is worded otherwise\n")
    assert "normalised (number-agrees): verbs and nouns follow the number of things" in text
    assert f"text: paper There is two Draft Proposals going to the Panel: | report {PRINTED}" in text
    assert comparison_json(comparison)["verdicts"][1]["rule"] == "number-agrees"


@pytest.mark.parametrize("facts", [NOTHING, ONE, PLANNED, TWO], ids=["nothing", "one", "planned", "two"])
def test_whatever_the_month_brings_a_report_is_worded_as_itself(facts: str) -> None:
    assert worded_otherwise(paper(facts)) == ()


def test_the_report_of_june_is_worded_as_itself() -> None:
    assert worded_otherwise(june()) == ()


def worded_otherwise(report: Report) -> tuple[Verdict, ...]:
    reading = read(markdown(report))
    assert any(said.kind == "wording" for said in reading.statements)
    return compare(Published(reading.statements), printed(report)).sentences
