"""Which rows are left out."""

from datetime import date

import pytest

from shared.readmodels.only import ALL, Only
from shared.readmodels.readmodel import Row

MAY, JUNE, JULY = (date(2020, month, 1) for month in (5, 6, 7))
ROWS = {
    "over in May": Row(stream="106", opened_on=MAY, settled_on=MAY),
    "over in July": Row(stream="107", opened_on=MAY, settled_on=JULY),
    "from June": Row(stream="107", opened_on=JUNE),
    "from July": Row(stream="108", opened_on=JULY),
}


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (ALL, set(ROWS)),
        (Only(as_of=JUNE), {"over in May", "over in July", "from June"}),
        (Only(settled_from=JUNE), {"over in July", "from June", "from July"}),
        (Only(settled_from=JULY, as_of=JUNE), {"over in July", "from June"}),
        (Only(keys=("from July", "of none")), {"from July"}),
        (Only(keys=()), set()),
        (Only(streams=("107",)), {"over in July", "from June"}),
        (Only(streams=("107", "108"), as_of=MAY), {"over in July"}),
    ],
)
def test_of_rows_those_are_left_that_are_asked_for(only: Only, expected: set[str]) -> None:
    assert only.of(ROWS) == {key: ROWS[key] for key in expected}
