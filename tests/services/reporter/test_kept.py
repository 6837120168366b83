"""Of a share of a log that is kept, the rows asked for are those of its facts folded, however they are kept."""

from datetime import date
from typing import Any

import pytest

from services.reporter.share.kept import kept
from services.reporter.views import folded
from shared.domain.codec import recorded
from shared.readmodels import BOARD_VOTES, PROCEEDINGS, REGISTER
from shared.readmodels.only import ALL, Only
from shared.readmodels.readmodel import ReadModel
from tests.given import stored
from tests.histories import entries

TOLD = [recorded(fact) for fact in stored(entries(2_000, seed=11))]
ROWS, KEPT = folded(TOLD), kept(TOLD)
KEYS = tuple(sorted(ROWS["proceedings"])[::5])
STREAMS = tuple(sorted({row.stream for row in ROWS["proceedings"].values()}))[::2]


@pytest.mark.parametrize("model", [PROCEEDINGS, REGISTER, BOARD_VOTES], ids=lambda model: model.name)
@pytest.mark.parametrize(
    "only",
    [
        ALL,
        Only(settled_from=date(2017, 1, 1)),
        Only(as_of=date(2017, 6, 30)),
        Only(settled_from=date(2016, 1, 1), as_of=date(2018, 12, 31), streams=STREAMS),
        Only(streams=STREAMS),
        Only(streams=()),
        Only(keys=KEYS),
        Only(keys=(), as_of=date(2020, 1, 1)),
    ],
    ids=lambda only: ",".join(
        field for field in ("settled_from", "as_of", "keys", "streams") if getattr(only, field) is not None
    ),
)
def test_the_rows_asked_for_are_those_of_all_that_is_folded(model: ReadModel[Any], only: Only) -> None:
    found = only.of(ROWS[model.name])
    assert dict(KEPT[model.name].of(only)) == found
    assert bool(found) == (() not in (only.keys, only.streams)) or only.keys == KEYS
