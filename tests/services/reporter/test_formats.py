"""All formats of a paper: the same bytes wherever they are made, and no key that the schema does not tell of."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from icalendar import Calendar
from jsonschema_rs import Draft202012Validator, meta

from services.reporter.assemble import assemble
from services.reporter.render import RENDERERS
from services.reporter.report import Issue, Report
from services.reporter.view import View
from shared.domain.facts import AcceptedFinding, FigureChange
from shared.schema.report import report_schema
from tests.services.reporter.befallen import BEFALLEN
from tests.services.reporter.papers import june, june_view, paper, view
from tests.services.reporter.small import NOTHING, ONE, PLANNED, TWO

PROJECT = Path(__file__).parents[3]
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4711"}
MADE = """
import hashlib, json
from services.reporter.assemble import assemble
from services.reporter.render import RENDERERS
from tests.services.reporter.papers import june
print(json.dumps({form: hashlib.sha256(render(june())).hexdigest() for form, render in RENDERERS.items()}))
"""


def test_each_format_has_the_same_bytes_in_another_zone_locale_and_order_of_hashes() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", MADE],
        cwd=PROJECT,
        env=os.environ | ELSEWHERE,
        capture_output=True,
        check=True,
        text=True,
    )
    here = {form: sha256(render(june())).hexdigest() for form, render in RENDERERS.items()}
    assert json.loads(ran.stdout) == here
    assert len(here) >= 5


def given(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RENDERERS["json"](report))
    return found


def reports() -> list[Report]:
    change = FigureChange(figure="stages.define", before="12", after="11", kind="C", facts=("125#4",))
    found = AcceptedFinding(rule="r", message="m", reason="so")
    issue = Issue("SECP_81_1906_12", "R1", "a\nb\n", (found,), (change,))
    return [june(), paper(NOTHING), paper(ONE), paper(TWO), replace(june(), issue=issue)]


def test_the_schema_of_the_paper_is_one() -> None:
    meta.validate(report_schema())


@pytest.mark.parametrize("report", reports(), ids=["june", "nothing", "one", "two", "issued"])
def test_a_paper_as_json_is_as_its_schema_says(report: Report) -> None:
    Draft202012Validator(report_schema(), validate_formats=True).validate(given(report))


@pytest.mark.parametrize("missing", ["month", "colophon", "sections", "figures", "findings"])
def test_a_paper_without_what_is_promised_is_not(missing: str) -> None:
    without = {name: value for name, value in given(june()).items() if name != missing}
    assert not Draft202012Validator(report_schema()).is_valid(without)


def test_every_key_is_told_of_with_its_meaning() -> None:
    for report in reports():
        assert list(untold(given(report), report_schema())) == []


def untold(value: Any, schema: dict[str, Any], at: str = "") -> list[str]:
    """The keys that the schema does not describe."""
    schema = _meant(schema)
    match value:
        case dict():
            known, others = schema.get("properties", {}), schema.get("additionalProperties")
            missing = [f"{at}/{name}" for name in value if name not in known and others is None]
            missing += [f"{at}/{name}: no meaning" for name in known if "description" not in known[name]]
            each = ((name, inner, known.get(name, others)) for name, inner in value.items())
            return missing + [line for name, inner, of in each if of for line in untold(inner, of, f"{at}/{name}")]
        case list():
            return [line for inner in value for line in untold(inner, schema["items"], at)]
        case _:
            return []


def _meant(schema: dict[str, Any]) -> dict[str, Any]:
    """The part that a schema refers to; of several, the one that is something."""
    schema = schema["anyOf"][0] if "anyOf" in schema else schema
    return report_schema()["$defs"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema


def events(report: Report) -> dict[str, Any]:
    calendar = Calendar.from_ical(RENDERERS["ics"](report))
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_the_june_papers_meetings_and_releases_are_whole_days_of_a_calendar() -> None:
    found = events(june())
    panel = found["meeting-panel-2020-06-19@secchange"]
    assert panel["summary"] == "SEC Panel"
    assert panel["dtstart"].dt.isoformat() == "2020-06-19"
    assert panel["dtend"].dt.isoformat() == "2020-06-20"
    assert (
        "DP134 'Use of SMKI Certificates relating to a SoLR event', for the Refinement Process" in panel["description"]
    )
    november = found["release-2020-11@secchange"]
    assert november["dtstart"].dt.isoformat() == "2020-11-05"
    assert (
        "SECMP0062 'Northbound Application Traffic Management – Alert Storm Protection' part 2"
        in (november["description"])
    )
    kinds = [str(event["categories"].cats[0]) for event in found.values()]
    assert (kinds.count("meeting"), kinds.count("release")) == (7, 4)


def test_an_entry_was_made_on_the_day_of_its_last_fact() -> None:
    stamps = {uid: event["dtstamp"].dt.isoformat() for uid, event in events(june()).items()}
    assert stamps["meeting-working_group-2020-07-01@secchange"] == "2020-06-12T00:00:00+00:00"
    assert stamps["meeting-change_board-2020-05-22@secchange"] == "2020-05-22T00:00:00+00:00"


MOVED = f"""
{PLANNED}
2020-06-24  release/2020-11  ReleasePlanned  planned_on=2020-11-05
2020-07-02  meeting/csc/2020-07-28  MeetingScheduled
2020-07-06  meeting/csc/2020-07-28  MeetingCancelled  reason="Nothing to do; really, nothing"
2020-07-07  release/2020-11  ReleaseDateChanged  was_on=2020-11-05 planned_on=2020-11-29
2020-07-02  MP122  ConsultationOpened  type=refinement closes_on=2020-07-23
2020-05-04  meeting/csc/2020-05-05  MeetingHeld
2020-07-31  meeting/csc/2020-08-25  MeetingScheduled
"""


def test_what_was_moved_is_moved_what_was_cancelled_says_so_and_the_past_is_over() -> None:
    found = events(paper(MOVED))
    assert set(found) == {
        "meeting-csc-2020-07-28@secchange",
        "release-2020-11@secchange",
        "122-refinement-1@secchange",
    }
    release = found["release-2020-11@secchange"]
    assert (release["dtstart"].dt.isoformat(), release["sequence"]) == ("2020-11-29", 1)
    assert release["dtstamp"].dt.isoformat() == "2020-07-07T00:00:00+00:00"
    meeting = found["meeting-csc-2020-07-28@secchange"]
    assert (meeting["status"], release["status"]) == ("CANCELLED", "CONFIRMED")
    assert "Cancelled: Nothing to do; really, nothing" in meeting["description"]
    assert found["122-refinement-1@secchange"]["dtstart"].dt.isoformat() == "2020-07-23"


def test_no_text_ends_a_line_of_the_calendar() -> None:
    bad = "Five\\r\\nEND:VEVENT\\nATTENDEE:mailto:a@example.org \\u0001 ; , \\\\ ë"
    told = f"""
    by 2020-06-24  MP205  ProposalNamed  label=MP205 title='"{bad}"'
    2020-07-02  MP205  ConsultationOpened  type=modification_report closes_on=2020-07-23
    """
    made = RENDERERS["ics"](paper(told))
    (event,) = events(paper(told)).values()
    assert "attendee" not in event
    assert "ATTENDEE:mailto:a@example.org" in event["description"]
    assert b"\1" not in made
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("seen", [june_view(), view(BEFALLEN), view(TWO)], ids=["june", "befallen", "two"])
def test_rows_in_any_order_make_the_same_report(seen: View, seed: int) -> None:
    in_any_order = Random(seed)
    rows = {name: dict(in_any_order.sample(list(of.items()), len(of))) for name, of in seen.rows.items()}
    before = replace(seen.previous, rows=rows, answers={}) if seen.previous else None
    assert assemble(replace(seen, rows=rows, previous=before, answers={})) == assemble(replace(seen, answers={}))
