"""What a rebuild found is told in full: how much differs, what of it is listed, and by which fact each row differs."""

from dataclasses import replace

from services.cli.differences import differences_json, differences_text
from services.projector.compare import Rebuilt
from shared.rowstore.differences import Difference
from tests.given import entries, stored

[FACT] = stored(entries("2020-03-02  MP106  ProposalNamed  label=MP106"))
OF_A_FACT = Difference("register", "106", 1, None, None, '{"tampered": true}', '{"tampered": false}')
OF_NONE = Difference("register", "107", 9, None, None, "{}", None)
FOUND = Rebuilt(50, 0, 50, [OF_A_FACT, OF_NONE], 1_234, ["releases"], {1: FACT})


def test_the_text_names_the_fact_and_counts_what_it_does_not_list() -> None:
    assert differences_text(FOUND).splitlines() == [
        "50 facts replayed, 0 parked",
        "made anew by another version of their read model, not compared: releases",
        "compared at every position up to 50: 1,234 rows differ; 1,232 of them are not listed",
        "  position 1, 106#1 ProposalNamed/1: register 106",
        '    live:    {"tampered": true}',
        '    rebuilt: {"tampered": false}',
        "  position 9, which no fact has: register 107",
        "    live:    {}",
        "    rebuilt: no such version",
    ]


def test_days_that_differ_beside_equal_rows_are_shown() -> None:
    days = ("2020-03-02", None, "2020-03-02", "2020-05-06")
    of_days = Difference("register", "106", 1, 9, 9, "{}", "{}", *days)
    *_, position, live, rebuilt = differences_text(replace(FOUND, differences=[of_days])).splitlines()
    assert position == "  position 1, 106#1 ProposalNamed/1: register 106"
    assert live == "    live:    {} (opened on 2020-03-02, not settled) (until position 9)"
    assert rebuilt == "    rebuilt: {} (opened on 2020-03-02, settled on 2020-05-06) (until position 9)"


def test_a_program_is_told_the_same() -> None:
    told = differences_json(FOUND)
    assert (told["differing"], told["not_compared"], len(told["differences"])) == (1_234, ["releases"], 2)
    assert [(each["position"], each["fact"], each["type"]) for each in told["differences"]] == [
        (1, "106#1", "ProposalNamed/1"),
        (9, None, None),
    ]
