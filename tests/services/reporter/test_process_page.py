"""`/process`: the same page as HTML."""

from html.parser import HTMLParser

from fastapi.testclient import TestClient

from services.reporter.process.diagram.charts import CHARTS
from services.reporter.process.inline import inline
from services.reporter.web.app import reporter_app
from services.reporter.web.sources import OpenNow
from shared.process.rules import RULES


def test_words_are_escaped_and_marked() -> None:
    assert str(inline("a <b> of `x|<y>` and **z**, *w*")) == (
        "a &lt;b&gt; of <code>x|&lt;y&gt;</code> and <strong>z</strong>, <em>w</em>"
    )


class _Tags(HTMLParser):
    """Every tag that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in ("meta", "br", "path", "rect", "circle", "polygon", "input", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("path", "rect", "circle", "polygon"):
            assert self.open.pop() == tag


def test_the_page_needs_no_database() -> None:
    def closed() -> None:
        raise AssertionError("nothing is to be opened")

    opens: OpenNow = closed  # type: ignore[assignment]
    answer = TestClient(reporter_app(opens)).get("/process")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    tags = _Tags()
    tags.feed(answer.text)
    assert tags.open == []
    assert len(set(tags.ids)) == len(tags.ids)
    assert answer.text.count("<svg ") == len(CHARTS)
    assert answer.text.count("<caption>") == answer.text.count("<table>")
    for rule in RULES:
        assert f"<strong>{rule.command}</strong>" in answer.text
