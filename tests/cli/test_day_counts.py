"""Which conventions are counted by, as somebody asks for them."""

import pytest

from services.cli.day_counts import day_counts
from services.cli.exits import WrongUsage


def test_days_are_counted_as_papers_count_them_unless_asked_otherwise() -> None:
    assert day_counts(None, both=False) == ("weekdays_both_ends", None)
    assert day_counts("sec_working_days", both=False) == ("sec_working_days", None)


def test_both_are_the_one_asked_for_and_the_other_beside_it() -> None:
    assert day_counts(None, both=True) == ("weekdays_both_ends", "sec_working_days")
    assert day_counts("sec_working_days", both=True) == ("sec_working_days", "weekdays_both_ends")


@pytest.mark.parametrize("name", ["notice", "consultation", "calendar_days", ""])
def test_a_convention_for_other_things_is_refused_with_those_that_fit(name: str) -> None:
    with pytest.raises(WrongUsage, match="expected one of weekdays_both_ends, sec_working_days"):
        day_counts(name, both=False)
