"""The published paper of June 2020 against the report made of its facts; and a thousand papers with one error each."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from services.reporter.compare.judge import compare
from services.reporter.compare.sides import Printed, Published, printed
from services.reporter.compare.verdict import Comparison, Verdict
from services.reporter.render.markdown import markdown
from shared.papers.checks import contradictions
from shared.papers.read import read
from shared.papers.statement import Statement
from tests.mutations import Mutation, mutations
from tests.services.reporter.papers import june, published

MUTATIONS = 1_000


def compared(text: str) -> Comparison:
    reading = read(text)
    said = [statement for statement in reading.statements if statement.kind != "wording"]
    return compare(Published(reading.statements, contradictions(said), reading.not_understood), report())


@cache
def report() -> Printed:
    return printed(june())


@cache
def original() -> Comparison:
    return compared(published())


def named(word: str) -> list[tuple[str, str, str]]:
    """Rule, kind and subject of the verdicts of that word."""
    told = (verdict for verdict in original().verdicts if verdict.word == word)
    return [
        (verdict.rule, said.kind, said.subject) for verdict in told if (said := verdict.published or verdict.written)
    ]


def test_nothing_in_the_june_paper_is_unexplained() -> None:
    assert original().unexplained == ()
    assert dict(original().counts) == {
        "recomputed": 28,
        "carried": 118,
        "normalised": 6,
        "contradicts_itself": 4,
        "by_calculation": 3,
        "stated_only": 4,
        "unexplained": 0,
    }


def test_nothing_in_the_paper_that_is_made_here_is_unexplained_beside_it() -> None:
    """Its charts are tables there; who reads them reads what the charts show, of the proposals that are known."""
    made = compared(markdown(june()))
    assert made.unexplained == ()
    stages = [each for each in made.verdicts if each.published and each.published.subject.startswith("stages.")]
    assert {each.published.subject: (each.word, each.published["value"]) for each in stages if each.published} == {
        "stages.define": ("stated_only", 12),
        "stages.refine": ("stated_only", 20),
        "stages.opine": ("stated_only", 3),
        "stages.approved": ("recomputed", 7),
    }


def test_a_stage_that_a_paper_counts_otherwise_is_unexplained() -> None:
    (verdict,) = compared(markdown(june()).replace("| Refine | 20 |", "| Refine | 21 |")).unexplained
    assert verdict.published is not None
    assert (verdict.published.subject, verdict.differs) == ("stages.refine", ("value",))


def test_six_sentences_of_the_june_paper_are_worded_otherwise_each_by_rules() -> None:
    worded = [
        (verdict.published.place.line, verdict.rule)
        for verdict in original().sentences
        if verdict.word == "normalised" and verdict.published and verdict.published.place
    ]
    assert worded == [
        (68, "number-agrees"),
        (97, "from-not-of"),
        (121, "weekday-dropped+year-added+sentences-parted+capital-in-mid-sentence"),
        (145, "article-before-dcc"),
        (242, "plural-once"),
        (268, "full-stop"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "line", "rule"),
    [
        ("There are seven Draft", "There is seven Draft", 42, "number-agrees"),
        ("from Npower", "of Npower", 79, "from-not-of"),
        ("May 2020, and it was", "May 2020 and was", 121, "process-sentences-made-again"),
    ],
)
def test_a_sentence_reworded_by_a_rule_is_normalised(before: str, after: str, line: int, rule: str) -> None:
    verdicts = compared(replaced(before, after)).sentences
    assert [(v.word, v.rule) for v in verdicts if _line(v) == line] == [("normalised", rule)]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("Refinement Process this month:", "Refinement Process:", 42),
        ("were ready to be presented", "were nearly ready to be presented", 151),
    ],
)
def test_a_sentence_with_another_word_is_unexplained(before: str, after: str, line: int) -> None:
    verdicts = compared(replaced(before, after)).unexplained
    assert line in map(_line, verdicts)


def replaced(before: str, after: str) -> str:
    assert before in published()
    return published().replace(before, after, 1)


def _line(verdict: Verdict) -> int | None:
    place = verdict.published.place if verdict.published else None
    return place.line if place else verdict.line


def test_the_june_paper_contradicts_itself_in_two_titles_and_one_determination() -> None:
    assert named("contradicts_itself") == [
        ("titles-agree", "decided", "115"),
        ("decisions-agree", "stated_count", "decisions.authority"),
        ("titles-agree", "consultation_planned", "127"),
        ("decisions-agree", "decided", "67"),
    ]


def test_three_durations_of_the_june_paper_are_not_those_of_their_days() -> None:
    assert named("by_calculation") == [
        ("duration-stated", "assessment_open", "106"),
        ("duration-stated", "assessment_open", "107"),
        ("duration-stated", "assessment_open", "109"),
    ]


def test_the_progression_of_the_june_paper_is_stated_only() -> None:
    assert [subject for _, _, subject in named("stated_only")] == [
        "proposals.open.count",
        "proposals.open.mean_wd",
        "proposals.concluded.count",
        "proposals.concluded.mean_wd",
    ]


def test_each_mean_and_count_of_the_assessments_is_recomputed() -> None:
    recomputed = {subject for _, kind, subject in named("recomputed") if kind == "figure"}
    assert recomputed == {
        f"assessments.{kind}.{state}.{of}"
        for kind in ("pa", "ia")
        for state in ("open", "completed")
        for of in ("count", "mean_wd")
    }


def test_each_of_a_thousand_single_errors_is_reported_by_name() -> None:
    """The comparison says of the very thing that was changed what it did not say of the paper before."""
    unreported = [mutation for mutation in mutated() if not any(names(verdict, mutation) for verdict in news(mutation))]
    assert [(mutation.what, mutation.line, mutation.before, mutation.after) for mutation in unreported] == []


def mutated() -> Iterator[Mutation]:
    return mutations(published(), MUTATIONS, seed=2020_06)


def news(mutation: Mutation) -> list[Verdict]:
    """The verdicts on what the paper says that the original does not have; its wording alone would be too little."""
    found = compared(mutation.text)
    sentences = found.sentences
    return [verdict for verdict in found.verdicts if _key(verdict) not in _keys() and verdict not in sentences]


def names(verdict: Verdict, mutation: Mutation) -> bool:
    """It stands on a changed line, or speaks of a modification named there."""
    return _line(verdict) in mutation.lines or bool(mutation.streams.intersection(verdict.subjects))


Key = tuple[str, str, Statement | None, Statement | None, str]


def _key(verdict: Verdict) -> Key:
    return verdict.word, verdict.rule, verdict.published, verdict.written, verdict.text


@cache
def _keys() -> Counter[Key]:
    return Counter(map(_key, original().verdicts))
