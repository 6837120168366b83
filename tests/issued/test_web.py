"""The pages of papers that are out: their files as they are kept, what became otherwise, and decision trails."""

import json
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from services.cli.system import System
from services.reporter.press.press import Press
from services.reporter.service import Readers
from services.reporter.web.app import reporter_app
from shared.trailstore.trail import Trail
from tests.cli.at_hand import system_at_hand
from tests.issued.press import built, issued
from tests.issued.test_restate import LATER, restated

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120), pytest.mark.usefixtures("light")]

MEDIA = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


@pytest.fixture
def system(june: str) -> Iterator[System]:
    """What has the rows follow: `settle`."""
    with system_at_hand(june) as system:
        yield system


@pytest.fixture
def browser(june: str, press: Press, tmp_path: Path) -> Iterator[TestClient]:
    readers = Readers(june, press.log, tmp_path / "keys", tmp_path / "checkpoints")
    with closing(readers):
        yield TestClient(reporter_app(readers.now))


def test_where_no_paper_is_out_it_is_said_what_comes_first(browser: TestClient) -> None:
    page = browser.get("/reports").text
    assert "No paper is out. <code>secchange report build YYYY-MM --record</code> is the first step." in page
    assert '<a href="/reports/2020-06">The paper of 2020-06</a>' in page
    assert browser.get("/reports.json").json() == []
    assert "no paper that is out. None is of this month.</strong>" in browser.get("/reports/2020-06").text
    for path in ("/reports/2020-06/diff", "/reports/2020-06/files/2020-06.md"):
        answer = browser.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_its_files_are_sent_as_they_are_kept_under_their_names(
    browser: TestClient, press: Press, system: System
) -> None:
    built(press)
    files = issued(press).files
    system.settle()
    (out,) = browser.get("/reports.json").json()
    assert [each["name"] for each in out["formats"]] == ["2020-06.md", "2020-06.html", "2020-06.json"]
    page = browser.get("/reports").text
    for each in out["formats"]:
        answer = browser.get(each["path"])
        assert answer.content == files[each["format"]]
        assert sha256(answer.content).hexdigest() == each["sha256"]
        assert f'<a href="{each["path"]}">{each["name"]}</a></th>' in page and each["sha256"] in page
        how = "inline" if each["format"] == "html" else "attachment"
        assert answer.headers["content-disposition"] == f'{how}; filename="{each["name"]}"'
        assert answer.headers["content-type"] == MEDIA[each["format"]]
        assert ("sandbox" in answer.headers.get("content-security-policy", "")) is (each["format"] == "html")
    unknown = browser.get("/reports/2020-06/files/2020-06-R1.md")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "no-such-paper")
    assert browser.get("/reports/2020-07/files/2020-06.md").status_code == 404


def test_what_is_otherwise_is_told_between_issued_restated_and_now(
    browser: TestClient, press: Press, system: System
) -> None:
    built(press)
    issued(press)
    system.settle()
    same = browser.get("/reports/2020-06/diff")
    assert (same.status_code, "<p>Nothing is otherwise.</p>" in same.text) == (200, True)
    press.log.import_entries(LATER)
    system.settle()
    built(press)
    restated(press)
    system.settle()
    # The page of the paper is not taken for one of those that are out.
    page = browser.get("/reports/2020-06").text
    assert f"Made now, of all that was recorded up to position {press.log.head()} of the log: no paper that is" in page
    assert '<a href="/reports/2020-06/files/2020-06.html">SECP_81_1906_12</a>,' in page
    assert '<a href="/reports/2020-06/files/2020-06-R1.html">SECP_81_1906_12 (R1)</a>.' in page
    page = browser.get("/reports/2020-06/diff").text
    assert "<td>Seven of nine open DCC assessments are over target." in page and "**" not in page
    assert "<h1>2020-06 as issued beside 2020-06 R1</h1>" in page
    row = '<td>113 WD</td><td>161 WD</td><td class="day">R1 late data</td><td>99#5</td>'
    assert f'<th scope="row">assessments.ia.open.mean_wd</th>{row}' in page
    assert "<option selected>R1</option>" in page
    now_page = browser.get("/reports/2020-06/diff?from=issued&to=now").text
    assert f'explain/assessments.ia.open.mean_wd">assessments.ia.open.mean_wd</a></th>{row}' in now_page
    told = browser.get("/reports/2020-06/diff.json?from=issued&to=R1").json()
    figures = {each["name"]: (each["before"], each["after"], each["kind"], each["facts"]) for each in told["figures"]}
    assert figures["assessments.ia.open.mean_wd"] == ("113 WD", "161 WD", "R1", ["99#5"])
    at = browser.get("/reports/2020-06/diff.json?from=163&to=issued").json()
    assert (at["figures"], at["rows"]) == ([], [])
    for side, detail in (("R7", "no R7 of 2020-06 is out"), ("99999", "position 99999 is not in"), ("x", "no x of")):
        refused = browser.get("/reports/2020-06/diff", params={"to": side})
        assert (refused.status_code, refused.json()["detail"].startswith(detail)) == (404, True)

    explained = browser.get("/reports/2020-06/explain/assessments.ia.open.mean_wd").text
    assert "<dt>Issued</dt><dd>161 WD, in SECP_81_1906_12 (R1) at position" in explained
    names = [each["name"] for out in browser.get("/reports.json").json() for each in out["formats"]]
    assert names == [f"2020-06{edition}.{form}" for edition in ("-R1", "") for form in ("md", "html", "json")]


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/reports/2020-13", 404, "&#39;2020-13&#39; is no month"),
        ("/reports/2031-06", 404, "knows the bank holidays from 2013 to 2030"),
        ("/reports/2020-06/explain/nonsense", 404, "&#39;nonsense&#39; is no figure and no line of the report"),
        ("/reports/2020-06/diff", 404, "no paper of 2020-06 is out"),
        ("/m/MP9999", 404, "No fact speaks of MP9999"),
        ("/m/MP078/trail.html", 503, "`secchange audit checkpoint`"),
    ],
)
def test_whoever_looks_by_a_browser_is_told_by_a_page(browser: TestClient, path: str, status: int, says: str) -> None:
    page = browser.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert says in page.text and '<html lang="en-GB">' in page.text and '<main id="main">' in page.text
    program = browser.get(path)
    assert (program.status_code, program.headers["content-type"]) == (status, "application/problem+json")


def test_a_decision_trail_is_that_of_the_last_checkpoint_and_nothing_is_signed_for_it(
    browser: TestClient, press: Press, june: str, tmp_path: Path
) -> None:
    unsigned = browser.get("/m/MP078/trail.html")
    assert (unsigned.status_code, "`secchange audit checkpoint`" in unsigned.json()["detail"]) == (503, True)
    assert not (tmp_path / "keys").exists() or not list((tmp_path / "keys").iterdir())
    with Trail(june, tmp_path / "keys", tmp_path / "checkpoints") as trail:
        note, kept = trail.checkpoint_at(100), trail.outside.place
        before = kept.read_bytes()
    page, made, pdf = (browser.get(f"/m/MP078/trail.{form}") for form in ("html", "json", "pdf"))
    assert "Decision trail of MP078" in page.text
    told = json.loads(made.content)
    assert (told["checkpoint"], made.headers["content-type"]) == (note, "application/json")
    assert made.headers["content-disposition"] == 'inline; filename="MP078-decision-trail-100.json"'
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert kept.read_bytes() == before
    assert browser.get("/m/MP9999/trail.json").status_code == 404
    assert "/m/MP078/trail.pdf" in browser.get("/m/MP078").text
