"""A paper goes out by two persons: one builds it, the other issues the very same. Else nothing is recorded."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from services.reporter.cut import Asked
from services.reporter.issued.errors import NoSuchPaper, NotIssued
from services.reporter.press.building import build
from services.reporter.press.issuing import Held, issue
from services.reporter.press.press import By, Done, Press
from services.reporter.render import TEMPLATES
from shared.domain.facts import ReportBuilt, ReportIssued
from shared.domain.period import Month
from shared.papers.finding import Finding
from shared.process.command import Giver
from shared.rowstore.store import RowStore
from tests.given import entries
from tests.issued.press import ANN, BEN, FORMS, JUNE, REF, WHY, Signed, built, issued, reasons

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120), pytest.mark.usefixtures("light")]


def test_what_is_issued_is_what_was_built_with_what_is_printed_of_its_issue(press: Press) -> None:
    position = press.log.head()
    first, second = built(press), issued(press)

    assert isinstance(first.fact.fact, ReportBuilt) and isinstance(second.fact.fact, ReportIssued)
    assert second.fact.fact.inputs == first.fact.fact.inputs
    assert (second.fact.fact.inputs.position, second.fact.fact.built) == (position, first.fact.id)
    assert second.fact.fact.checkpoint.startswith(f"secchange/test\n{position}\n")
    assert {(each.rule, each.reason) for each in second.fact.fact.accepted} >= {("title-spelling", WHY)}
    assert press.kept.files("2020-06", "") == second.files
    assert {each.format: each.sha256 for each in second.fact.fact.formats} == {
        form: sha256(data).hexdigest() for form, data in second.files.items()
    }
    assert tuple(second.files) == FORMS
    paper = second.files["md"].decode()
    assert paper.startswith(first.files["md"].decode().partition("## Notes on this paper")[0])
    assert f"\nposition {position}\n" in paper


def test_who_built_and_who_issued_is_recorded(press: Press) -> None:
    first, second = built(press), issued(press)
    told = [(done.fact.id, done.fact.day, done.fact.entry.actor) for done in (first, second)]
    assert [(id, day, actor and (actor.person, actor.role, actor.body)) for id, day, actor in told] == [
        ("paper/2020-06#14", date(2026, 1, 5), ("Ann", "secretariat", "SECAS")),
        ("paper/2020-06#15", date(2026, 1, 5), ("Ben", "publisher", "SECAS")),
    ]


def nothing_out(press: Press, after: int) -> bool:
    return press.log.head() == after and press.kept.listed() == []


def test_whoever_built_it_does_not_issue_it(press: Press) -> None:
    head = built(press).fact.position
    with pytest.raises(NotIssued, match=r"builder_issues: Ann built it \(paper/2020-06#14\)"):
        issue(press, JUNE, REF, {}, ANN)
    with pytest.raises(NotIssued, match="role_may_not: auditor does not give IssueReport"):
        issue(press, JUNE, REF, {}, By(Giver("Cleo", "auditor"), ANN.now))
    with pytest.raises(NotIssued, match="role_may_not: dcc does not give BuildReport"):
        built(press, By(Giver("Cleo", "dcc"), ANN.now))
    assert nothing_out(press, head)


def test_a_second_builder_lets_the_first_one_issue_what_the_second_built(press: Press) -> None:
    built(press)
    again = built(press, BEN)
    done = issued(press, ANN)
    assert isinstance(done.fact.fact, ReportIssued)
    assert done.fact.fact.built == again.fact.id


def test_what_is_found_holds_it_up_until_there_is_a_reason_for_each(press: Press) -> None:
    head = built(press).fact.position
    why = reasons(press)
    assert {"title-spelling", "durations-are-plain", "stage-implied"} < set(why)
    some = {rule: reason for rule, reason in why.items() if rule != "title-spelling"}
    held = issue(press, JUNE, REF, some, BEN)
    assert isinstance(held, Held)
    assert [finding.rule for finding in held.findings] == ["title-spelling", "title-spelling"]
    held = issue(press, JUNE, REF, some | {"title-spelling@127": WHY}, BEN)
    assert isinstance(held, Held)
    assert [finding.subjects for finding in held.findings] == [("115",)]
    with pytest.raises(NotIssued, match="nothing was found by votes"):
        issue(press, JUNE, REF, why | {"votes": "So."}, BEN)
    other = Finding("feed-differs", "106/PA/1: the days differ")
    held = issue(press, JUNE, REF, why, BEN, [other])
    assert held == Held((other,))
    assert nothing_out(press, head)


def test_what_the_feed_set_aside_holds_it_up(press: Press) -> None:
    quarantined = (
        """
        2020-06-12  feed/urn:dcc:itsm:test  TicketQuarantined  item=i1 reason=not-json message=M fingerprint=f
        """.strip()
        + f" door=webhook raw_sha256={'0' * 64} modification=MP106"
    )
    built(press)
    press.log.append("feed/urn:dcc:itsm:test", 0, entries(quarantined))
    held = issue(press, JUNE, REF, reasons(press) | {"feed-set-aside": WHY}, BEN)
    assert isinstance(held, Done)
    assert b"**feed-set-aside**: I1 of MP106 is set aside in the feed: not-json. Accepted:" in held.files["md"]


def test_what_was_not_built_or_is_out_is_not_issued(press: Press) -> None:
    with pytest.raises(NoSuchPaper, match="nobody has built the paper of 2020-06"):
        issue(press, JUNE, REF, {}, BEN)
    built(press)
    with pytest.raises(NotIssued, match="what was built is SECP_81_1906_12, not SECP_82"):
        issue(press, JUNE, "SECP_82", reasons(press), BEN)
    head = issued(press).fact.position
    with pytest.raises(NotIssued, match=r"is out by paper/2020-06#15: it stays, and `secchange report restate"):
        issue(press, JUNE, REF, {}, BEN)
    assert (press.log.head(), len(press.kept.listed())) == (head, len(FORMS))


def test_a_month_with_no_facts_is_not_built(press: Press) -> None:
    with pytest.raises(NoSuchPaper, match="no paper of 2031-01 is planned at position"):
        build(press, Month(2031, 1), press.log.head(), Asked(), ANN)
    with pytest.raises(NoSuchPaper, match="no paper of 2020-06 is planned at position 0"):
        built(press, position=0)
    assert press.log.streams().get("paper/2031-01") is None


def test_what_is_told_after_it_was_built_is_not_in_it(press: Press) -> None:
    first = built(press)
    assert isinstance(first.fact.fact, ReportBuilt)
    press.log.import_entries(entries("2020-06-11  DP999  ProposalRaised  label=DP999 title=Late proposer.name=L"))
    done = issued(press)
    assert isinstance(done.fact.fact, ReportIssued)
    assert done.fact.fact.inputs == first.fact.fact.inputs
    assert b"DP999" not in done.files["md"]


def test_a_paper_that_comes_out_otherwise_than_it_was_built_is_built_again(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(press)
    other = {**TEMPLATES["paper/2"], "md": lambda report: b"Another.\n"}
    monkeypatch.setitem(TEMPLATES, "paper/2", other)
    with pytest.raises(NotIssued, match=r"otherwise than it was built by paper/2020-06#14 \(md\): build it again"):
        issue(press, JUNE, REF, {}, BEN)


def test_of_two_who_issue_at_the_same_time_one_does(press: Press, june: str) -> None:
    built(press)
    why = reasons(press)
    together = threading.Barrier(2, timeout=30)
    ends: list[object] = []

    def one(name: str) -> None:
        by = By(Giver(name, "publisher"), datetime.now(UTC))
        with RowStore(june) as rows:
            own = replace(press, rows=rows, checkpoints=Signed(together.wait))
            try:
                ends.append(issue(own, JUNE, REF, why, by))
            except NotIssued as error:
                ends.append(str(error))

    threads = [threading.Thread(target=one, args=(name,)) for name in ("Ben", "Cleo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done, refused = sorted(ends, key=lambda end: isinstance(end, str))
    assert isinstance(done, Done)
    assert refused == "somebody else was at the paper of 2020-06 meanwhile: look at it again, and decide again"
    assert len(press.kept.listed()) == len(FORMS)
