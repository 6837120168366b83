"""The reference of a Panel paper tells the day of the meeting for which it is."""

from datetime import date

import pytest

from shared.papers.reference import panel_day


@pytest.mark.parametrize(
    ("ref", "issued_on", "panel_on"),
    [
        ("SECP_81_1906_12", date(2020, 6, 12), date(2020, 6, 19)),
        ("SECP_88_1501_09", date(2020, 12, 23), date(2021, 1, 15)),
        ("SECP_81_1906_12", date(2020, 6, 19), date(2020, 6, 19)),
    ],
    ids=["a week later", "over the turn of the year", "the same day"],
)
def test_the_panel_sits_on_the_first_such_day_from_the_paper_day_on(ref: str, issued_on: date, panel_on: date) -> None:
    assert panel_day(ref, issued_on) == panel_on


@pytest.mark.parametrize("ref", ["", "SECP_81", "SECP_81_3106_12", "SECP_81_1999_12", "CSCP_10_2605_02"])
def test_a_reference_that_tells_no_day_gives_none(ref: str) -> None:
    assert panel_day(ref, date(2020, 6, 12)) is None
