"""The decision trail as a document: who decided what, when, on what evidence, by what votes, and what was corrected."""

import io
import json
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from services.reporter.listings.find import UnknownModification
from services.reporter.render.trail import TRAIL_RENDERERS
from services.reporter.rows import Rows
from services.reporter.trail_document.document import TrailDocument
from services.reporter.trail_document.made import Held, proof, trail_document
from services.reporter.views import replayed
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.trail.leaf import Line
from tests.given import history
from tests.services.reporter.papers import june_history

CHECKPOINT = "secchange/00000000\n9\nroot\nposition 9\n\n— secchange/00000000 signature\n"


@dataclass(frozen=True)
class Told:
    """Gives the same rows whatever is asked of it."""

    told: Rows

    def rows(self, modification: str | None = None) -> Rows:
        return self.told


def document(facts: Sequence[Recorded], ref: str, day: date) -> TrailDocument:
    """With leaves that stand by themselves: what leads from them to a root is looked at in tests/cli."""
    own = [told for told in facts if told.stream == ModificationRef.parse(ref).stream]
    lines = [Line(told.position, told.version, 0, 0, 0, told.stream, "topic", b"", told.value) for told in own]
    held = Held(CHECKPOINT, 9, {line.position: proof(line, line.position - 1, ()) for line in lines})
    return trail_document(ref, Told(replayed(facts)), own, day, held)


def page(of: TrailDocument) -> str:
    """What HTML says, without its tags, with one space where there are many."""
    from re import sub

    body = TRAIL_RENDERERS["html"](of).decode().partition("<body>")[2]
    return " ".join(sub(r"<[^>]*>", " ", body).split())


def data(of: TrailDocument) -> Any:
    return json.loads(TRAIL_RENDERERS["json"](of))


def printed(of: TrailDocument) -> PdfReader:
    return PdfReader(io.BytesIO(TRAIL_RENDERERS["pdf"](of)))


def squashed(text: str) -> str:
    return "".join(text.split())


JUNE = date(2020, 6, 12)
WORDS = (
    "CH order and delivery changes due to COVID-19",
    "David Rollason, DCC",
    "12 May 2020",
    "Approved by the Authority on 26 May 2020",
    "Implemented on 27 May 2020, a standalone release",
    "There is currently no definitive end date to this guidance.",
    "Change Board recommends to approve, on 22 May 2020 (130#2). How each category voted is not recorded.",
    "the Authority",
    "paper SECP_81_1906_12",
    "secchange/00000000",
)
"""Of MP130 in the paper of June 2020."""


def test_the_trail_of_an_urgent_modification_of_june_is_told_in_every_format() -> None:
    of = document(june_history(), "MP130", JUNE)
    reader = printed(of)
    text = squashed("".join(sheet.extract_text() for sheet in reader.pages))
    on_page = page(of).replace("&#39;", "'")
    assert [words for words in WORDS if words not in on_page] == []
    assert [words for words in WORDS if squashed(words) not in text] == []
    assert reader.attachments["trail.json"] == [TRAIL_RENDERERS["json"](of)]


def test_a_trail_says_how_far_it_has_come_and_since_when() -> None:
    """It was sent back on 27 May 2020, so it had been in Opine, and never went on."""
    assert data(document(june_history(), "SECMP0067", JUNE))["stages"] == [
        {"stage": "define", "progress": "passed over", "since": None, "exact": True},
        {"stage": "refine", "progress": "here", "since": "2020-05-27", "exact": True},
        {"stage": "opine", "progress": "left", "since": "2020-05-27", "exact": False},
        {"stage": "approved", "progress": "ahead", "since": None, "exact": True},
        {"stage": "implemented", "progress": "ahead", "since": None, "exact": True},
    ]


VOTED = """
    2020-05-01  MP127  ProposalRaised  label=MP127 title=Meters proposer.name=Someone
    2020-07-22  MP127  VoteCast  meeting_on=2020-07-22 category=large_supplier choice=approve member=M1
    2020-07-22  MP127  VoteCast  meeting_on=2020-07-22 category=consumer choice=abstain member=M2
    2020-07-22  MP127  ChangeBoardVoted  basis=self_governance result=approve 'votes=[\
{"category": "large_supplier", "approve": 2, "reject": 1, "outcome": "approve"},\
{"category": "network", "reject": 1, "abstain": 1, "outcome": "reject"}]'
    2020-08-03  MP127  FactCorrected  of=127#4 now.occurred_on=2020-07-23 reason="The minutes say so"
    2020-08-04  MP127  FactRetracted  of=127#2 reason="Another Member"
"""


