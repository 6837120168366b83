"""The pages: what a browser gets, and what it is told where there is nothing to show."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache

import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from services.reporter.assemble import assemble
from services.reporter.explain.explainer import Explainer
from services.reporter.explain.telling import telling_of
from services.reporter.press.press import Archive
from services.reporter.report import Report
from services.reporter.rows import RowSource
from services.reporter.trail_document.document import TrailDocument
from services.reporter.views import view_of
from services.reporter.web.app import reporter_app
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.rowstore.errors import NothingProjected, RowsOutdated, RowStoreError
from shared.trailstore.errors import NothingSigned
from tests.services.reporter.papers import june_history, june_view


class June2020:
    """What is known from the June paper."""

    position = 163

    def rows(self, modification: str | None = None) -> RowSource:
        return june_view()

    def history(self, stream: str) -> Sequence[Recorded]:
        return [recorded for recorded in june_history() if recorded.stream == stream]

    def report(self, month: Month) -> Report:
        return assemble(view_of(june_history(), month))

    def explainer(self, month: Month) -> Explainer:
        seen, told = view_of(june_history(), month), defaultdict(list)
        for recorded in june_history():
            told[recorded.stream].append(recorded)
        return Explainer(seen, assemble(seen), told, telling_of(told))

    @property
    def archive(self) -> Archive:
        """Papers that are out are in tests/issued."""
        raise NotImplementedError

    def trail(self, ref: str) -> TrailDocument:
        raise NothingSigned


OPEN = "assessments.ia.open.mean_wd"


@contextmanager
def june_2020() -> Iterator[June2020]:
    yield June2020()


@cache
def browser() -> TestClient:
    return TestClient(reporter_app(june_2020))


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/", "Power to raise modifications"),
        ("/register?as_of=2020-06-12", "sent back by the Authority, 2020-05-27"),
        ("/m/DP130", "<h1>MP130 ‘CH order and delivery changes due to COVID-19’</h1>"),
        ("/m/SECMP7", "<h1>SECMP0007 (no source gives its title)</h1>"),
        ("/m/MP106", "<td>called MP106</td>"),
        ("/reports/2020-06", "Seven of nine open DCC assessments"),
        ("/reports/2020-06", 'href="/reports/2020-06/explain/refine.summary.3" aria-label="113 WD: how it came about'),
        ("/reports/2020-06/figures", '<a href="/reports/2020-06/explain/stages.refine">stages.refine</a>'),
        ("/reports/2020-06/figures", "<td>Impact Assessments open | 3 | 113 WD</td>"),
        (f"/reports/2020-06/explain/{OPEN}", "<h1>113 WD is the mean of 3 open Impact Assessments as at 31 May 2020"),
        (f"/reports/2020-06/explain/{OPEN}", "SECMP0056 IA 1: counted from its days"),
        (f"/reports/2020-06/explain/{OPEN}", "Mar 20   -#####--#####--#####--#####--##  22 WD"),
        ("/reports/2020-06/explain/refine.mp106.1", '<th scope="row">106#1</th><td class="day">2020-03-26</td>'),
    ],
)
def test_a_page_is_html(path: str, says: str) -> None:
    answer = browser().get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.text.startswith("<!doctype html>")
    assert says in answer.text


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("/register.json", "application/json"),
        ("/register.csv", "text/csv; charset=utf-8"),
        ("/m/MP130.json", "application/json"),
        ("/reports/2020-06.json", "application/json"),
        (f"/reports/2020-06/explain/{OPEN}.json", "application/json"),
        ("/reports/2020-06/explain/refine.mp106.1.json", "application/json"),
        ("/reports/2020-06.md", "text/markdown; charset=utf-8"),
    ],
)
def test_the_same_comes_in_other_forms(path: str, media: str) -> None:
    answer = browser().get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/m/XX", 404, "'XX' is no modification: expected a spelling such as DP125, MP102B or SECMP0007"),
        ("/m/MP102", 404, "No fact speaks of MP102 (stream 102). Near ones: 102B, 103, 99, 132."),
        ("/reports/2020-13", 404, "'2020-13' is no month: expected YYYY-MM, for example 2020-06"),
        ("/reports/2040-01/figures", 404, "2031-01-01 lies outside the calendar england_and_wales/1"),
        ("/reports/9999-12", 404, "no paper is of 9999-12: expected a month from 2000 to 2099"),
        ("/reports/0000-01/explain/stages.refine", 404, "no paper is of 0000-01"),
        ("/reports/June/figures", 404, "'June' is no month"),
        ("/reports/2020-06/explain/stages.refined", 404, "'stages.refined' is no figure and no line of the report of"),
        ("/reports/2020-06/explain/stages.refined.json", 404, "'stages.refined' is no figure and no line"),
        ("/m/MP078/trail.html", 503, "No checkpoint of this log is signed yet: `secchange audit checkpoint`"),
        ("/m/MP078/trail.docx", 422, "path.form: Input should be 'html', 'pdf' or 'json'"),
        ("/register?as_of=31-05-2020", 422, "query.as_of: Input should be a valid date"),
    ],
)
def test_what_cannot_be_shown_is_a_problem_with_a_reason(path: str, status: int, detail: str) -> None:
    answer = browser().get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["detail"].startswith(detail)


@pytest.mark.parametrize("error", [RowsOutdated, NothingProjected])
def test_rows_that_cannot_be_read_are_a_problem_that_says_what_to_do(error: type[RowStoreError]) -> None:
    def refused() -> AbstractContextManager[June2020]:
        raise error

    answer = TestClient(reporter_app(refused)).get("/register")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert "`secchange project rebuild`" in answer.json()["detail"]


def test_a_fault_of_ours_is_a_problem_and_an_event_that_needs_a_person() -> None:
    def broken() -> AbstractContextManager[June2020]:
        raise ZeroDivisionError("of no concern to a reader")

    with capture_logs() as logged:
        answer = TestClient(reporter_app(broken)).get("/m/MP130")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "of no concern" not in answer.text
    [event] = logged
    assert (event["event"], event["log_level"], event["method"], event["path"]) == (
        "request.failed",
        "error",
        "GET",
        "/m/MP130",
    )
