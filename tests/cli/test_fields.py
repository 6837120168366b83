"""Words of a command line become the fields of a command; what cannot is named with what was expected."""

from typing import Any

import pytest

from services.cli.exits import WrongUsage
from services.cli.fields import fields_from
from services.cli.shapes import shape_of
from shared.process.naming import UnknownCommand, kebab, named
from shared.process.rules import RULES


def fields(command: str, *words: str) -> dict[str, Any]:
    return fields_from(words, shape_of(named(command)), command)


@pytest.mark.parametrize(
    ("command", "words", "told"),
    [
        ("DetermineReadiness", ["--outcome", "ready", "--mode=meeting"], {"outcome": "ready", "mode": "meeting"}),
        ("RecordVote", ["--ad-hoc", "--basis", "recommendation"], {"ad_hoc": True, "basis": "recommendation"}),
        ("RecordVote", ["--no-ad-hoc"], {"ad_hoc": False}),
        ("RecordVote", ["--ad_hoc", "no"], {"ad_hoc": False}),
        ("RaiseProposal", ["--title", "2020"], {"title": "2020"}),
        ("RaiseProposal", ["--title=--odd"], {"title": "--odd"}),
        (
            "RaiseProposal",
            ["--proposer.name", "John Noad", "--proposer.party-category", "large_supplier"],
            {"proposer": {"name": "John Noad", "party_category": "large_supplier"}},
        ),
        ("RaiseProposal", ["--proposer", '{"name": "N"}'], {"proposer": {"name": "N"}}),
        ("HoldMeeting", ["--considered", "DP125", "--considered", "7"], {"considered": ["DP125", "7"]}),
        ("HoldMeeting", ["--considered", '["DP125", "7"]'], {"considered": ["DP125", "7"]}),
        ("AcceptAssessment", ["--n", "2", "--target-wd", "15"], {"n": 2, "target_wd": 15}),
        ("AcceptAssessment", ["--target-wd", "many"], {"target_wd": "many"}),
        ("ProposeCorrection", ["--now.title", "Meters", "--now.n", "3"], {"now": {"title": "Meters", "n": 3}}),
        ("SplitProposal", ["--children", '{"suffix": "A"}'], {"children": [{"suffix": "A"}]}),
    ],
)
def test_words_become_fields(command: str, words: list[str], told: dict[str, Any]) -> None:
    assert fields(command, *words) == told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--titel", "X"], "has no --titel; near: --title"),
        (["title", "X"], "'title' stands alone"),
        (["--title", "X", "--title", "Y"], "--title stands twice"),
        (["--title"], "--title needs a value"),
        (["--proposer", "X", "--proposer.name", "Y"], "is given as a whole already"),
        (["--proposer.nom", "X"], "has no --proposer.nom"),
        (["--"], "stands alone"),
        (["--="], "has no --"),
    ],
)
def test_words_that_are_no_fields_are_wrong_usage(words: list[str], says: str) -> None:
    with pytest.raises(WrongUsage, match=says):
        fields("RaiseProposal", *words)


@pytest.mark.parametrize("spelling", ["RaiseProposal", "raise-proposal", "raise_proposal", "raiseproposal"])
def test_a_command_has_its_name_in_any_spelling(spelling: str) -> None:
    assert named(spelling).command == "RaiseProposal"


def test_near_names_are_suggested() -> None:
    with pytest.raises(UnknownCommand, match="near ones: RaiseProposal"):
        named("RaisePropsal")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.command)
def test_every_command_has_a_kebab_name_and_options(rule: Any) -> None:
    assert named(kebab(rule.command)) is rule
    assert {"ref", "on", "evidence"} <= shape_of(rule).fields.keys()