def test_votes_are_a_table_of_positions_as_they_now_stand() -> None:
    found = data(document(history(VOTED), "MP127", date(2020, 8, 31)))
    assert found["ballots"] == [
        {
            "on": "2020-07-23",
            "exact": True,
            "what": "Change Board votes to approve, under Self-Governance",
            "votes": [
                {"category": "large supplier", "approve": 2, "reject": 1, "abstain": 0, "outcome": "approve"},
                {"category": "network", "approve": 0, "reject": 1, "abstain": 1, "outcome": "reject"},
            ],
            "facts": ["127#4", "127#5"],
        }
    ]
    assert found["casts"] == [
        {"meeting_on": "2020-07-22", "member": "M2", "category": "consumer", "choice": "abstain", "facts": ["127#3"]}
    ]
    whole = TRAIL_RENDERERS["html"](document(history(VOTED), "MP127", date(2020, 8, 31))).decode()
    row = '<th scope="row">Network</th><td class="number">0</td><td class="number">1</td><td class="number">1</td>'
    assert f"{row}<td>reject</td>" in whole
    assert "on 23 July 2020 (127#4, as corrected by 127#5)" in whole


def test_what_was_corrected_and_what_corrects_it_lead_to_each_other() -> None:
    whole = TRAIL_RENDERERS["html"](document(history(VOTED), "MP127", date(2020, 8, 31))).decode()
    assert '(corrected by <a href="#f127-5">127#5</a>)' in whole
    assert '(corrects <a href="#f127-4">127#4</a>)' in whole
    assert all(f'<tr id="f127-{n}">' in whole for n in range(1, 7))
    steps = {step["id"]: step for step in data(document(history(VOTED), "MP127", date(2020, 8, 31)))["steps"]}
    assert steps["127#2"]["stands"] == "nothing: it was retracted"
    assert steps["127#4"]["stands"].endswith("on 23 July 2020")
    assert steps["127#1"]["stands"] is None


def test_a_correction_is_not_there_before_its_day() -> None:
    found = data(document(history(VOTED), "MP127", date(2020, 7, 31)))
    assert [step["id"] for step in found["steps"]] == ["127#1", "127#2", "127#3", "127#4"]
    assert found["ballots"][0]["on"] == "2020-07-22"
    assert {cast["member"] for cast in found["casts"]} == {"M1", "M2"}


def test_a_correction_of_what_is_of_a_later_day_names_it_and_leads_nowhere() -> None:
    told = history("""
        2020-05-01  MP127  ProposalRaised  label=MP127 title=Meters proposer.name=Someone
        2020-05-20  MP127  AssessmentRequested  PA 1
        2020-05-11  MP127  FactCorrected  of=127#2 now.occurred_on=2020-05-21 reason="It was put off" known=2020-05-22
    """)
    of = document(told, "MP127", date(2020, 5, 15))
    assert [step["id"] for step in data(of)["steps"]] == ["127#1", "127#3"]
    assert "(corrects 127#2)" in TRAIL_RENDERERS["html"](of).decode()
    assert "(corrects127#2)" in squashed("".join(sheet.extract_text() for sheet in printed(of).pages))


HOSTILE = r"""<script>alert(1)</script> {{ 7*7 }} #panic() \u{202e} $x$ @ref *b* `raw` ]] ) \" [a](javascript:x) 😀"""


def test_no_text_of_a_fact_is_markup_anywhere() -> None:
    told = history(f"2020-05-01  MP127  ProposalRaised  label=MP127 'title={HOSTILE}' 'proposer.name={HOSTILE}'")
    of = document(told, "MP127", date(2020, 6, 1))
    whole = TRAIL_RENDERERS["html"](of).decode()
    assert "<script" not in whole and "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in whole
    assert 'href="javascript' not in whole
    assert data(of)["title"] == HOSTILE
    text = squashed("".join(sheet.extract_text() for sheet in printed(of).pages))
    assert squashed("<script>alert(1)</script> {{ 7*7 }} #panic()") in text
    assert "[U+1F600]" in text


def test_the_same_trail_has_the_same_bytes() -> None:
    one, other = (document(history(VOTED), "MP127", date(2020, 8, 31)) for _ in range(2))
    assert {form: render(one) == render(other) for form, render in TRAIL_RENDERERS.items()} == {
        **{"html": True, "pdf": True, "json": True},
    }


def test_each_step_says_where_its_fact_stands_and_what_it_is_the_hash_of() -> None:
    of = document(history(VOTED), "MP127", date(2020, 8, 31))
    first = data(of)["steps"][0]
    assert (first["id"], first["proof"]["index"], first["proof"]["line"]["stream"]) == ("127#1", 0, "127")
    assert json.loads(b64decode(first["proof"]["line"]["state"]))["type"] == "ProposalRaised"
    assert first["proof"]["leaf"] in page(of)


def test_a_trail_of_what_nobody_knows_suggests_another() -> None:
    with pytest.raises(UnknownModification, match=r"No fact speaks of MP128 .* Near ones: 127"):
        document(history(VOTED), "MP128", date(2020, 8, 31))
