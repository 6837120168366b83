"""Facts of every released version are read today, and mean what they meant."""

import pytest

from services.reporter.cut import TEMPLATE
from services.reporter.issued.inputs import asked_of
from services.reporter.render import RENDERERS
from shared.domain.codec import encode, recorded
from shared.domain.facts import FACTS, PaperInputs
from shared.eventlog.log import EventLog
from shared.readmodels import READ_MODELS
from shared.readmodels.readmodel import ReadModel, Row
from tests.given import entries, stored
from tests.upgrade.released import Released, fold_of, paper_of, releases
from tests.upgrade.story import STORY

TODAY = {fact.topic() for fact in FACTS}

each_release = pytest.mark.parametrize("released", releases(), ids=lambda released: released.folder.name)


@each_release
def test_every_fact_is_read_and_one_whose_version_has_not_risen_is_written_to_the_same_bytes(
    released: Released,
) -> None:
    for fact in released.facts():
        entry = recorded(fact).entry
        assert entry.data.topic() in TODAY
        if fact.topic in TODAY:
            assert encode(entry) == fact.value


def test_the_first_release_told_every_fact_it_knew() -> None:
    [first, *_] = releases()
    assert first.folder.name == "0.1.0"
    assert len({fact.topic for fact in first.facts()}) == 43


def test_the_story_of_the_next_release_tells_every_fact() -> None:
    """Red: give the new fact a line in tests/upgrade/story.py."""
    assert {entry.data.topic() for entry in entries(STORY)} == TODAY


@each_release
@pytest.mark.parametrize("model", READ_MODELS, ids=lambda model: model.name)
def test_a_read_model_makes_the_same_rows_of_them_until_its_version_rises(
    released: Released, model: ReadModel[Row]
) -> None:
    """Red: either the fold changed by accident, or the model's version is to be raised."""
    then = released.folds().get(model.name)
    if then is None:
        return  # a read model that was not there yet
    assert model.version >= then.version
    if model.version == then.version:
        assert fold_of(model, released.facts()) == then


@each_release
def test_a_paper_of_a_released_version_comes_out_the_same_in_every_format(released: Released) -> None:
    """Red: its rules, its template or its calendar were changed; that is undone, and made under a new version."""
    for made in released.papers():
        again = paper_of(released.facts(), made.month, asked_of(PaperInputs(**made.inputs)))
        assert again.inputs == made.inputs
        assert {form: again.sha256[form] for form in made.sha256} == made.sha256


def test_a_release_keeps_a_paper_that_can_be_made_again() -> None:
    facts = stored(entries(STORY))
    made = paper_of(facts, "2020-06")
    assert (made.inputs["news_to"], made.inputs["template"]) == ("2020-05-31", TEMPLATE)
    assert set(made.sha256) == set(RENDERERS)
    assert paper_of(facts, "2020-06", asked_of(PaperInputs(**made.inputs))) == made


@pytest.mark.integration
@each_release
def test_a_released_log_is_opened_and_read_as_it_was_kept(database: str, released: Released) -> None:
    released.load(database)
    with EventLog.open(database) as log:
        assert list(log.read(0, 1_000)) == list(released.facts())
