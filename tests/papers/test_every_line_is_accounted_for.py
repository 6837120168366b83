"""Every line of a paper says something, is boilerplate by a named rule, or is told as not understood."""

import pytest

from shared.papers.read import read
from shared.papers.reading import Reading
from tests.papers.june import june, text, with_change


def lists_of(reading: Reading) -> list[set[int]]:
    return [
        set(reading.said_on),
        {line.line for line in reading.boilerplate},
        {line.line for line in reading.not_understood},
    ]


def lines_with_words(paper: str) -> set[int]:
    return {number for number, line in enumerate(paper.split("\n"), start=1) if line.strip()}


PAPERS = {
    "as published": text(),
    "a sentence nobody knows": with_change(("The Authority issued determinations on the following", "Ofgem liked")),
    "an unknown section": text() + "\n6. Weather\n\nIt rained.\n\n- a puddle\n",
    "a list without its sentence": with_change(("Three modifications were implemented in", "Behold")),
    "half a paper": text()[:7000],
    "with line ends of Windows": text().replace("\n", "\r\n"),
}


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_the_three_lists_share_no_line_and_leave_none_out(paper: str) -> None:
    reading = read(paper)
    said, boilerplate, not_understood = lists_of(reading)
    assert said | boilerplate | not_understood == lines_with_words(paper)
    assert len(said) + len(boilerplate) + len(not_understood) == len(lines_with_words(paper))


def test_the_june_2020_paper_is_understood_whole() -> None:
    assert june().not_understood == ()
    assert len(june().said_on) == 142
    assert len(june().boilerplate) == 48
    assert june().lines == 309


def test_every_statement_stands_on_a_line_that_is_counted_as_saying_something() -> None:
    lines = {statement.place.line for statement in june().statements if statement.place and statement.kind != "wording"}
    assert lines <= june().said_on


def test_a_line_that_is_not_understood_is_told_with_its_text_and_why() -> None:
    reading = read(with_change(("was **rejected** on 27 May 2020.", "was **applauded** on 27 May 2020.")))
    (line,) = reading.not_understood
    assert line.line == 267
    assert line.text.startswith("- [MP084 'Other User Panel Seating Amendment'](#) was **applauded**")
    assert line.why == "MP084: cannot read 'was applauded on 27 May 2020.' after its title"
