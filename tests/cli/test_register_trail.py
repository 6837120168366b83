"""`secchange register trail`: a document whose proofs lead to the checkpoint that it prints."""

import json
from base64 import b64decode
from pathlib import Path

import pytest

from services.cli.exits import Exit
from services.cli.system import System, settings_for
from services.cli.trailing import trail_of
from shared.trail.checkpoint import read_checkpoint
from shared.trail.leaf import Line, leaf_hash
from shared.trail.note import read_note
from shared.trail.tree import inclusion_holds
from tests.cli.at_hand import secchange_on
from tests.given import entries

pytestmark = pytest.mark.integration

FACTS = """
    2020-05-04  MP127  ProposalRaised  label=MP127 title=Meters proposer.name=Someone
    2020-05-04  MP128  ProposalRaised  label=MP128 title=More proposer.name=Someone
    2020-05-20  MP127  AssessmentRequested  PA 1
    2020-06-03  MP127  FactCorrected  of=127#2 now.occurred_on=2020-05-21 reason="The minutes say so"
    2020-06-04  MP128  AssessmentRequested  PA 1
"""


def test_every_proof_of_a_trail_leads_to_the_checkpoint_that_it_prints(system: System, tmp_path: Path) -> None:
    system.log.import_entries(entries(FACTS))
    ask = ("register", "trail", "DP127", "--position", "4", "--home", str(tmp_path))
    told = secchange_on(system, *ask, "--format", "json")
    assert told.code == 0, told.err
    found = json.loads(told.out)

    note = read_note(found["checkpoint"])
    with trail_of(system.url, settings_for(tmp_path)) as kept:
        (period,) = kept.keys().periods
    assert note.signed_by(period.key)
    checkpoint = read_checkpoint(note.text)
    assert (found["position"], checkpoint.position, checkpoint.size) == (4, 4, 4)
    assert [step["id"] for step in found["steps"]] == ["127#1", "127#2", "127#3"]
    for step in found["steps"]:
        proof = step["proof"]
        path = [b64decode(each) for each in proof["path"]]
        line = proof["line"]
        identity = bytes.fromhex(line["identity"] or "")
        fact = Line(**line | {"identity": identity, "state": b64decode(line["state"])})
        assert fact.id == step["id"]
        assert leaf_hash(fact) == b64decode(proof["leaf"])
        assert inclusion_holds(proof["index"], checkpoint.size, leaf_hash(fact), path, checkpoint.root)
        other = fact._replace(state=fact.state.replace(b"2020", b"2021", 1))
        assert not inclusion_holds(proof["index"], checkpoint.size, leaf_hash(other), path, checkpoint.root)

    # What is told later changes nothing of it.
    system.log.import_entries(entries("2020-06-09  MP127  AssessmentCancelled  PA 1"))
    assert secchange_on(system, *ask, "--format", "json").out == told.out


def test_a_trail_is_written_as_a_file_and_nothing_is_written_of_what_is_not_known(
    system: System, tmp_path: Path
) -> None:
    system.log.import_entries(entries(FACTS))
    home, file = ("--home", str(tmp_path)), tmp_path / "127.pdf"
    done = secchange_on(system, "register", "trail", "127", "--format", "pdf", "--out", str(file), *home)
    assert (done.code, done.out) == (0, "")
    assert file.read_bytes().startswith(b"%PDF-")
    refused = secchange_on(system, "register", "trail", "MP129", "--out", str(tmp_path / "129.html"), *home)
    assert refused.code == Exit.FAILED
    assert "No fact speaks of MP129" in refused.err and "Near ones: 128, 127" in refused.err
    assert not (tmp_path / "129.html").exists()
