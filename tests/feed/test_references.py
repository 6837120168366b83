"""Which modification a free text names: exactly one, or it is refused; never one that only may be meant."""

import pytest

from shared.feed.reasons import Refused
from shared.feed.references import label_in


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("MP078", "MP078"),
        (" mp 078 ", "MP078"),
        ("MP-78.", "MP078"),
        ("SECMP62", "SECMP0062"),
        ("MP 102b", "MP102B"),
        ("MP102 B", "MP102B"),
        ("MP102 broken meters in lofts", "MP102"),
        ("MP102: a title", "MP102"),
        ("CR1267 for MP106, by June", "MP106"),
        ("DP124, now MP124", "MP124"),
        ("MP106 and MP106", "MP106"),
        ("MP1234", "MP1234"),
    ],
)
def test_one_modification_is_named(text: str, label: str) -> None:
    assert label_in(text) == label


@pytest.mark.parametrize(
    "text",
    ["MP078 & MP080", "MP078 and MP080", "MP106/107", "MP078 & 080", "MP106 and 107", "MP102A/B", "MP102A, MP102B"],
)
def test_more_than_one_is_named(text: str) -> None:
    refused = label_in(text)
    assert isinstance(refused, Refused)
    assert refused.code == "ambiguous-modification"


@pytest.mark.parametrize("text", ["MP10655", "MP000", "106", "XMP106", "MP106PA", "Meters", ""])
def test_none_is_named(text: str) -> None:
    refused = label_in(text)
    assert isinstance(refused, Refused)
    assert refused.code == "unknown-modification"
