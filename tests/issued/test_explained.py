"""A figure that was issued, explained when more is known: both values, and the facts that came between."""

import json
from datetime import UTC, date, datetime

import pytest

from services.reporter.issued.inputs import inputs_of
from services.reporter.load import load
from shared.domain.entry import Entry, Source, entry
from shared.domain.facts import AnyFact, AssessmentAccepted, FactCorrected, FactRetracted, IssuedFormat, ReportIssued
from tests.cli.at_hand import secchange_on, system_at_hand
from tests.services.reporter.papers import JUNE

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]

FIGURE = "assessments.pa.open.mean_wd"
MAY = date(2020, 5, 4)
SOURCE = Source(kind="command", ref="test")
LATER = datetime(2020, 7, 1, 9, tzinfo=UTC)


def told(fact: AnyFact, stream: str) -> Entry[AnyFact]:
    return entry(fact, stream, known_at=LATER, source=SOURCE, on=date(2020, 7, 1))


def test_what_was_issued_otherwise_is_explained_with_what_came_since(june: str) -> None:
    """That MP092 was stated to be 130 WD old was misread, somebody finds: 439 WD over 6 are 73."""
    with system_at_hand(june) as system:
        view = load(system.store, JUNE, system.log.head())
        out = ReportIssued(
            paper_ref="SECP_81_1906_12",
            inputs=inputs_of(view.cut),
            checkpoint="none",
            formats=(IssuedFormat(format="md", sha256="0" * 64, size_bytes=1),),
            built="paper/2020-06#14",
        )
        mended = FactCorrected(of="92#2", now={"duration_wd": 100}, reason="Misread")
        system.log.import_entries([told(out, "paper/2020-06"), told(mended, "92")])
        ran = secchange_on(system, "report", "explain", "2020-06", FIGURE, "--json")
        as_it_was = secchange_on(system, "report", "explain", "2020-06", FIGURE, "--position", str(view.cut.position))
    explained = json.loads(ran.out)
    assert (ran.code, explained["value"]) == (0, 73)
    assert explained["issued"]["said"] == "78 WD"
    assert [fact["id"] for fact in explained["issued"]["since"]] == ["92#4"]
    (since,) = explained["issued"]["since"]
    assert since["without"] == "78 WD, with “MP092 PA 1: counted from its days, and stated the same”"
    assert as_it_was.out.startswith("78 WD is the mean of 6 open Preliminary Assessments")
    assert "Issued" not in as_it_was.out


def test_lines_are_listed_by_name_and_explained_by_it(june: str) -> None:
    with system_at_hand(june) as system:
        listed = secchange_on(system, "report", "figures", "2020-06", "--lines", "--json")
        explained = secchange_on(system, "report", "explain", "2020-06", "refine.mp106.1", "--json")
        unknown = secchange_on(system, "report", "explain", "2020-06", "refine.mp106.9")
    lines = json.loads(listed.out)
    assert {
        "line": "refine.mp106.1",
        "under": "Open Assessments",
        "text": "MP106 | PA | 26 Mar 20 | 15 WD | 34 WD",
    } in lines
    (line,) = json.loads(explained.out)
    assert [(fact["id"], fact["position"]) for fact in line["facts"]] == [("106#1", 19), ("106#2", 67)]
    assert (unknown.code, unknown.out) == (2, "")
    assert "did you mean refine.mp106." in unknown.err


def test_a_line_is_found_by_its_words_as_a_reader_sees_them(june: str) -> None:
    """In the pages and files of a paper, nobody sees what makes words bold, or a link."""
    with system_at_hand(june) as system:
        for seen in ("Seven of nine open DCC assessments are over target", "15 findings on this paper"):
            ran = secchange_on(system, "report", "explain", "2020-06", seen, "--json")
            (line,) = json.loads(ran.out)
            assert (ran.code, line["section"]) == (0, "glance"), seen
        unknown = secchange_on(system, "report", "explain", "2020-06", "zzz")
    assert (unknown.code, "`secchange report figures`, also with --lines, names them" in unknown.err) == (2, True)


def test_what_was_retracted_whole_is_told_to_be_kept_out(june: str) -> None:
    """Of that modification nothing is left, so the paper has no row of it: but without the retraction it would."""
    accepted = entry(AssessmentAccepted(target_wd=15), "500", known_at=LATER, source=SOURCE, on=MAY, kind="PA", n=1)
    with system_at_hand(june) as system:
        retracted = FactRetracted(of="500#1", reason="It was another one.")
        system.log.import_entries([accepted, told(retracted, "500")])
        ran = secchange_on(system, "report", "explain", "2020-06", "assessments.pa.open.count", "--json")
    (kept_out,) = [fact for fact in json.loads(ran.out)["facts"] if fact["id"].startswith("500#")]
    assert (kept_out["id"], kept_out["part"]) == ("500#2", "keeps out")
    assert kept_out["without"] == "7, with “MP500 PA 1” as well"
