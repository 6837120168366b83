"""The measurements run, and the table says what was missed."""

import pytest

from tests.bench.cases import CASES
from tests.bench.figures import Crash, Figures, Goal, Row
from tests.bench.stand import Stand
from tests.bench.table import Told, as_json, as_markdown, verdict

MACHINE = {
    "python": "3.11",
    "postgresql": "PostgreSQL 18",
    "kafka": "4.1.1",
    "packages": {"psycopg": "3.3"},
    "processor": "one",
    "cores": 2,
    "memory_gib": 8,
}


@pytest.mark.integration
@pytest.mark.parametrize("case", ["append", "import", "relay", "projector"])
def test_a_case_measures_something(case: str, postgres_url: str, kafka_bootstrap: str) -> None:
    with Stand(rounds=1, facts=200, quick=True, given_postgres=postgres_url, given_kafka=kafka_bootstrap) as stand:
        rows = list(CASES[case](stand))
    figures = [row.ours.median for row in rows if row.unit == "facts/s"]
    assert figures
    assert min(figures) > 0


@pytest.mark.integration
def test_commands_are_measured_with_a_key_and_without(postgres_url: str, kafka_bootstrap: str) -> None:
    with Stand(rounds=1, facts=20, given_postgres=postgres_url, given_kafka=kafka_bootstrap) as stand:
        rows = list(CASES["commands"](stand))
    assert {row.unit for row in rows} == {"ms"}
    assert len(rows) == 6


@pytest.mark.integration
def test_a_poll_is_measured_up_to_the_log(postgres_url: str) -> None:
    with Stand(rounds=1, facts=60, quick=True, given_postgres=postgres_url) as stand:
        polled, read = CASES["poll"](stand)
    assert polled.passes
    assert read.ours.median > 0


@pytest.mark.integration
def test_a_reader_at_the_heels_of_the_writers_misses_none(postgres_url: str) -> None:
    with Stand(rounds=1, facts=200, quick=True, given_postgres=postgres_url) as stand:
        [missed] = [row for row in CASES["append"](stand) if row.unit == "facts"]
    assert missed.ours.values == (0.0,)


@pytest.mark.integration
def test_every_figure_and_line_of_a_paper_is_explained(postgres_url: str) -> None:
    with Stand(rounds=1, quick=True, given_postgres=postgres_url) as stand:
        rows = list(CASES["explain"](stand))
    assert [row.unit for row in rows] == ["ms", "ms", "ms"]
    assert all(row.ours.median > 0 for row in rows)


@pytest.mark.integration
def test_the_trail_is_measured_up_to_a_proof_that_holds(postgres_url: str) -> None:
    with Stand(rounds=1, facts=600, quick=True, given_postgres=postgres_url) as stand:
        rows = list(CASES["trail"](stand))
    assert [row.unit for row in rows] == ["s", "s", "s", "ms", "ms", "ms", "s"]
    assert min(row.ours.median for row in rows) > 0


@pytest.mark.parametrize(
    ("goal", "reached"),
    [
        (Goal("at least", 300), True),
        (Goal("at least", 301), False),
        (Goal("at most", 299), False),
        (Goal("at least", 3, of_peer=True), True),
        (Goal("at most", 2.9, of_peer=True), False),
        (None, None),
    ],
)
def test_a_goal_is_held_against_the_median(goal: Goal | None, reached: bool | None) -> None:
    row = Row("so many", "facts/s", Figures((100.0, 300.0, 1000.0)), goal, ("another", Figures((99.0, 100.0, 900.0))))
    assert row.passes is reached


def test_a_case_that_broke_is_a_failed_line_of_the_table() -> None:
    broke = Told("relay", Crash("relay", "RuntimeError: no broker"), 1.5)
    assert verdict(broke.what) == "FAIL"
    assert "| relay | did not end: RuntimeError: no broker | | | | | FAIL | 1.5 |" in as_markdown([broke], MACHINE)
    assert as_json([broke], MACHINE)["rows"] == [
        {"case": "relay", "verdict": "FAIL", "load": 1.5, "crashed": "RuntimeError: no broker"}
    ]


def test_a_line_tells_median_spread_peer_ratio_and_goal() -> None:
    row = Row(
        "relay",
        "facts/s",
        Figures((10.0, 20.0, 30.0)),
        Goal("at least", 0.75, of_peer=True),
        ("a plain producer", Figures((40.0, 40.0, 50.0))),
    )
    assert (
        "| relay | 20 facts/s | 10 .. 30 (3) | a plain producer: 40 (40 .. 50 (3)) | 0.5 | at least 0.75 x the peer | "
        "FAIL | 2.0 |"
    ) in as_markdown([Told("relay", row, 2.0)], MACHINE)
