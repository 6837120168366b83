"""What an issued paper prints of its issue, what holds it up, and where two of its files are not the same."""

import json as json_text
from dataclasses import replace
from html import unescape

import pytest

from services.reporter.cut import Asked, UnknownVersion
from services.reporter.issued.acceptance import accepted, not_accepted, reasons_for_nothing, with_issue
from services.reporter.issued.differences import Difference, difference, first_offset
from services.reporter.issued.inputs import asked_of, inputs_of
from services.reporter.issued.of_the_feed import set_aside
from services.reporter.render import RENDERERS, rendered
from services.reporter.report import Issue, Report
from services.reporter.views import view_of
from shared.domain.facts import AcceptedFinding
from shared.feed.items import items_of
from shared.papers.finding import Finding
from shared.papers.read import read
from tests.given import history
from tests.services.reporter.papers import JUNE, june, june_history, june_view

CHECKPOINT = """\
secchange/0a1b2c3d
163
hUFHN9m5xqlzQQyjj4m0zbTcARTo5CLd4FydDxqVHuo=
position 163

— secchange/0a1b2c3d AA+/==
"""
ISSUED = "Issued: SECP_81_1906_12, original. The log's checkpoint at this position:"
SPELT = "DP127 is called 'SMKI RAPP Security Screening clarification' (3 times), and"


def issued(edition: str = "", *more: AcceptedFinding) -> Report:
    """The June paper, its findings accepted one and all, and what is found beside it."""
    told = accepted(june().findings, {finding.rule: "As it was published" for finding in june().findings})
    return with_issue(june(), Issue("SECP_81_1906_12", edition, CHECKPOINT, (*told, *more)))


def test_the_inputs_of_a_paper_ask_for_the_very_same_cut() -> None:
    chosen = Asked(day_count="sec_working_days", beside="weekdays_both_ends", known_at=june_history()[-1].known_at)
    for asked in (Asked(), chosen):
        cut = view_of(june_history(), JUNE, asked=asked).cut
        again = view_of(june_history(), JUNE, asked=asked_of(inputs_of(cut))).cut
        assert again == cut


def test_a_plan_that_came_later_does_not_move_the_days_of_an_issued_paper() -> None:
    later = history(
        """
        2020-06-12  paper/2020-06  PaperPlanned  paper_ref=SECP_81 action=Note classification=White author=A team=T
            issued_on=2020-06-12 news_from=2020-06-01 news_to=2020-06-10 stats_to=2020-04-30
        """.replace("\n            ", " ")
    )
    cut = june_view().cut
    assert view_of(later, JUNE, asked=asked_of(inputs_of(cut))).cut == replace(cut, position=1)


def test_the_markdown_of_an_issued_paper_prints_edition_checkpoint_and_reasons() -> None:
    text = rendered(issued(), "md").decode()
    assert text.endswith(
        f"\nIssued: SECP_81_1906_12, original. The log's checkpoint at this position:\n\n```\n{CHECKPOINT}```\n"
    )
    (line,) = (line for line in text.splitlines() if SPELT in line)
    assert line.endswith(
        "To mend: settle on one; printed here is the one found most often, or among equals the first. "
        "Accepted: As it was published."
    )
    assert "Issued: SECP_81_1906_12 (R1). The" in rendered(issued("R1"), "md").decode()


def test_the_page_prints_the_same() -> None:
    page = unescape(rendered(issued(), "html").decode())
    assert f'aria-label="Checkpoint">{CHECKPOINT.rstrip()}</pre>' in page
    assert page.count("\nAccepted: As it was published.") == len(june().findings) == 15


def test_the_json_says_the_same() -> None:
    told = json_text.loads(rendered(issued(), "json"))
    assert told["issue"]["checkpoint"] == CHECKPOINT
    assert (told["issue"]["paper_ref"], told["issue"]["edition"]) == ("SECP_81_1906_12", "")
    assert {each["reason"] for each in told["issue"]["accepted"]} == {"As it was published"}
    assert {each["accepted"] for each in told["findings"]} == {"As it was published"}


def test_a_paper_that_is_only_built_says_nothing_of_an_issue() -> None:
    assert b"Issued" not in rendered(june(), "md") + rendered(june(), "html")
    assert json_text.loads(rendered(june(), "json"))["issue"] is None


def test_what_was_found_beside_the_paper_is_printed_with_it_and_counted() -> None:
    more = AcceptedFinding(rule="feed-differs", message="106/PA/1: the days differ", reason="The DCC is asked")
    report = issued("", more)
    assert (
        "- **feed-differs**: 106/PA/1: the days differ. Accepted: The DCC is asked.\n"
        in rendered(report, "md").decode()
    )
    assert report.glance[-1].text == "[16 findings](#notes) on this paper and the facts behind it."


