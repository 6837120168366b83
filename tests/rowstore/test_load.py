"""Rows are found by two axes: the position in the log, and the days on which they can matter."""

from datetime import date
from typing import Any

import pytest
from msgspec import ValidationError
from msgspec.structs import replace

from shared.domain.codec import recorded
from shared.readmodels import MEETINGS, REGISTER
from shared.readmodels.as_json import as_json
from shared.readmodels.only import Only
from shared.readmodels.readmodel import ReadModel, rows_of
from shared.rowstore.batch import Batch, Changes, Version
from shared.rowstore.generations import Generation
from shared.rowstore.load import ROWS_AT_ONCE
from shared.rowstore.on_demand import RowsOnDemand
from shared.rowstore.store import RowStore
from tests.given import entries, stored
from tests.rowstore.rows import meetings, version

pytestmark = pytest.mark.integration

MAY, JUNE = date(2020, 5, 31), date(2020, 6, 30)


def on(name: str, opened_on: date, settled_on: date | None, until: int | None = None) -> Version:
    return version(1, until, of=f"meeting/panel/{name}", opened_on=opened_on, settled_on=settled_on)


@pytest.fixture
def rows(store: RowStore, live: Generation) -> None:
    """Each kind of row twice: still open at position 9, and ended there."""
    versions = []
    for ended, until in (("open", None), ("closed", 9)):
        versions += [
            on(f"{ended}-since-may", date(2020, 5, 31), None, until),
            on(f"{ended}-since-june", date(2020, 6, 1), None, until),
            on(f"{ended}-may-only", date(2020, 5, 4), date(2020, 5, 31), until),
            on(f"{ended}-till-june", date(2020, 5, 4), date(2020, 6, 1), until),
        ]
    store.commit(Batch(live.id, {0: (0, 9)}, meetings(*versions)))


def names(store: RowStore, position: int, *, as_of: date | None = None, settled_from: date | None = None) -> set[str]:
    found = store.load(MEETINGS, position, only=Only(as_of=as_of, settled_from=settled_from))
    return {key.removeprefix("meeting/panel/") for key in found}


@pytest.mark.usefixtures("rows")
def test_without_days_everything_that_stood_is_found(store: RowStore) -> None:
    assert len(names(store, 8)) == 8
    assert names(store, 9) == {"open-since-may", "open-since-june", "open-may-only", "open-till-june"}
    assert names(store, 0) == set()


@pytest.mark.usefixtures("rows")
def test_as_of_a_day_leaves_out_what_began_after_it(store: RowStore) -> None:
    assert names(store, 9, as_of=MAY) == {"open-since-may", "open-may-only", "open-till-june"}
    assert names(store, 8, as_of=MAY) - names(store, 9) == {"closed-since-may", "closed-may-only", "closed-till-june"}
    assert names(store, 8, as_of=date(2020, 5, 3)) == set()


@pytest.mark.usefixtures("rows")
def test_settled_from_a_day_leaves_out_what_was_over_before_it(store: RowStore) -> None:
    assert names(store, 9, settled_from=date(2020, 6, 1)) == {"open-since-may", "open-since-june", "open-till-june"}
    assert "open-may-only" in names(store, 9, settled_from=MAY)
    then = {name.replace("open", "closed") for name in names(store, 9, settled_from=date(2020, 6, 1))}
    assert then == {"closed-since-may", "closed-since-june", "closed-till-june"}
    assert names(store, 8, settled_from=date(2020, 6, 1)) == then | names(store, 9, settled_from=date(2020, 6, 1))
    assert names(store, 9, as_of=JUNE, settled_from=date(2020, 6, 2)) == {"open-since-may", "open-since-june"}


@pytest.mark.usefixtures("rows")
def test_what_is_asked_for_at_once_is_answered_in_the_order_of_the_questions(store: RowStore) -> None:
    questions: list[tuple[ReadModel[Any], Only]]
    questions = [(MEETINGS, Only(settled_from=JUNE)), (REGISTER, Only()), (MEETINGS, Only(as_of=MAY))]
    found = store.load_each(questions, 9)
    assert found == [store.load(model, 9, only=only) for model, only in questions]
    assert list(found[0]) == sorted(found[0]) != []
    assert store.load_each([], 9) == []


@pytest.mark.usefixtures("rows")
def test_all_models_are_read_at_one_moment_and_come_as_their_types(store: RowStore) -> None:
    rows = store.load_all(9, as_of=MAY)
    assert (rows.position, len(rows.of(MEETINGS)), rows.of(REGISTER)) == (9, 3, {})
    assert list(rows.of(MEETINGS)) == sorted(rows.of(MEETINGS))
    assert rows.of(MEETINGS)["meeting/panel/open-since-may"].body == "panel"


@pytest.mark.usefixtures("rows")
def test_on_demand_a_model_is_read_once_and_of_one_modification_where_it_is_of_those(store: RowStore) -> None:
    facts = stored(entries("2020-03-02 MP106 ProposalNamed label=MP106\n2020-03-02 MP107 ProposalNamed label=MP107"))
    rows = {key: row for fact in facts for key, row in rows_of(REGISTER, [recorded(fact)]).items()}
    named = [Version(key, key, 10, None, row.opened_on, row.settled_on, as_json(row)) for key, row in rows.items()]
    store.commit(Batch(store.live().id, {0: (9, 10)}, {"register": Changes({}, named)}))
    all_of_them, of_one = RowsOnDemand(store, 10), RowsOnDemand(store, 10, "106")
    assert (list(all_of_them.of(REGISTER)), list(of_one.of(REGISTER))) == (["106", "107"], ["106"])
    assert all_of_them.of(MEETINGS) == of_one.of(MEETINGS) == store.load(MEETINGS, 10)
    assert of_one.of(MEETINGS) is of_one.of(MEETINGS)


def test_of_many_rows_each_is_read_once_in_the_order_of_keys(store: RowStore, live: Generation) -> None:
    keys = [f"meeting/panel/{number:04d}" for number in range(2 * ROWS_AT_ONCE)]
    store.commit(Batch(live.id, {0: (0, 9)}, meetings(*(version(1, of=key) for key in reversed(keys)))))
    assert list(store.load(MEETINGS, 9)) == keys


def test_after_a_row_that_cannot_be_read_others_can_be(store: RowStore, live: Generation) -> None:
    many = [version(1, of=f"meeting/panel/{number}") for number in range(4 * ROWS_AT_ONCE)]
    broken = replace(many[0], row=b'{"no": "meeting"}')
    store.commit(Batch(live.id, {0: (0, 9)}, meetings(broken, *many[1:])))
    with pytest.raises(ValidationError), store.moment() as now:
        store.load_each([(MEETINGS, Only())], 9, generation=now)
    assert len(store.load(MEETINGS, 9, only=Only(keys=(many[1].key,)))) == 1
