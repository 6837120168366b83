"""One modification, however people spell it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.reference import ModificationRef, NotAReference, is_of_the_old_series, series_of


@pytest.mark.parametrize(
    ("spelling", "stream"),
    [
        ("DP124", "124"),
        ("MP124", "124"),
        ("SECMP0007", "7"),
        ("SECMP067", "67"),
        ("SECMP0067", "67"),
        ("MP102B", "102B"),
        ("mp102b", "102B"),
        ("MP 102 B", "102B"),
        (" DP125 ", "125"),
        ("SecMP130", "130"),
        ("DP001", "1"),
        ("124", "124"),
        ("102A", "102A"),
        ("MP9999", "9999"),
        ("MP\u00a0124", "124"),
    ],
)
def test_every_spelling_of_a_modification_is_one_stream(spelling: str, stream: str) -> None:
    assert ModificationRef.parse(spelling).stream == stream


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MP",
        "MPX",
        "MP12345",
        "XP124",
        "124a",
        "0124",
        "102AB",
        "MP102AB",
        "MP-124",
        "MP000",
        "DP0",
        "MP１２４",
        "MP102\u212a",
        "124\n",
    ],
)
def test_what_is_no_reference_is_told_with_what_was_found(text: str) -> None:
    with pytest.raises(NotAReference) as told:
        ModificationRef.parse(text)
    assert repr(text) in str(told.value)


@pytest.mark.parametrize(
    ("stream", "series", "label"),
    [
        ("124", "DP", "DP124"),
        ("124", "MP", "MP124"),
        ("7", "SECMP", "SECMP0007"),
        ("7", "MP", "MP007"),
        ("102B", "MP", "MP102B"),
        ("130", "SECMP", "SECMP0130"),
    ],
)
def test_a_label_is_printed_as_the_papers_print_it(stream: str, series: str, label: str) -> None:
    assert ModificationRef.parse(stream).label(series) == label


@given(st.integers(1, 9999), st.sampled_from(["", "A", "Z"]), st.sampled_from(["DP", "MP", "SECMP"]))
def test_what_is_printed_is_read_back(number: int, suffix: str, series: str) -> None:
    ref = ModificationRef(number, suffix)
    assert ModificationRef.parse(ref.label(series)) == ref
    assert ModificationRef.parse(ref.stream) == ref


def test_modifications_sort_as_the_papers_list_them() -> None:
    labels = ["MP102B", "DP009", "SECMP0067", "MP102", "MP102A", "DP124"]
    assert [ref.stream for ref in sorted(map(ModificationRef.parse, labels))] == [
        "9",
        "67",
        "102",
        "102A",
        "102B",
        "124",
    ]


@given(st.sampled_from(["DP", "mp", "MP", "SECMP", "secmp", " SECMP "]), st.integers(1, 9999))
def test_the_old_series_is_known_by_its_first_letter(series: str, number: int) -> None:
    label = f"{series}{number}"
    assert is_of_the_old_series(label) is (series_of(label) == "SECMP")


def test_a_label_tells_its_series() -> None:
    assert [series_of(label) for label in ("DP125", "mp125", "SECMP0007")] == ["DP", "MP", "SECMP"]
    with pytest.raises(NotAReference, match="'125' is no label"):
        series_of("125")
