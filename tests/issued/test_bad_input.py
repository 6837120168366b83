"""What cannot be issued, explained, packed or checked is told in a sentence, and nothing of it is half done."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from services.reporter.press.issuing import Held
from services.reporter.press.press import Press
from services.reporter.press.restating import restate
from tests.cli.at_hand import system_at_hand
from tests.given import entries
from tests.issued.press import BEN, JUNE, built, issued, reasons
from tests.issued.test_commands import ISSUE, Desk

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120), pytest.mark.usefixtures("light")]

REF = ("--paper", "SECP_81_1906_12")
PA = "assessments.pa.open.mean_wd"
POISON = b'{"type": "\xff"}'


@pytest.fixture
def desk(june: str, tmp_path: Path) -> Iterator[Desk]:
    with system_at_hand(june) as system:
        yield Desk(system, tmp_path)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("report", "issue", "2020-13", *REF), 2, "'2020-13' is no month"),
        (("report", "issue", "2031-01", *REF), 1, "nobody has built the paper of 2031-01"),
        (("report", "restate", "2020-13", *REF), 2, "'2020-13' is no month"),
        (("report", "restate", "2031-01", *REF), 1, "no paper of 2031-01 is out: `secchange report issue` comes first"),
        (("report", "diff", "2020-13"), 2, "'2020-13' is no month"),
        (("report", "diff", "2031-01"), 1, "no paper of 2031-01 is out: of that month nothing is"),
        (("report", "explain", "2020-13", PA), 2, "'2020-13' is no month"),
        (("report", "explain", "2020-06", PA, "--position", "10000"), 2, "position 10000 is not in the log"),
        (("report", "explain", "2020-06", "assessments.pa.open.mean"), 2, f"did you mean {PA}"),
        (("report", "explain", "2031-06", PA), 1, "knows the bank holidays from 2013 to 2030"),
        (("report", "build", "2031-06"), 1, "knows the bank holidays from 2013 to 2030"),
        (("report", "figures", "2031-06"), 1, "knows the bank holidays from 2013 to 2030"),
        (("report", "export", "2020-13", "--out", "here"), 2, "'2020-13' is no month"),
        (("report", "build", "2020-06", "--position", "10000"), 2, "position 10000 is not in the log"),
        (("audit", "checkpoint", "--position", "10000"), 2, "position 10000 is not in the log"),
        (("register", "trail", "MP078", "--position", "10000"), 2, "position 10000 is not in the log"),
        (("register", "trail", "MP9999"), 1, "No fact speaks of MP9999"),
    ],
)
def test_what_is_not_there_is_told(desk: Desk, words: tuple[str, ...], code: int, says: str) -> None:
    head = desk.system.log.head()
    ran = desk.run(*words)
    assert (ran.code, ran.out, says in ran.err, len(ran.err.splitlines())) == (code, "", True, 1), ran
    assert desk.system.log.head() == head
    assert not list(desk.checkpoints.glob("*")), "nothing was signed for it"


def test_of_a_month_without_facts_it_is_said_that_nothing_is_known(desk: Desk) -> None:
    explained = desk.run("report", "explain", "2014-01", PA)
    assert (explained.code, explained.out.splitlines()[0]) == (
        0,
        f"There is no value for {PA}: no recorded fact bears on it.",
    )
    assert "No paper of January 2014 is planned" in desk.run("report", "build", "2014-01").out


@pytest.mark.parametrize("asked", [PA, "MP106"])
def test_of_a_month_after_all_facts_it_is_said_that_nothing_is_recorded_of_it(desk: Desk, asked: str) -> None:
    """What was open then is counted on, day by day; whoever asks is told that nobody recorded anything since."""
    said = "Nothing is recorded of the days from 13 June 2020 to 30 June 2025; the last recorded day is 12 June 2020."
    for words in (("report", "explain", "2025-06", asked), ("report", "build", "2025-06")):
        ran = desk.run(*words)
        assert (ran.code, said in ran.out) == (0, True), words
    code, told = desk.json("report", "explain", "2025-06", asked)
    (first, *_) = told if isinstance(told, list) else (told,)
    assert {"paper-not-planned", "nothing-recorded"} <= {finding["rule"] for finding in first["findings"]}
    told_of_june = desk.run("report", "explain", "2020-06", asked)
    assert (code, "nothing-recorded" in told_of_june.out) == (0, False)


def parked(press: Press, url: str) -> int:
    """The position of a fact of MP106 that nobody can read, at the end of the log."""
    with psycopg.connect(url) as owner:
        owner.execute(
            """
            INSERT INTO eventlog.facts (originator_id, originator_version, topic, state, known_at, latest_known_at)
            VALUES ('106', %s, 'ProposalNamed/1', %s, '2020-06-12', '2020-06-12')
            """,
            (len(press.log.stored_history("106")) + 1, POISON),
        )
    return press.log.head()


def test_over_a_fact_that_is_parked_no_paper_is_built_or_issued(press: Press, june: str, desk: Desk) -> None:
    """It waits: the paper says what the log says, and nobody knows what this fact does."""
    before, at = press.log.head(), parked(press, june)
    held = f"position {at} is not complete: parked: 1, the first at position {at} in stream 106"
    for words in (("report", "build", "2020-06", "--record"), ("report", "build", "2020-06")):
        ran = desk.run(*words)
        assert (ran.code, ran.out, held in ran.err) == (4, "", True), ran
    # Someone built it where nobody looked whether the rows were all there.
    built(press, position=at)
    ran = desk.run(*ISSUE, by="Ben")
    assert (ran.code, ran.out, held in ran.err) == (4, "", True), ran
    assert (press.kept.listed(), press.log.head()) == ([], at + 1)
    # What was known before it can go out meanwhile.
    ran = desk.run("report", "build", "2020-06", "--record", "--position", str(before))
    assert (ran.code, "Recorded. The rows cannot follow yet" in ran.err) == (0, True), ran
    accepted = [word for rule, why in reasons(press, BEN).items() for word in ("--accept", f"{rule}={why}")]
    ran = desk.run(*ISSUE, *accepted, by="Ben")
    assert (ran.code, "Recorded. The rows cannot follow yet" in ran.err) == (0, True), ran
    assert {each.month for each in press.kept.listed()} == {"2020-06"}


def test_what_an_operator_discarded_stops_nothing_that_is_asked_of_papers(
    press: Press, june: str, desk: Desk, tmp_path: Path
) -> None:
    """No row is made of it; so nothing else that is told of papers, rows or modifications heeds it either."""
    built(press)
    issued(press)
    at = parked(press, june)
    command = ("command", "ReturnAssessment", "--ref", "MP106", "--on", "2020-05-29", "--evidence", "A letter")
    said = f"the log holds no fact at position {at}, 106#{len(press.log.stored_history('106'))}: "
    ran = desk.run(*command, "--kind", "PA")
    assert (ran.code, ran.out, said in ran.err, "stream.parked" in ran.err) == (1, "", True, True), ran
    press.log.import_entries(entries("2020-05-28  MP078  AssessmentReturned  PA 2  known=2020-07-02"))
    assert desk.run("register", "list").code == 4
    assert desk.run("quarantine", "discard", "106", "--position", str(at), "--reason", "no fact at all").code == 0
    for words, code in (
        (("report", "explain", "2020-06", PA), 0),
        (("report", "explain", "2020-06", "MP106"), 0),
        (("report", "late"), 3),
        (("report", "diff", "2020-06"), 3),
        (("report", "build", "2020-06", "--record"), 0),
        (("report", "rebuild", "--all"), 0),
        (("register", "trail", "MP106"), 0),
        (("register", "show", "MP106", "--trail"), 0),
        (("audit", "bundle", "MP078", "--out", str(tmp_path / "mp078.zip")), 0),
    ):
        ran = desk.run(*words)
        assert ran.code == code, (words, ran)
    ran = desk.run("audit", "bundle", "MP106", "--out", str(tmp_path / "mp106.zip"))
    assert (ran.code, "bytes that are no JSON" in ran.err, (tmp_path / "mp106.zip").exists()) == (1, True, False), ran
    accepted = [word for rule in held(press) for word in ("--accept", f"{rule}=Looked at")]
    ran = desk.run("report", "restate", "2020-06", *REF, *accepted, by="Ben")
    assert ran.code == 0, ran
    ran = desk.run("report", "rebuild", "--all")
    assert (ran.code, ran.out.count("by rows and by replay")) == (0, 2), ran


def held(press: Press) -> set[str]:
    """The rules that hold the restated paper up."""
    found = restate(press, JUNE, "SECP_81_1906_12", {}, BEN)
    assert isinstance(found, Held)
    return {finding.rule for finding in found.findings}


def test_without_the_keys_nothing_is_signed_packed_or_issued(press: Press, desk: Desk, tmp_path: Path) -> None:
    built(press)
    accepted = [word for rule, why in reasons(press, BEN).items() for word in ("--accept", f"{rule}={why}")]
    assert desk.run("audit", "checkpoint").code == 0
    (kept,) = desk.checkpoints.glob("*.checkpoints")
    signed, head = kept.read_bytes(), press.log.head()
    desk.keys.rename(tmp_path / "mislaid")
    for words in (
        ("audit", "checkpoint"),
        ("audit", "bundle", "MP078", "--out", str(tmp_path / "none.zip")),
        ("register", "trail", "MP078"),
        (*ISSUE, *accepted),
    ):
        ran = desk.run(*words, by="Ben")
        assert (ran.code, ran.out, "there is no list of keys" in ran.err) == (1, "", True), ran
    assert (kept.read_bytes(), press.log.head(), press.kept.listed()) == (signed, head, [])
    assert not (tmp_path / "none.zip").exists()
