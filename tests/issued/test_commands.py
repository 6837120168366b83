"""`secchange report build --record`, `issue`, `list`, `export` and `rebuild`, as two people use them."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from services.cli.system import System
from services.reporter.render import ENDINGS, RENDERERS
from shared.domain.facts import FeedReconciled
from shared.trailstore.trail import Trail
from tests.cli.at_hand import secchange_on, system_at_hand
from tests.cli.command import Ran
from tests.given import entries

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]

ISSUE = ("report", "issue", "2020-06", "--paper", "SECP_81_1906_12")


class Desk:
    """The command line on one system, whose keys and checkpoints are in a folder of their own."""

    def __init__(self, system: System, folder: Path) -> None:
        self.system = system
        self.keys, self.checkpoints = folder / "keys", folder / "checkpoints"

    def run(self, *words: str, by: str = "Ann") -> Ran:
        env = {"SECCHANGE_HOME": str(self.keys.parent), "SECCHANGE_PERSON": by}
        folders = {"SECCHANGE_TRAIL_KEYS": str(self.keys), "SECCHANGE_CHECKPOINTS": str(self.checkpoints)}
        return secchange_on(self.system, *words, env=env | folders)

    def json(self, *words: str, by: str = "Ann") -> tuple[int, Any]:
        ran = self.run(*words, "--json", by=by)
        return ran.code, json.loads(ran.out)

    def accepting(self) -> list[str]:
        """A reason for all that is found."""
        held = json.loads(self.run(*ISSUE, "--json", by="Ben").out)["held_up_by"]
        return [
            word for rule in {each["rule"] for each in held} for word in ("--accept", f"{rule}=As it was published")
        ]


@pytest.fixture
def desk(june: str, tmp_path: Path) -> Iterator[Desk]:
    with system_at_hand(june) as system:
        yield Desk(system, tmp_path)


def test_a_paper_goes_out_by_two_people_and_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    head = desk.system.log.head()
    code, built = desk.json("report", "build", "2020-06", "--record", "--out", str(tmp_path / "seen.md"))
    assert code == 0
    assert (built["fact"], built["position"]) == ("paper/2020-06#14", head)
    assert sha256((tmp_path / "seen.md").read_bytes()).hexdigest() == built["formats"][0]["sha256"]

    own = desk.run(*ISSUE)
    assert (own.code, own.out) == (3, "")
    assert "builder_issues: Ann built it (paper/2020-06#14): expected somebody else" in own.err

    held = desk.run(*ISSUE, by="Ben")
    assert held.code == 3
    assert held.out.startswith("Not issued: mend what was found, or accept it with a reason\n")
    assert "15 findings without a reason: --accept " in held.err

    accepting = desk.accepting()
    assert desk.run("audit", "checkpoint").code == 0
    desk.keys.rename(tmp_path / "mislaid")
    unsigned = desk.run(*ISSUE, *accepting, by="Ben")
    assert (unsigned.code, "keys" in unsigned.err, desk.run("report", "list").out.count("SECP")) == (1, True, 0)
    (tmp_path / "mislaid").rename(desk.keys)

    code, told = desk.json(*ISSUE, *accepting, by="Ben")
    assert code == 0
    assert [each["format"] for each in told["formats"]] == list(RENDERERS)
    again = desk.run(*ISSUE, *accepting, by="Ben")
    assert (again.code, "is out by paper/2020-06#15: it stays" in again.err) == (3, True)

    (listed,) = desk.json("report", "list")[1]
    assert (listed["month"], listed["edition"], listed["paper_ref"], listed["by"]) == (
        "2020-06",
        "",
        "SECP_81_1906_12",
        "Ben",
    )
    assert {each["reason"] for each in listed["accepted"]} == {"As it was published"}
    with Trail(desk.system.url, desk.keys, desk.checkpoints) as trail:
        assert trail.checkpoint_at(head) == listed["checkpoint"]

    assert desk.run("report", "export", "2020-06", "--out", str(tmp_path / "out")).code == 0
    for each in told["formats"]:
        data = (tmp_path / "out" / f"2020-06.{ENDINGS.get(each['format'], each['format'])}").read_bytes()
        assert (sha256(data).hexdigest(), len(data)) == (each["sha256"], each["size_bytes"])
    assert listed["checkpoint"] in (tmp_path / "out" / "2020-06.md").read_text("utf-8")

    assert desk.run("report", "list").out.splitlines()[1].split()[:5] == [
        "2020-06",
        "SECP_81_1906_12",
        listed["issued_on"],
        "Ben",
        str(head),
    ]
    rebuilt = desk.run("report", "rebuild", "--all")
    said = f"2020-06: {len(RENDERERS)} files come out as they are kept, by rows and by replay\n"
    assert (rebuilt.code, rebuilt.out) == (0, said)


TICKET = """
2020-06-10  feed/urn:dcc:itsm:test  FeedConnected  door=drop
2020-06-10  ticket/urn:dcc:itsm:test/t1  DccTicketRevisionObserved  door=drop raw_sha256=SHA
    ticket='{"schema": "dcc-ticket/1", "source": "urn:dcc:itsm:test", "ticket_id": "t1", "ticket_number": "CR100",
    "revision": 1, "created_at": "2020-03-27T09:00:00Z", "updated_at": "2020-03-27T09:00:00Z",
    "modification_ref": "MP106", "assessment_type": "PA", "assessment_no": 1, "state": "accepted",
    "accepted_on": "2020-03-27", "target_wd": 15}'
