"""What the reporter says it says is what a reader of its Markdown reads."""

from collections import Counter

import pytest

from services.reporter.render.markdown import markdown, statements_of
from shared.papers.read import read
from tests.services.reporter.papers import june, paper
from tests.services.reporter.small import NOTHING, ONE, PLANNED, TWO


def test_june_read_back_says_what_was_emitted() -> None:
    reading = read(markdown(june()))
    assert not reading.not_understood
    said = Counter(statement for statement in reading.statements if statement.kind != "wording")
    assert said == Counter(statements_of(june()))


def test_each_statement_stands_on_the_line_that_it_names() -> None:
    places = {(said, said.place) for said in read(markdown(june())).statements if said.kind != "wording"}
    assert {(said, said.place) for said in statements_of(june())} == places


@pytest.mark.parametrize("facts", [NOTHING, ONE, PLANNED, TWO], ids=["nothing", "one", "planned", "two"])
def test_whatever_the_month_brings_reads_back(facts: str) -> None:
    report = paper(facts)
    reading = read(markdown(report))
    assert not reading.not_understood
    said = Counter(statement for statement in reading.statements if statement.kind != "wording")
    assert said == Counter(statements_of(report))


MARKUP = f"""
{PLANNED}
2020-06-15  DP201  ProposalRaised  label=DP201 title="<img src=x> One" proposer.name=Ann \
proposer.organisation="<b>DCC</b>" problem="<script>alert(1)</script> is said. A &lt; b; C < D."
by 2020-06-15  MP205  ProposalNamed  label=MP205 title="A | b <i>Five</i>"
2020-07-02  MP205  ConsultationOpened  type=modification_report
2020-05-01  MP205  AssessmentAccepted  PA 1  target_wd=15
2020-07-10  paper/2020-07  CommentaryWritten  section=refine about="Working Group meetings" text="<script>x</script>"
"""


def test_markup_in_facts_is_text_in_the_markdown_and_reads_back() -> None:
    report = paper(MARKUP)
    printed = markdown(report)
    assert "<" not in printed
    assert "&lt;script>alert(1)&lt;/script> is said. A &amp;lt; b; C &lt; D." in printed
    reading = read(printed)
    assert not reading.not_understood
    said = [statement for statement in reading.statements if statement.kind != "wording"]
    assert Counter(said) == Counter(statements_of(report))
    assert [(each, each.place) for each in said] == [(each, each.place) for each in statements_of(report)]
