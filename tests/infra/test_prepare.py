"""Kafka's jars are fetched before a full run, which goes on where there are none to be had."""

from pathlib import Path

import pytest

from infra.kafka.errors import StackUnavailable
from tests import prepare

MAKEFILE = Path(__file__).parents[2] / "Makefile"


def test_a_full_run_fetches_them_first() -> None:
    _, _, test = MAKEFILE.read_text().partition("\ntest: ")
    assert test.index("-m tests.prepare") < test.index("-m pytest")


def test_where_they_cannot_be_fetched_the_reason_is_told_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_maven() -> Path:
        raise StackUnavailable("install Maven")

    monkeypatch.setattr(prepare, "kafka_jars", no_maven)
    prepare.prepare()
    assert capsys.readouterr() == ("", "install Maven\n")
