"""An issued paper is made again from its own inputs, by both roads: the same bytes, or what differs is named."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import psycopg
import pytest

from services.reporter import assemble, cut
from services.reporter.cut import Asked
from services.reporter.issued.errors import NoSuchPaper
from services.reporter.press.kept import files_out
from services.reporter.press.press import Press
from services.reporter.press.rebuilding import Rebuilt, rebuild
from services.reporter.render import TEMPLATES
from services.reporter.report import Report
from services.reporter.view import View
from shared.domain.calendar import CALENDARS, Calendar
from shared.domain.period import Month
from shared.rowstore.store import RowStore
from tests.given import entries
from tests.issued.conftest import project
from tests.issued.press import FORMS, JUNE, built, issued

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120), pytest.mark.usefixtures("light")]

BOTH = Asked(beside="sec_working_days")
LATER = entries(
    """
    2020-06-01  MP106  AssessmentReturned  PA 1  target_wd=15 known=2020-07-20
    2020-06-12  DP999  ProposalRaised  label=DP999 title=Late proposer.name=L
    2020-06-12  paper/2020-06  PaperPlanned  paper_ref=SECP_82 action=Note classification=White author=A team=T
        issued_on=2020-06-19 news_from=2020-06-01 stats_to=2020-04-30
    """.replace("\n        issued", " issued")
)


def again(press: Press) -> Rebuilt:
    (done,) = rebuild(press, JUNE)
    return done


def test_it_is_the_same_whatever_is_told_afterwards(press: Press, june: str) -> None:
    built(press, asked=BOTH)
    done = issued(press)
    press.log.import_entries(LATER)
    project(june, press.log)
    with RowStore(june) as rows:
        assert again(replace(press, rows=rows)) == (JUNE, "", done.fact.id, len(FORMS), ())
        later = built(replace(press, rows=rows), asked=BOTH)
    assert later.files["md"] != done.files["md"] and b"DP999" in later.files["md"]


def test_a_paper_of_a_position_that_no_fact_has_is_the_same_by_both_roads(press: Press, june: str) -> None:
    """Positions have gaps: a refused append burns one."""
    with psycopg.connect(june) as writer:
        writer.execute("SELECT nextval(pg_get_serial_sequence('eventlog.facts', 'notification_id'))")
    press.log.import_entries(LATER[:1])
    project(june, press.log)
    with RowStore(june) as rows:
        own = replace(press, rows=rows)
        built(own, position=press.log.head() - 1)
        issued(own)
        assert again(own).differences == ()


@contextmanager
def next_versions(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A release on: another template, another calendar and other rules are what a paper is made by."""

    def by_new_rules(view: View) -> Report:
        report = assemble.RULESETS["rules/1"](view)
        return replace(report, sections=report.sections[:-1])

    def in_new_form(report: Report) -> bytes:
        return b"Paper of another form\n" + TEMPLATES["paper/2"]["md"](report)

    holidays = CALENDARS["england_and_wales/1"].holidays
    calendar = Calendar("england_and_wales/2", {**holidays, date(2020, 4, 1): "A day off"}, 2013, 2030)
    with monkeypatch.context() as patched:
        patched.setitem(assemble.RULESETS, "rules/2", by_new_rules)
        patched.setitem(TEMPLATES, "paper/3", {"md": in_new_form})
        patched.setitem(CALENDARS, calendar.id, calendar)
        patched.setattr(cut, "RULES", "rules/2")
        patched.setattr(cut, "TEMPLATE", "paper/3")
        patched.setattr(cut, "CALENDAR", calendar.id)
        yield


