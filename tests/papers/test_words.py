"""Numbers, days and months are read as papers write them."""

from datetime import date

import pytest

from shared.papers.words import NotUnderstood, day, in_words, last_day, month, number, organisation, singular

PAPER_DAY = date(2020, 6, 12)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("26 May 2020", date(2020, 5, 26)),
        ("6 Feb 20", date(2020, 2, 6)),
        ("Friday 22 May", date(2020, 5, 22)),
        ("2nd Sept 2020", date(2020, 9, 2)),
        ("29 February 2020", date(2020, 2, 29)),
        ("18 December", date(2019, 12, 18)),
    ],
)
def test_days(text: str, on: date) -> None:
    assert day(text, PAPER_DAY) == on


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("29 February 2021", "'29 February 2021' is not a day: February 2021 has 28 days"),
        ("0 May 2020", "'0 May 2020' is not a day: May 2020 has 31 days"),
        ("3 Brumaire 2020", "'Brumaire' is no month"),
        ("soon", "'soon' is no day: expected such as 26 May 2020"),
        ("Sunday 1 June 2020", "'Sunday 1 June 2020': 1 June 2020 is a Monday"),
        ("1 May 0000", "'1 May 0000' is not a day: there is no year 0"),
    ],
)
def test_what_is_no_day(text: str, reason: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        day(text, PAPER_DAY)
    assert str(refusal.value) == reason


def test_a_day_without_its_year_needs_the_day_of_the_paper() -> None:
    with pytest.raises(NotUnderstood, match="'22 May' has no year, and the paper has no date from which to tell it"):
        day("22 May")


@pytest.mark.parametrize(("text", "n"), [("no", 0), ("None", 0), ("one", 1), ("a", 1), ("Twelve", 12), ("31", 31)])
def test_numbers(text: str, n: int) -> None:
    assert number(text) == n


def test_numbers_in_words_up_to_twenty() -> None:
    assert [in_words(n) for n in (0, 7, 20, 21)] == ["no", "seven", "twenty", "21"]


def test_months_and_their_last_days() -> None:
    assert month("May 2020") == "2020-05"
    assert last_day("2020-02") == date(2020, 2, 29)
    with pytest.raises(NotUnderstood, match="'May' is no month: expected such as May 2020"):
        month("May")


def test_an_article_is_no_part_of_a_name_and_nouns_are_counted_in_the_singular() -> None:
    assert organisation("the DCC") == organisation("DCC") == "DCC"
    assert organisation("Theseus Energy") == "Theseus Energy"
    assert singular("Modifications Proposals") == "Modification Proposal"
