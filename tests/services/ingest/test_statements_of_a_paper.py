"""What papers may say beside the June 2020 one, and what is told to a person instead of being guessed."""

import pytest

from services.ingest.from_paper import facts_of
from shared.domain.facts import (
    AssessmentAccepted,
    AssessmentRequested,
    AuthorityDetermined,
    CommentaryWritten,
    ConsultationOpened,
    PaperPlanned,
    ProposalImplemented,
)
from shared.papers.decode import NotAPaper
from shared.papers.statement import Statement, Value
from tests.services.ingest.given import JULY, JUNE, day, facts, head, open_rows, reading, recorded, statement, told
from tests.services.ingest.said import TITLE, board, determined, ia_requested, ready, voted


def test_an_impact_assessment_is_requested_at_the_regular_change_board_of_the_month() -> None:
    paper = told([ia_requested(), board("2020-05-22", ad_hoc=1), board("2020-05-27")])
    (requested,) = facts(paper, AssessmentRequested)
    assert (requested.kind, requested.n, requested.occurred_on) == ("IA", 1, day("2020-05-27"))
    assert requested.data == AssessmentRequested(at_change_board_on=day("2020-05-27"))


def test_the_acceptance_in_the_next_paper_is_of_the_requested_assessment() -> None:
    log = recorded(told([ia_requested(), board("2020-05-27")]).entries)
    july = told(open_rows([("88", "MP088", "IA", "2020-06-04", 40, 19)]), JULY, log)
    assert [entry.n for entry in facts(july, AssessmentAccepted)] == [1]
    assert [
        entry.n for entry in facts(told([ia_requested(), board("2020-05-27")], JUNE, log), AssessmentRequested)
    ] == [1]


def test_an_open_consultation_has_begun_by_the_paper_day() -> None:
    said = {"list": "consultations.refinement.open", "type": "refinement", "closes_on": "2020-06-26"}
    paper = told([statement("refine", "consultation_open", "88", 185, **said, label="MP088", title=TITLE)])
    (opened,) = facts(paper, ConsultationOpened)
    assert (opened.occurred_by, opened.data) == (
        day("2020-06-12"),
        ConsultationOpened(type="refinement", closes_on=day("2020-06-26")),
    )


def test_implemented_in_passing_without_a_release_is_not_understood() -> None:
    said: dict[str, Value] = {
        "list": None,
        "release": None,
        "on": "2020-05-27",
        "part": None,
        "label": None,
        "title": None,
    }
    paper = told([statement("define", "implemented", "130", 121, **said)])
    assert facts(paper, ProposalImplemented) == []
    assert "no list of the paper says in which release" in paper.not_understood[0].why


def test_the_analysts_words_stay_words() -> None:
    paper = told([statement("refine", "commentary", "refine", 180, about="MP090", text="It took long.")])
    (written,) = facts(paper, CommentaryWritten)
    assert written.stream == "paper/2020-06"
    assert written.data == CommentaryWritten(section="refine", about="MP090", text="It took long.")


def test_a_problem_of_nobodys_proposal_is_not_understood() -> None:
    paper = told([statement("define", "problem", "131", 127, text="Nobody raised it.")])
    assert "no sentence that says who raised it" in paper.not_understood[0].why


@pytest.mark.parametrize("missing", ["paper_reference", "paper_title", "issued"])
def test_without_reference_month_or_day_it_is_no_paper(missing: str) -> None:
    with pytest.raises(NotAPaper, match="it does not say"):
        facts_of(reading(s for s in head() if s.kind != missing), lambda stream: ())


@pytest.mark.parametrize("first", [voted("2020-05-04"), determined("2020-05-04"), ready("2020-05-04")])
def test_the_news_begin_with_the_earliest_day_that_the_paper_dates(first: Statement) -> None:
    (planned,) = facts(told([first, voted("2020-05-27")]), PaperPlanned)
    assert isinstance(planned.data, PaperPlanned)
    assert (planned.data.news_from, planned.data.news_to) == (day("2020-05-04"), day("2020-06-12"))


def test_a_head_that_is_not_whole_is_told_and_the_rest_is_taken() -> None:
    statements = [s for s in (*head(), determined("2020-05-27")) if s.kind != "author"]
    paper = facts_of(reading(statements), lambda stream: ())
    assert "the head of the paper lacks author" in paper.not_understood[0].why
    assert len(facts(paper, AuthorityDetermined)) == 1