def test_an_issued_paper_keeps_its_own_rules_template_and_calendar(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built(press, asked=BOTH)
    issued(press)
    with next_versions(monkeypatch):
        assert again(press).differences == ()
        new = built(press, asked=BOTH).files
    assert set(new) == {"md"}
    text = new["md"].decode()
    assert text.startswith("Paper of another form\n")
    assert tuple(line for line in text.splitlines() if line.startswith(("| Rules", "| Template"))) == (
        "| Rules | rules/2 |",
        "| Template | paper/3 |",
    )
    section = "\n## 5. Releases"
    assert section in first.files["md"].decode() and section not in text
    assert open_since_february(first.files["md"].decode()) == ("77 WD", "82 WD")
    assert open_since_february(text) == ("76 WD", "82 WD")


def open_since_february(paper: str) -> tuple[str, str]:
    """By both counts, of the assessment that was accepted on 6 February 2020: the days of the Code, and weekdays."""
    (row,) = (line for line in paper.splitlines() if line.startswith("| SECMP0007 | IA | 6 Feb 20 |"))
    *_, working_days, weekdays, _ = (cell.strip() for cell in row.split("|"))
    return working_days, weekdays


def test_a_version_that_is_not_there_any_more_is_named(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    built(press)
    issued(press)
    monkeypatch.delitem(TEMPLATES, "paper/2")
    assert [str(found) for found in again(press).differences] == [
        f"2020-06, all formats, {road}: paper/2 is no template that this version of secchange has: it has paper/1"
        for road in ("by rows", "by replay")
    ]


def test_a_line_that_comes_out_otherwise_is_shown_by_each_road(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    built(press)
    kept = issued(press).files["md"]
    plain = TEMPLATES["paper/2"]
    changed = {**plain, "md": lambda report: plain["md"](report).replace(b"# Change Status", b"# Changed Status")}
    monkeypatch.setitem(TEMPLATES, "paper/2", changed)
    found = again(press).differences
    offset = kept.index(b"# Change Status") + len(b"# Change")
    assert [(each.format, each.road, each.offset) for each in found] == [
        ("md", "by rows", offset),
        ("md", "by replay", offset),
    ]
    assert (found[0].kept, found[0].made) == (
        "# Change Status Report – June 2020",
        "# Changed Status Report – June 2020",
    )
    assert found[0].line == kept[:offset].count(b"\n") + 1


def test_a_row_that_is_not_what_the_log_says_shows_by_rows_alone(press: Press, june: str) -> None:
    built(press)
    issued(press)
    with psycopg.connect(june) as owner:
        tables = owner.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'projected' AND tablename LIKE 'register_%_open'"
        ).fetchall()
        for (table,) in tables:
            owner.execute(f"UPDATE projected.{table} SET row = replace(row::text, 'ESME', 'EMSE')::json".encode())
    found = again(press).differences
    assert {each.road for each in found} == {"by rows"}
    assert {"md", "html", "json"} <= {each.format for each in found}
    (md,) = (each for each in found if each.format == "md")
    assert md.kept is not None and md.made is not None
    assert ("ESME" in md.kept, "EMSE" in md.made) == (True, True)


TAMPERED: Mapping[str, tuple[str, str]] = {
    "changed": (
        "UPDATE issued.papers SET content = content || 'x', sha256 = sha256(content || 'x') WHERE format = 'md'",
        "the file is not the one of which the fact tells",
    ),
    "gone": ("DELETE FROM issued.papers WHERE format = 'md'", "the file is not there"),
    "added": (
        "INSERT INTO issued.papers VALUES ('2020-06', '', 'txt', 'paper/2020-06#15', sha256('a'), 'a')",
        "the fact tells of no such file",
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_file_that_somebody_changed_behind_the_trigger_is_named(press: Press, june: str, how: str) -> None:
    statement, said = TAMPERED[how]
    built(press)
    issued(press)
    with psycopg.connect(june) as owner:
        owner.execute("ALTER TABLE issued.papers DISABLE TRIGGER ALL")
        owner.execute(statement.encode())
    first, *others = again(press).differences
    assert (first.what, first.road, first.format) == (said, "as it is kept", "txt" if how == "added" else "md")
    assert [(each.road, each.format) for each in others] == (
        [("by rows", "md"), ("by replay", "md")] if how == "changed" else []
    )
    if how != "added":
        with pytest.raises(NoSuchPaper, match="md of 2020-06 is not kept as paper/2020-06#15 tells"):
            files_out(press, JUNE, "")


def test_a_month_of_which_no_paper_is_out_is_told(press: Press) -> None:
    assert list(rebuild(press)) == []
    built(press)
    with pytest.raises(NoSuchPaper, match="no paper of 2020-06 is out"):
        list(rebuild(press, JUNE))
    with pytest.raises(NoSuchPaper, match="no paper of 2020-07 R1 is out: of that month there is none"):
        files_out(press, Month(2020, 7), "R1")
    issued(press)
    with pytest.raises(NoSuchPaper, match=r"is not out as docm: it is as md"):
        files_out(press, JUNE, "", ["docm"])
    assert set(files_out(press, JUNE, "", ["md"])) == {"md"}
