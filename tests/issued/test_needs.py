"""The PDF of a paper that goes out carries exactly the facts that each line and each figure needs."""

import io
import json
from typing import Any

import pytest
from pypdf import PdfReader

from services.reporter.cut import TEMPLATE
from services.reporter.press import needs
from services.reporter.press.press import Press
from services.reporter.press.rebuilding import rebuild
from services.reporter.render import RENDERERS, TEMPLATES
from services.reporter.render.pdf.evidence import hash_of
from tests.issued.press import JUNE, built, issued

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]

MEAN = "assessments.pa.open.mean_wd"


@pytest.fixture(autouse=True)
def only_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TEMPLATES, TEMPLATE, {"pdf": RENDERERS["pdf"]})


def carried(pdf: bytes) -> Any:
    return json.loads(PdfReader(io.BytesIO(pdf)).attachments["evidence.json"][0])


def test_each_line_has_its_name_and_the_facts_without_which_it_is_otherwise(press: Press) -> None:
    built(press)
    told = carried(issued(press).files["pdf"])
    lines = {line["line"]: line for line in told["lines"]}
    assert (lines["refine.mp106.1"]["text"], lines["refine.mp106.1"]["evidence"]) == (
        "MP106 | PA | 26 Mar 20 | 15 WD | 34 WD",
        ["106#1", "106#2"],
    )
    inexact = {name for name, line in lines.items() if not line["exact"]}
    assert [lines[name]["text"] for name in inexact] == ["[15 findings](#notes) on this paper and the facts behind it."]
    assert {figure["exact"] for figure in told["figures"].values()} == {True}
    assert "92#2" in told["figures"][MEAN]["evidence"]
    for entry in (*told["lines"], *told["figures"].values()):
        given = entry.pop("sha256")
        assert given == hash_of(entry)
    # By the other road the same are found.
    (again,) = rebuild(press, JUNE)
    assert again.differences == ()


def test_a_paper_that_rests_on_very_many_facts_carries_those_of_which_it_tells(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needs, "MOST_FACTS", 100)
    told = carried(built(press).files["pdf"])
    assert {entry["exact"] for entry in (*told["lines"], *told["figures"].values())} == {False}
    (line,) = (line for line in told["lines"] if line["line"] == "refine.mp106.1")
    assert set(line["evidence"]) == {"106#1", "106#2"}
