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
