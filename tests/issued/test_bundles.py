"""Bundles as the command packs them are good for a verifier that knows nothing of us, and say what the server says."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest

from shared.domain.entry import Source, entry
from shared.domain.facts import DccTicketRevisionObserved
from shared.domain.streams import ticket
from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Delivery
from shared.inbox.sealing import Sealer
from shared.trailstore.trail import Trail
from tests.cli.at_hand import system_at_hand
from tests.feed.tickets import NOW, SOURCE, revision
from tests.issued.conftest import copied
from tests.issued.test_commands import ISSUE, Desk
from tests.issued.test_restate import LATER
from tests.verifier.forging import flipped
from tests.verifier.made import zipped
from tests.verifier.naive import Row, data

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]


@pytest.fixture
def desk(june: str, tmp_path: Path) -> Iterator[Desk]:
    with system_at_hand(june) as system:
        yield Desk(system, tmp_path)


@pytest.fixture(scope="module")
def issued(postgres_url: str, filled: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The paper of June 2020 is out; tests may sign, and change the key."""
    folder = tmp_path_factory.mktemp("issued")
    with copied(postgres_url, filled) as url, system_at_hand(url) as system:
        desk = Desk(system, folder)
        assert desk.run("report", "build", "2020-06", "--record", "--out", str(folder / "seen.md")).code == 0
        assert desk.run(*ISSUE, *desk.accepting(), by="Ben").code == 0
        yield desk


