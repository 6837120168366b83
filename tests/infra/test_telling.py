"""Of what a failing test printed the end is told, and how much there was before it."""

from tests.telling import shorten


def test_what_is_short_is_told_whole() -> None:
    text = "".join(f"line {number}\n" for number in range(60))
    assert shorten(text) == text


def test_of_what_is_long_the_end_is_told() -> None:
    lines = shorten("".join(f"line {number}\n" for number in range(5_000))).splitlines()
    assert (lines[0], lines[1], lines[-1], len(lines)) == (
        "[4940 earlier lines left out]",
        "line 4940",
        "line 4999",
        61,
    )
