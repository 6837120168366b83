"""The doctor tells of each version what was found, what was expected, and what to do where they do not agree."""

import pytest

from services.cli import versions
from services.cli.checked import Checked


@pytest.mark.parametrize("found", ["3.0.12", "3.0.13", "3.0.100", "3.0.12.post1"])
def test_a_version_within_what_is_expected_is_well(found: str) -> None:
    assert versions.version("kafka-python", found, "3.0.12", "3.1", "pip install it") == Checked(
        "kafka-python", True, f"{found}, expected 3.0.12 or later, before 3.1"
    )


@pytest.mark.parametrize("found", ["3.0.11", "2.9.20", "3.1", "3.1.0", "4", "unknown"])
def test_one_outside_it_is_to_be_mended(found: str) -> None:
    assert versions.version("kafka-python", found, "3.0.12", "3.1", "pip install it") == Checked(
        "kafka-python", False, f"{found}, expected 3.0.12 or later, before 3.1", "pip install it"
    )


def test_what_is_not_installed_is_told() -> None:
    checked = versions.version("eventsourcing", None, "9.5", "9.6", "pip install it")
    assert (checked.well, checked.found) == (False, "not installed, expected 9.5 or later, before 9.6")


@pytest.mark.parametrize(("found", "well"), [("14.19", False), ("15.0", True), ("18.4", True)])
def test_postgresql_is_of_version_15_or_later(found: str, well: bool) -> None:
    assert versions.postgresql(found).well is well


@pytest.mark.parametrize(("found", "well"), [("2.7", False), ("2.8", True), ("4.1", True)])
def test_a_broker_tells_one_life_of_a_topic_from_the_next(found: str, well: bool) -> None:
    assert versions.kafka(found).well is well


def test_what_this_project_is_installed_with_is_well() -> None:
    assert [(each.what, each.well) for each in (versions.python(), *versions.libraries())] == [
        ("Python", True),
        ("eventsourcing", True),
        ("kafka-python", True),
    ]
