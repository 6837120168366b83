"""The three forms of a report: what each must have, whoever reads it."""

import json as standard
import re
from html.parser import HTMLParser
from itertools import pairwise

from services.reporter.render import RENDERERS
from services.reporter.render.html import html
from services.reporter.render.json import json
from services.reporter.render.markdown import markdown
from services.reporter.render.marks import marks_of, note_on_all
from services.reporter.report import Table, TableRow
from tests.services.reporter.papers import june, paper
from tests.services.reporter.small import NOTHING, ONE, TWO


class Page(HTMLParser):
    """The elements of a page with their attributes, and those left open at its end."""

    EMPTY = frozenset({"meta", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def ids(self) -> list[str | None]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


def pages() -> list[Page]:
    return [Page(html(report)) for report in (june(), paper(NOTHING), paper(ONE), paper(TWO))]


def test_the_page_is_well_formed_and_every_id_is_one() -> None:
    for page in pages():
        assert page.open == []
        assert len(page.ids) == len(set(page.ids))


def test_every_link_within_the_page_leads_somewhere() -> None:
    for page in pages():
        targets = {str(link["href"])[1:] for link in page.all("a") if str(link["href"]).startswith("#")}
        assert targets <= set(page.ids)


def test_the_page_can_be_read_without_seeing_it() -> None:
    page = Page(html(june()))
    assert page.all("html") == [{"lang": "en-GB"}]
    assert page.all("a")[0] == {"class": "skip", "href": "#report"}
    assert {"header", "nav", "main", "footer"} <= set(dict(page.elements))
    assert len(page.all("caption")) == len(page.all("table")) == 7
    assert all(cell["scope"] in ("col", "row") for cell in page.all("th"))
    assert len(page.all("svg")) == 3
    for drawing in page.all("svg"):
        assert drawing["role"] == "img"
        assert set(str(drawing["aria-labelledby"]).split()) <= set(page.ids)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_needs_nothing_but_itself() -> None:
    page = Page(html(june()))
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.elements}
    assert "url(" not in html(june())


def test_text_from_outside_stays_text() -> None:
    problem = "<u> A [b](javascript:c) <i>"
    told = f"2020-06-15  DP201  ProposalRaised  label=DP201 title=<script> proposer.name=Ann problem='{problem}'"
    page = html(paper(told))
    assert "<script>" not in page
    assert "javascript:" not in page
    assert "&lt;u&gt; A b &lt;i&gt;" in page


def test_text_from_outside_opens_no_heading_in_markdown() -> None:
    told = "2020-06-15  DP201  ProposalRaised  label=DP201 title=One proposer.name=Ann problem='## 4. Opine'"
    assert "\n\\## 4. Opine\n" in markdown(paper(told))


def test_the_chart_draws_what_its_table_says() -> None:
    page = html(june())
    assert re.findall(r'class="label"[^>]*>([^<]+)</text>', page)[:4] == ["Define", "Refine", "Opine", "Approved"]
    assert re.findall(r'class="value"[^>]*>([^<]+)</text>', page)[:4] == ["12", "20", "3", "7"]
    assert "<desc" in page and "Define 12, Refine 20, Opine 3, Approved 7 proposals." in page
    assert '<th scope="row">Refine</th><td class="number">20</td>' in page


def test_at_a_glance_comes_before_the_paper() -> None:
    page = html(june())
    assert page.index('id="glance"') < page.index('id="purpose"')


def test_marks_lead_to_notes_and_a_note_for_all_rows_needs_none() -> None:
    text = markdown(june())
    assert "| MP106 | PA | 26 Mar 20 | 15 WD | 34 WD [a] |" in text
    assert "[a] Stated; its dates make it 47 WD." in text
    assert "All rows: stated; it cannot be counted, as no source dates its acceptance." in text
    assert 'href="#refine-open-assessments-a">a</a>' in html(june())


def test_the_twenty_seventh_note_is_marked_aa() -> None:
    table = Table("Many", ("A",), tuple(TableRow((str(n),), note=f"note {n}") for n in range(28)))
    assert list(marks_of(table).values())[24:] == ["y", "z", "aa", "ab"]
    assert note_on_all(table) is None


def test_the_json_has_the_promised_keys() -> None:
    given = standard.loads(json(june()))
    assert {"month", "paper_ref", "colophon", "sections", "figures", "findings"} <= set(given)
    assert (given["month"], given["paper_ref"]) == ("2020-06", "SECP_81_1906_12")
    assert list(given["colophon"]) == [
        "position", "known_at", "news_from", "news_to", "stats_to", "day_count", "calendar", "rules", "template"
    ]  # fmt: skip
    assert [section["id"] for section in given["sections"]] == [
        "purpose", "recommendations", "summary", "define", "refine", "opine", "releases"
    ]  # fmt: skip
    assert all({"text", "evidence"} <= set(line) for section in given["sections"] for line in section["lines"])
    assert given["figures"]["assessments.ia.open.mean_wd"].items() >= {
        "value": 113, "unit": "WD", "basis": "computed"
    }.items()  # fmt: skip
    assert all({"rule", "message", "where"} <= set(finding) for finding in given["findings"])


def test_a_table_row_is_a_line_with_its_cells_by_column() -> None:
    given = standard.loads(json(june()))
    refine = next(section for section in given["sections"] if section["id"] == "refine")
    row = next(line for line in refine["lines"] if line["text"].startswith("MP106"))
    assert row["text"] == "MP106 | PA | 26 Mar 20 | 15 WD | 34 WD"
    assert row["note"] == "stated; its dates make it 47 WD"
    assert row["cells"]["Current duration"] == "34 WD"
    assert len(row["evidence"]) == 2


def test_every_form_that_is_text_ends_with_a_line_feed() -> None:
    for form in ("md", "html", "json"):
        assert RENDERERS[form](paper(NOTHING)).endswith(b"\n")


def test_the_page_says_in_words_what_is_over_target_and_the_paper_stays_as_it_is() -> None:
    asides = re.findall(r'<span class="aside">([^<]+)</span>', html(june()))
    assert asides[:7] == ["42 over", "199 over", "237 over", "16 over", "115 over", "19 over", "6 over"]
    assert len(asides) == 7 + 11
    assert " over |" not in markdown(june())


def test_a_line_of_the_json_says_under_which_headings_it_stands() -> None:
    given = standard.loads(json(june()))
    define = next(section for section in given["sections"] if section["id"] == "define")
    assert define["lines"][0]["under"] == ["New Draft Proposals", "DP125"]
    assert define["lines"][-1]["under"] == ["Change Sub-Committee decisions"]
