"""What comes after a paper is out changes no paper: it is listed, as it was and as it is."""

from datetime import UTC, date, datetime

from shared.domain.entry import Source, entry
from shared.domain.facts import (
    AnyFact,
    AssessmentAccepted,
    AssessmentReturned,
    FactCorrected,
    PaperInputs,
    ReportIssued,
)
from shared.readmodels import TICKETS
from shared.reconciliation.late import Issued, Late, Standing, as_far_as, issued_papers, late
from tests import given as notation
from tests.feed.desk import Desk
from tests.feed.rows import Folded
from tests.feed.tickets import revision

JUNE = Issued("2020-06", date(2020, 5, 31), date(2020, 6, 12))
LATER = datetime(2020, 7, 1, tzinfo=UTC)


def found(made: Desk) -> tuple[Late, ...]:
    streams = {recorded.stream for recorded in made.recorded}
    corrections = {id for row in Folded(made.recorded).of(TICKETS).values() for id in row.corrections}
    return late({stream: made.history(stream) for stream in streams if "/" not in stream}, corrections, [JUNE])


def desk(text: str = "") -> Desk:
    made = Desk()
    for told in notation.entries(text):
        made.record(told)
    return made


def tell(made: Desk, fact: AnyFact, on: date, caused_by: str | None = None) -> None:
    of_an_assessment = {"kind": "PA", "n": 1} if fact.OF_AN_ASSESSMENT else {}
    source = Source(kind="ticket", ref="urn:dcc:itsm:test|t106")
    told = entry(fact, "MP106", on=on, known_at=LATER, source=source, causation_id=caused_by, **of_an_assessment)  # type: ignore[arg-type]
    made.record(told)


def test_a_return_that_is_told_after_the_paper_is_listed_with_before_and_after() -> None:
    made = desk("2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15")
    tell(made, AssessmentReturned(), date(2020, 5, 29))
    accepted = date(2020, 3, 26)
    assert found(made) == (
        Late(
            paper="2020-06",
            edition="",
            label="MP106",
            kind="PA",
            n=1,
            before=Standing("open", accepted, None, 15),
            after=Standing("returned", accepted, date(2020, 5, 29), 15),
            what="R1",
            facts=("106#2",),
            sources=("urn:dcc:itsm:test",),
        ),
    )


def test_what_happened_after_the_statistics_of_the_paper_is_not_late() -> None:
    made = desk("2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15")
    tell(made, AssessmentReturned(), date(2020, 6, 1))
    assert found(made) == ()


def test_what_the_paper_itself_said_is_not_late_whoever_was_recorded_first() -> None:
    made = desk()
    tell(made, AssessmentAccepted(target_wd=15), date(2020, 3, 26))
    assert len(found(made)) == 1
    for told in notation.entries("2020-03-26  MP106  EvidenceAdded  of=106#1 known=2020-06-12"):
        made.record(told)
    assert found(made) == ()


def test_what_the_source_says_to_have_told_wrongly_is_a_correction() -> None:
    made = desk()
    made.record_only(revision(1, "accepted", "2020-03-26"))
    wrong = {"of_revision": 1, "reason": "A slip."}
    made.record_only(revision(2, "accepted", "2020-04-01", correction=wrong))
    for told in notation.entries("2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15"):
        made.record(told)
    mend = FactCorrected(of="106#1", now={"occurred_on": "2020-03-30"}, reason="A slip.")
    tell(made, mend, date(2020, 6, 30), caused_by="ticket/urn:dcc:itsm:test/t106#2")
    assert [(each.what, str(each.before.accepted_on), str(each.after.accepted_on)) for each in found(made)] == [
        ("C", "2020-03-26", "2020-03-30")
    ]


def test_a_paper_that_was_issued_here_knew_the_log_up_to_its_position() -> None:
    made = desk("2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15 known=2020-07-02")
    issued = ReportIssued(
        paper_ref="SECP_81_1906_12",
        inputs=PaperInputs(
            position=1,
            news_from=date(2020, 5, 1),
            news_to=date(2020, 5, 31),
            stats_to=date(2020, 5, 31),
            day_count="weekdays",
            calendar="england_and_wales/1",
            rules="rules/1",
            template="paper/1",
        ),
        checkpoint="–",
        formats=(),
        built="paper/2020-06#1",
    )
    source = Source(kind="command", ref="issue")
    made.record(entry(issued, "paper/2020-06", on=date(2020, 7, 1), known_at=LATER, source=source))
    tell(made, AssessmentReturned(), date(2020, 5, 29))
    [paper] = issued_papers({"paper/2020-06": made.history("paper/2020-06")})
    assert as_far_as([paper], date(2020, 7, 1)) == (paper,), "it is out at once"
    [found_late] = late({"106": made.history("106")}, set(), [paper])
    assert (found_late.before.state, found_late.after.state, found_late.facts) == ("open", "returned", ("106#2",))
