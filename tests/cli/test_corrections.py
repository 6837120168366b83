"""A mistake is mended by one person who proposes it and another who agrees; nothing stored is edited."""

import json

import pytest

from services.cli.system import System
from tests.cli.at_hand import secchange_on
from tests.cli.command import Ran
from tests.cli.test_command import RAISE

pytestmark = pytest.mark.integration


def given(system: System, name: str, *fields: str, person: str = "Analyst One") -> Ran:
    common = ("--ref", "DP125", "--on", "2020-06-20", "--evidence", "proposal form", "--person", person)
    return secchange_on(system, "command", name, *common, *fields)


def proposed(system: System) -> Ran:
    of = ("--of", "125#1", "--reason", "the form says so")
    return given(system, "propose-correction", *of, "--now.title", "Correcting the variant")


def test_another_person_agrees_and_the_trail_shows_both(system: System) -> None:
    secchange_on(system, *RAISE)
    assert proposed(system).code == 0
    own = given(system, "approve-correction", "--proposal", "125#2")
    assert (own.code, "author_agrees" in own.err, system.log.head()) == (3, True, 2)
    assert given(system, "approve-correction", "--proposal", "125#2", person="Analyst Two").code == 0

    shown = json.loads(secchange_on(system, "register", "show", "DP125", "--trail", "--json").out)
    assert shown["title"] == "Correcting the variant"
    assert [(step["id"], step["type"], step["corrected_by"]) for step in shown["trail"]] == [
        ("125#1", "ProposalRaised", ["125#3"]),
        ("125#2", "CorrectionProposed", []),
        ("125#3", "FactCorrected", []),
    ]
    as_then = json.loads(secchange_on(system, "register", "show", "DP125", "--position", "2", "--json").out)
    assert as_then["title"] == "Correcting the ESME variant"


def test_a_correction_that_is_refused_changes_nothing(system: System) -> None:
    secchange_on(system, *RAISE)
    proposed(system)
    refused = given(system, "refuse-correction", "--proposal", "125#2", "--reason", "r", person="Analyst Two")
    again = given(system, "approve-correction", "--proposal", "125#2", person="Analyst Two")
    assert (refused.code, again.code, "is settled already" in again.err) == (0, 3, True)
    shown = secchange_on(system, "register", "show", "DP125", "--json")
    assert shown.err == ""
    assert json.loads(shown.out)["title"] == ("Correcting the ESME variant")


def test_a_fact_that_should_not_be_there_is_retracted(system: System) -> None:
    secchange_on(system, *RAISE)
    given(system, "ProposeCorrection", "--of", "125#1", "--reason", "another modification")
    assert given(system, "ApproveCorrection", "--proposal", "125#2", person="Analyst Two").code == 0
    gone = given(system, "ProposeCorrection", "--of", "125#1", "--reason", "r", "--now.title", "T")
    assert (gone.code, "retracted_already" in gone.err) == (3, True)