def test_a_papers_bundle_is_good_and_holds_every_fact_behind_every_line(issued: Desk, tmp_path: Path) -> None:
    bundle = tmp_path / "june.zip"
    assert issued.run("audit", "bundle", "2020-06", "--out", str(bundle)).code == 0
    with Trail(issued.system.url, issued.keys, issued.checkpoints) as trail:
        key = trail.keys().periods[-1].key.vkey
    ran = issued.run("audit", "verify", str(bundle), "--key", key)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "GOOD: all that was checked holds.")
    assert "NOT" not in ran.out.replace("NOT GOOD", "")
    files = unpacked(bundle)
    paper = json.loads(files["paper/paper.json"])
    behind = {fact for section in paper["sections"] for line in section["lines"] for fact in line["evidence"]}
    facts = {each["id"] for each in facts_of(files)}
    assert behind <= facts
    assert len(behind) > 90
    assert facts - behind >= {"paper/2020-06#14", "paper/2020-06#15"}
    assert issued.run("report", "export", "2020-06", "--out", str(tmp_path / "out")).code == 0
    exported = {path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert exported == {raw for name, raw in files.items() if name.startswith("paper/")}
    assert len(exported) >= 7


def test_the_same_bundle_is_the_same_bytes_and_a_forged_one_is_refused(issued: Desk, tmp_path: Path) -> None:
    first, again = tmp_path / "first.zip", tmp_path / "again.zip"
    for bundle in (first, again):
        assert issued.run("audit", "bundle", "2020-06", "--out", str(bundle)).code == 0
    assert first.read_bytes() == again.read_bytes()
    chance, raw = Random(7), first.read_bytes()
    for _ in range(20):
        again.write_bytes(flipped(raw, chance.randrange(len(raw)), chance))
        assert issued.run("audit", "verify", str(again)).code == 2


def test_a_checkpoint_kept_before_joins_a_bundle_made_later(issued: Desk, tmp_path: Path) -> None:
    before = issued.run("audit", "checkpoint", "--position", "100").out
    (tmp_path / "kept").write_text(before)
    bundle = str(tmp_path / "june.zip")
    assert issued.run("audit", "bundle", "2020-06", "--out", bundle).code == 0
    ran = issued.run("audit", "verify", bundle, "--checkpoint", str(tmp_path / "kept"))
    assert (ran.code, "and from that of the checkpoint given, of 100 facts" in ran.out) == (0, True)


def test_a_key_that_was_changed_leaves_older_papers_provable(issued: Desk, tmp_path: Path) -> None:
    bundle, key = str(tmp_path / "june.zip"), issued.run("audit", "key", "rotate").out.strip()
    assert issued.run("audit", "bundle", "2020-06", "--out", bundle).code == 0
    assert issued.run("audit", "verify", bundle, "--key", key).code == 0


def test_a_modifications_bundle_holds_its_facts_what_touches_it_and_the_tickets_as_they_came(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, raw = tmp_path / "feed-keys", b'{"number": "INC0012345"}'
    gone = b'{"number": "INC0012345", "state": "new"}'
    with FeedBox(desk.system.url, Sealer(keys)) as box:
        box.keep([Delivery(SOURCE, "webhook", "one", raw, True)])
    for number, came in enumerate((gone, raw), start=1):
        fact = DccTicketRevisionObserved(
            ticket=revision(number, "accepted", "2020-05-04", modification_ref="MP078"),
            door="webhook",
            raw_sha256=sha256(came).hexdigest(),
        )
        source = Source(kind="ticket", ref=fact.ticket.key, locator=f"revision {number}")
        told = entry(fact, ticket(SOURCE, "t106"), on=date(2020, 5, 4), known_at=NOW, source=source)
        desk.system.log.import_entries([told])
    bundle = tmp_path / "078.zip"
    monkeypatch.setenv("SECCHANGE_FEED_KEYS", str(keys))
    ran = desk.run("audit", "bundle", "MP078", "--out", str(bundle))
    assert ran.code == 0, ran.err
    files = unpacked(bundle)
    streams = json.loads(files["bundle.json"])["about"]["streams"]
    assert streams["78"] == len(desk.system.log.stored_history("78"))
    assert {stream.partition("/")[0] for stream in streams} >= {"78", "ticket"}
    assert files[f"tickets/{sha256(raw).hexdigest()}"] == raw
    page = files["trail.html"].decode()
    assert "Decision trail of MP078" in page
    assert page.count('<tr id="f78-') == streams["78"]
    assert files["checkpoint.txt"].decode().splitlines()[2] in page
    ran = desk.run("audit", "verify", str(bundle))
    assert (ran.code, f"{sha256(gone).hexdigest()} is NOT there: it is not in the inbox" in ran.out) == (0, True)
    Sealer(keys).throw_away(next(iter(keys.glob("*.key"))).stem)
    assert desk.run("audit", "bundle", "MP078", "--out", str(bundle)).code == 0
    ran = desk.run("audit", "verify", str(bundle))
    assert (ran.code, "does not open it, or was thrown away" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        (("2020-07",), 1, "no paper of 2020-07 is out as the original"),
        (("2020-06", "--edition", "R1"), 1, "no paper of 2020-06 is out as R1"),
        (("2020-13",), 2, "2020-13"),
        (("MP9999",), 1, "nothing is recorded of 9999"),
        (("MP078", "--edition", "R1"), 2, "--edition is of a paper"),
        (("nonsense",), 2, "NONSENSE"),
    ],
)
def test_what_is_not_there_cannot_be_packed(
    desk: Desk, tmp_path: Path, asked: tuple[str, ...], code: int, says: str
) -> None:
    ran = desk.run("audit", "bundle", *asked, "--out", str(tmp_path / "none.zip"))
    assert (ran.code, says in ran.err, "Traceback" in ran.err) == (code, True, False)
    assert not (tmp_path / "none.zip").exists()


def test_what_cannot_be_checked_is_told(desk: Desk, tmp_path: Path) -> None:
    assert desk.run("audit", "verify", str(tmp_path / "none.zip")).code == 2
    assert desk.run("audit", "verify", "--key", "a+b+c").code == 2


def test_each_fact_of_a_bundle_is_the_line_of_the_log_column_by_column(issued: Desk, tmp_path: Path) -> None:
    """Read from the table by the text of its columns, and hashed by the naive tree's own hand."""
    import psycopg

    bundle = tmp_path / "june.zip"
    assert issued.run("audit", "bundle", "2020-06", "--out", str(bundle)).code == 0
    with psycopg.connect(issued.system.url) as connection:
        rows = {
            position: row
            for position, *row in connection.execute(
                """
                SELECT notification_id, originator_id, originator_version, topic,
                    (extract(epoch FROM known_at) * 1000000)::bigint,
                    (extract(epoch FROM latest_known_at) * 1000000)::bigint,
                    (extract(epoch FROM recorded_at) * 1000000)::bigint,
                    identity, state
                FROM eventlog.facts
                """
            ).fetchall()
        }
    with Trail(issued.system.url, issued.keys, issued.checkpoints) as trail:
        for told in facts_of(unpacked(bundle)):
            row = Row(told["position"], *rows[told["position"]])
            line = trail.line(row.position)
            assert line is not None
            assert (told["stream"], told["version"], told["known_at_us"]) == (row.stream, row.version, row.known_at_us)
            assert (
                sha256(data(row)).digest()
                == sha256(
                    data(
                        Row(
                            line.position,
                            line.stream,
                            line.version,
                            *(
                                (
                                    line.topic,
                                    line.known_at_us,
                                    line.latest_known_at_us,
                                    line.recorded_at_us,
                                    line.identity,
                                    line.state,
                                )
                            ),
                        )
                    )
                ).digest()
            )


def test_a_restated_papers_bundle_is_good_and_no_other_editions(issued: Desk, tmp_path: Path) -> None:
    """The last here: it adds to the log that the others share."""
    restate = ("report", "restate", "2020-06", "--paper", "SECP_81_1906_12")
    issued.system.log.import_entries(LATER)
    assert issued.run("report", "build", "2020-06", "--record", "--out", str(tmp_path / "seen.md")).code == 0
    held = json.loads(issued.run(*restate, "--json", by="Ben").out)["held_up_by"]
    reasons = [f"--accept={rule}=As it was published" for rule in {each["rule"] for each in held}]
    assert issued.run(*restate, *reasons, by="Ben").code == 0

    bundle, original = tmp_path / "r1.zip", tmp_path / "original.zip"
    assert issued.run("audit", "bundle", "2020-06", "--edition", "R1", "--out", str(bundle)).code == 0
    assert issued.run("audit", "bundle", "2020-06", "--out", str(original)).code == 0
    ran = issued.run("audit", "verify", str(bundle))
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "GOOD: all that was checked holds.")
    files, first = unpacked(bundle), unpacked(original)
    assert json.loads(files["bundle.json"])["about"]["edition"] == "R1"
    assert b"**Paper Reference:** SECP_81_1906_12 (R1)\n" in files["paper/paper.md"]
    # What made its figures others, and the paper that it restates.
    assert {"99#5", "paper/2020-06#15"} <= {each["id"] for each in facts_of(files)}

    raw, chance = bundle.read_bytes(), Random(11)
    for _ in range(10):
        bundle.write_bytes(flipped(raw, chance.randrange(len(raw)), chance))
        assert issued.run("audit", "verify", str(bundle)).code == 2
    for name, was, now in (
        ("bundle.json", b'"edition": "R1"', b'"edition": ""'),
        ("paper/paper.json", b'"edition": "R1"', b'"edition": ""'),
        ("paper/paper.md", b"161 WD", b"113 WD"),
        ("paper/paper.md", files["paper/paper.md"], first["paper/paper.md"]),
    ):
        assert was in files[name]
        bundle.write_bytes(zipped(with_another(files, name, files[name].replace(was, now))))
        ran = issued.run("audit", "verify", str(bundle))
        assert (ran.code, "NOT GOOD" in ran.out) == (3, True), (name, ran)


def with_another(files: dict[str, bytes], name: str, content: bytes) -> dict[str, bytes]:
    """The file replaced, and its hash in the list of what is there."""
    listed = files["bundle.json"] if name != "bundle.json" else content
    was, now = (sha256(data).hexdigest().encode() for data in (files[name], content))
    return {**files, name: content, "bundle.json": listed.replace(was, now)}


def unpacked(bundle: Path) -> dict[str, bytes]:
    from zipfile import ZipFile

    with ZipFile(bundle) as zip:
        assert zip.testzip() is None
        return {name: zip.read(name) for name in zip.namelist()}


def facts_of(files: dict[str, bytes]) -> list[dict[str, Any]]:
    told = [json.loads(line) for line in files["facts.ndjson"].splitlines()]
    return [each | {"id": f"{each['stream']}#{each['version']}"} for each in told]