def test_an_issued_paper_says_what_it_said_and_no_reader_stumbles() -> None:
    plain, out = read(rendered(june(), "md").decode()), read(rendered(issued(), "md").decode())
    assert out.statements == plain.statements
    assert [each.text for each in out.not_understood] == [each.text for each in plain.not_understood]


def test_every_finding_needs_a_reason_and_every_reason_a_finding() -> None:
    findings = (Finding("titles", "One."), Finding("days", "Two."), Finding("titles", "Three."))
    assert not_accepted(findings, {"titles": "So."}) == (findings[1],)
    assert reasons_for_nothing(findings, {"titles": "So.", "votes": "No."}) == ("votes",)
    assert [(each.message, each.reason) for each in accepted(findings, {"titles": "So.", "days": "Thus."})] == [
        ("One.", "So."),
        ("Two.", "Thus."),
        ("Three.", "So."),
    ]


def test_one_finding_of_a_rule_is_accepted_by_its_subject_and_the_others_are_not() -> None:
    one, other = Finding("titles", "One.", subjects=("106", "106#2")), Finding("titles", "Two.", subjects=("107",))
    of_one = {"titles@106": "It is so."}
    assert not_accepted((one, other), of_one) == (other,)
    assert not_accepted((one, other), {"titles@106#2": "So.", "titles@107": "Thus."}) == ()
    assert reasons_for_nothing((one, other), {**of_one, "titles@99": "No.", "votes@106": "No."}) == (
        "titles@99",
        "votes@106",
    )
    # What is said of it alone goes before what is said of all.
    told = accepted((other, one), {"titles": "As published.", **of_one})
    assert [(each.message, each.reason) for each in told] == [("Two.", "As published."), ("One.", "It is so.")]
    # A subject is not guessed at, and a rule's name is taken whole.
    assert not_accepted((one,), {"titles@10": "No.", "title": "No.", "titles@": "No."}) == (one,)


def test_what_the_feed_set_aside_of_an_assessment_in_the_paper_holds_it_up() -> None:
    text = "".join(
        f"2020-06-12  feed/urn:dcc:itsm:test  TicketQuarantined  item=i{n} reason=not-json message=Secret. "
        f"fingerprint=f door=webhook raw_sha256={'0' * 64} {of}\n"
        for n, of in enumerate(("modification=MP106", "modification=DP999", "", "modification=MP107"))
    )
    items = items_of(history(text + "2020-06-12  feed/urn:dcc:itsm:test  QuarantineArchived  item=i3\n")).values()
    found = set_aside(june_view(), items)
    assert [finding.message for finding in found] == [
        "i0 of MP106 is set aside in the feed: not-json",
        "i2 is set aside in the feed: not-json",
    ]


@pytest.mark.parametrize(
    ("kept", "made", "offset"),
    [
        (b"", b"", None),
        (b"same", b"same", None),
        (b"a", b"b", 0),
        (b"abc", b"abd", 2),
        (b"abc", b"ab", 2),
        (b"", b"a", 0),
        (b"x" * 1000 + b"a" + b"y" * 1000, b"x" * 1000 + b"b" + b"y" * 1000, 1000),
    ],
)
def test_the_first_byte_that_differs_is_found(kept: bytes, made: bytes, offset: int | None) -> None:
    assert first_offset(kept, made) == offset == first_offset(made, kept)


def test_of_a_text_the_line_is_shown_and_of_other_files_the_place_alone() -> None:
    kept, made = b"one\ntwo three\nfour\n", b"one\ntwo seven\nfour\n"
    assert difference(kept, made, "2020-06", "", "md", "by rows") == Difference(
        *("2020-06", "", "md", "by rows", "the bytes differ", 8, 2, "two three", "two seven")
    )
    found = difference(kept, made, "2020-06", "R1", "pdf", "by replay")
    assert str(found) == "2020-06 R1, pdf, by replay: the bytes differ from byte 8"
    assert difference(kept, kept, "2020-06", "", "md", "by rows") is None


def test_of_a_long_line_only_what_is_around_the_place_is_shown() -> None:
    kept, made = ("é" * 500 + each + "z" * 500 for each in ("kept", "made"))
    found = difference(kept.encode(), made.encode(), "2020-06", "", "json", "by rows")
    assert found is not None and found.kept is not None
    assert (found.offset, len(found.kept), "ékeptz" in found.kept) == (1000, 120, True)


def test_a_format_or_a_template_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UnknownVersion, match=rf"docm is no format of paper/2 .* it has .*{min(RENDERERS)}"):
        rendered(june(), "docm")
    unknown = replace(june(), cut=replace(june().cut, template="paper/0"))
    with pytest.raises(UnknownVersion, match=r"paper/0 is no template .* it has paper/1, paper/2"):
        rendered(unknown, "md")
