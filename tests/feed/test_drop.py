"""A sheet that is dropped: each row by itself, the same again for nothing, each answered."""

import csv
from pathlib import Path

import pytest

from services.ingest.feed.at_the_door import keep
from services.ingest.feed.batch import Counts
from services.ingest.feed.results import RowResult, result_csv, results_of
from services.ingest.feed.sources import MANUAL, SourceSettings
from shared.domain.facts import DccTicketRevisionObserved
from shared.feed.sheet import PAPERS
from tests.feed.path import FeedPath

pytestmark = pytest.mark.integration

JUNE = Path(__file__).parents[1] / "examples" / "dcc_assessments_june_2020.csv"
HEAD = ",".join(PAPERS) + "\n"
OURS = "modification_ref,assessment_type,state,accepted_on,returned_on\n"


def known(feed: FeedPath, *refs: str) -> None:
    feed.known("\n".join(f"2018-12-03  {ref}  ProposalConverted  route=refinement" for ref in refs))


def drop(feed: FeedPath, text: str, source: str = MANUAL) -> tuple[RowResult, ...]:
    raw = text.encode()
    kept = keep(feed.box, source, raw)
    feed.work()
    waiting = feed.box.receipt(kept.receipt)
    assert waiting
    return results_of(waiting, raw, SourceSettings(), feed.log.history, is_waiting=False)


def became(results: tuple[RowResult, ...]) -> list[tuple[int, str, str | None]]:
    return [(result.line, result.became, result.reason) for result in results]


def tickets(feed: FeedPath) -> list[str]:
    return sorted(stream.rsplit("/", 1)[1] for stream in feed.log.streams() if stream.startswith("ticket/"))


def revisions(feed: FeedPath, ticket_id: str) -> list[int]:
    history = feed.log.history(f"ticket/{MANUAL}/{ticket_id}")
    return [r.fact.ticket.revision for r in history if isinstance(r.fact, DccTicketRevisionObserved)]


def test_good_rows_are_taken_and_bad_ones_set_aside_by_line(feed: FeedPath) -> None:
    known(feed, "MP106", "MP107")
    sheet = (
        f"{HEAD}MP106,PA,26 Mar 20,,15 WD,\nMP107,PA,03/04/20,,15 WD,\nMP999,PA,20 Apr 20,,15 WD,\n,,,,,\n,PA,,,1,\n"
    )
    assert became(drop(feed, sheet)) == [
        (2, "taken", None),
        (3, "quarantined", "date-ambiguous"),
        (4, "quarantined", "unknown-modification"),
        (6, "quarantined", "schema-invalid"),
    ]
    assert [type(recorded.fact).__name__ for recorded in feed.standing("106")] == ["AssessmentAccepted"]


def test_the_same_file_again_changes_nothing_and_is_answered_the_same(feed: FeedPath) -> None:
    known(feed, "MP106")
    sheet = f"{HEAD}MP106,PA,26 Mar 20,,15 WD,34 WD\nMP998,PA,26 Mar 20,,15 WD,34 WD\n"
    first, head = drop(feed, sheet), feed.log.head()
    assert drop(feed, sheet) == first
    assert feed.log.head() == head


def test_a_row_that_was_told_before_is_known_and_what_is_new_is_the_next_revision(feed: FeedPath) -> None:
    known(feed, "MP106", "MP107")
    drop(feed, f"{HEAD}MP106,PA,26 Mar 20,,15 WD,\nMP107,PA,20 Apr 20,,15 WD,\n")
    later = f"{HEAD}MP107,PA,20 Apr 20,,25 WD,\nMP106,PA,26 Mar 20,,15 WD,\n"
    assert became(drop(feed, later)) == [(2, "taken", None), (3, "known before", None)]
    assert (revisions(feed, "106-PA-1"), revisions(feed, "107-PA-1")) == ([1], [1, 2])


def test_what_is_set_aside_is_set_aside_in_the_next_file_too_and_once(feed: FeedPath) -> None:
    drop(feed, f"{HEAD}MP106,PA,26 Mar 20,,15 WD,\n")
    again = drop(feed, f"{HEAD}MP106,PA,26 Mar 20,,15 WD,\nMP106,IA,26 Mar 20,,15 WD,\n")
    assert became(again)[0] == (2, "quarantined", "unknown-modification")
    assert len(feed.log.history(f"feed/{MANUAL}")) == 3, "connected, and one item for each row"


def test_an_open_row_that_is_returned_in_a_later_sheet_is_the_same_ticket(feed: FeedPath) -> None:
    known(feed, "MP106")
    drop(feed, f"{HEAD}MP106,PA,26 Mar 20,,15 WD,\n")
    drop(feed, f"{HEAD}MP106,PA,,1 Jun 20,15 WD,48 WD\nMP106,PA,2 Jun 20,,15 WD,\n")
    assert tickets(feed) == ["106-PA-1", "106-PA-2"]
    assert [(type(r.fact).__name__, r.n, str(r.day)) for r in feed.standing("106")] == [
        ("AssessmentAccepted", 1, "2020-03-26"),
        ("AssessmentReturned", 1, "2020-06-01"),
        ("AssessmentAccepted", 2, "2020-06-02"),
    ]


def test_a_row_that_is_left_out_of_a_later_sheet_gives_its_number_to_no_other(feed: FeedPath) -> None:
    known(feed, "MP090")
    drop(feed, f"{HEAD}MP090,PA,,11 Feb 20,15 WD,58 WD\nMP090,PA,,15 Apr 20,15 WD,17 WD\n")
    assert became(drop(feed, f"{HEAD}MP090,PA,,15 Apr 20,15 WD,17 WD\n")) == [(2, "known before", None)]
    assert tickets(feed) == ["90-PA-1", "90-PA-2"]


def test_a_sheet_in_another_encoding_is_set_aside_whole(feed: FeedPath) -> None:
    kept = keep(feed.box, MANUAL, f"{HEAD}MP106,PA,26 Mar 20,,15 WD,\n".encode("utf-16"))
    assert feed.work() == Counts(quarantined=1)
    waiting = feed.box.receipt(kept.receipt)
    assert waiting
    raw = feed.box.opened(waiting)
    (whole,) = results_of(waiting, raw, SourceSettings(), feed.log.history, is_waiting=False)
    assert (whole.line, whole.reason, bool(whole.item)) == (0, "encoding", True)


def test_each_row_of_a_result_can_be_opened_in_a_spreadsheet(feed: FeedPath) -> None:
    results = drop(feed, f'{OURS}"=HYPERLINK(""http://x"")",PA,accepted,,\n')
    rows = list(csv.DictReader(result_csv(results).decode("utf-8-sig").splitlines()))
    assert rows[0]["modification"].startswith("'=HYPERLINK")
    assert rows[0]["reason"] == "unknown-modification"


def test_the_assessments_of_june_2020_are_taken_row_by_row(feed: FeedPath) -> None:
    lines = JUNE.read_text().splitlines()[1:]
    known(feed, *{line.split(",")[0] for line in lines})
    assert {result.became for result in drop(feed, JUNE.read_text())} == {"taken"}
    assert len(tickets(feed)) == 27