""".replace("\n    ", " ").replace("SHA", "0" * 64)


def test_where_the_tickets_say_otherwise_the_paper_needs_a_reason_and_prints_it(desk: Desk) -> None:
    desk.run("report", "build", "2020-06", "--record")
    desk.system.log.import_entries(entries(TICKET))
    _, held = desk.json(*ISSUE, by="Ben")
    said = [each["message"] for each in held["held_up_by"] if each["rule"] == "feed-differs"]
    assert "MP106 PA 1: the days on which it was accepted differ (2020-03-26 here, 2020-03-27 by the tickets)" in said
    assert desk.run(*ISSUE, *desk.accepting(), by="Ben").code == 0
    (listed,) = desk.json("report", "list")[1]
    assert {each["message"] for each in listed["accepted"] if each["rule"] == "feed-differs"} == set(said)
    told = [recorded.fact for recorded in desk.system.log.history("feed/urn:dcc:itsm:test")]
    assert isinstance(told[-1], FeedReconciled) and told[-1].unexplained == len(said)
    assert desk.run("report", "rebuild", "2020-06").code == 0


def test_what_makes_no_sense_is_told_and_nothing_is_recorded(desk: Desk, tmp_path: Path) -> None:
    head = desk.system.log.head()
    record, out = ("report", "build", "2020-06", "--record"), ("--out", str(tmp_path))
    wrong = {
        ("report", "build", "2020-13", "--record"): (2, "'2020-13' is no month"),
        (*record, "--position", str(head + 1)): (2, f"position {head + 1} is not in the log: expected 0 to {head}"),
        (*record, "--position", "0"): (1, "no paper of 2020-06 is planned at position 0"),
        (*record, "--as-of", "2020-01-01"): (2, "would end on 2020-01-01, before they begin"),
        (*record, "--role", "king"): (2, "'king' is no role"),
        (*record, "--role", "auditor"): (3, "role_may_not: auditor does not give BuildReport"),
        ("report", "build", "2031-01", "--record"): (1, "no paper of 2031-01 is planned"),
        ISSUE: (1, "nobody has built the paper of 2020-06 to be issued"),
        (*ISSUE, "--accept", "title-spelling"): (2, "expected RULE=REASON or RULE@SUBJECT=REASON"),
        (*ISSUE, "--accept", "a=b", "--accept", "a=c"): (2, "--accept a is given twice"),
        (*ISSUE, "--accept", "a=b\nc"): (2, "expected a reason in one line"),
        ("report", "build", "2020-06", "--json"): (2, "--json goes with --record"),
        ("report", "rebuild"): (2, "give a month, or --all"),
        ("report", "rebuild", "2020-06"): (1, "no paper of 2020-06 is out"),
        ("report", "rebuild", "June"): (2, "'June' is no month"),
        ("report", "export", "2020-06", *out): (1, "no paper of 2020-06 is out: of that month there is none"),
        ("report", "export", "2020-06", "--format", "docm", *out): (1, "no paper of 2020-06 is out"),
    }
    for words, (code, said) in wrong.items():
        ran = desk.run(*words)
        assert (ran.code, ran.out, said in ran.err) == (code, "", True), (words, ran)
    nobody = desk.run(*record, by="")
    assert (nobody.code, "who gives it is not told" in nobody.err) == (2, True)
    listed = desk.run("report", "list")
    assert (listed.code, "No paper is out" in listed.err) == (0, True)
    assert desk.system.log.head() == head
