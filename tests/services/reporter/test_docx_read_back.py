"""Our paper in Word, read back, says what its Markdown says; and each of its lines is in it."""

from collections import Counter

import pytest

from services.reporter.render.docx import docx
from services.reporter.render.markdown import markdown
from shared.office.word import paper_text
from shared.papers.read import read
from tests.services.reporter.papers import june, paper
from tests.services.reporter.small import NOTHING, ONE, TWO
from tests.services.reporter.test_round_trip import MARKUP


def test_june_says_the_same_in_word_as_in_markdown() -> None:
    in_word, in_markdown = read(paper_text(docx(june()))), read(markdown(june()))
    assert not in_word.not_understood
    assert len(in_word.statements) > 250
    assert Counter(in_word.statements) == Counter(in_markdown.statements)


@pytest.mark.parametrize("facts", [NOTHING, ONE, TWO, MARKUP], ids=["nothing", "one", "two", "markup"])
def test_whatever_the_month_brings_says_the_same(facts: str) -> None:
    report = paper(facts)
    in_word = read(paper_text(docx(report)))
    assert not in_word.not_understood
    assert Counter(in_word.statements) == Counter(read(markdown(report)).statements)
