"""What the two tables of assessments become: each row a fact of one PA or IA, whose number no paper prints."""

from shared.domain.entry import Entry, entry
from shared.domain.facts import AnyFact, AssessmentAccepted, AssessmentDurationStated, AssessmentReturned, FactCorrected
from tests.services.ingest.given import JULY, JUNE, completed_rows, day, facts, open_rows, recorded, told

MP078_OPEN = ("78", "MP078", "PA", "2020-04-17", 15, 31)
MP078_DONE = ("78", "MP078", "PA", "2019-12-31", 15, 66)
MP090_FIRST = ("90", "MP090", "PA", "2020-02-11", 15, 58)
MP090_SECOND = ("90", "MP090", "PA", "2020-04-15", 15, 17)
MP092_OPEN = ("92", "MP092", "PA", "2019-12-02", 15, 130)
MP106_OPEN = ("106", "MP106", "PA", "2020-03-26", 15, 34)
JUNE_ROWS = (*open_rows([MP078_OPEN, MP092_OPEN, MP106_OPEN]), *completed_rows([MP078_DONE, MP090_FIRST, MP090_SECOND]))


def numbers(entries: list[Entry[AnyFact]]) -> dict[str, str]:
    """`MP078 2019-12-31` → `PA/1`."""
    return {f"{told_of.ref} {told_of.day}": f"{told_of.kind}/{told_of.n}" for told_of in entries}


def test_an_open_row_is_an_acceptance_and_a_duration_at_the_end_of_the_window() -> None:
    paper = told(open_rows([MP106_OPEN]))
    (accepted,) = facts(paper, AssessmentAccepted)
    assert (accepted.stream, accepted.kind, accepted.n) == ("106", "PA", 1)
    assert accepted.occurred_on == day("2020-03-26")
    assert accepted.data == AssessmentAccepted(target_wd=15)
    (stated,) = facts(paper, AssessmentDurationStated)
    assert stated.occurred_on == day("2020-05-31")
    assert stated.data == AssessmentDurationStated(duration_wd=34)


def test_an_entry_says_who_acted_where_it_is_told_and_since_when_it_was_known() -> None:
    (accepted,) = facts(told(open_rows([MP106_OPEN])), AssessmentAccepted)
    assert accepted.model_dump(mode="json")["known_at"] == "2020-06-12T00:00:00+01:00"
    assert accepted.source.ref == "SECP_81_1906_12"
    assert accepted.source.locator == "3. Refine / DCC Assessment timescales, MP106"
    assert accepted.actor is not None and accepted.actor.body == "DCC"


def test_numbers_follow_the_days_of_the_rows_whichever_table_they_stand_in() -> None:
    paper = told(JUNE_ROWS)
    assert numbers(facts(paper, AssessmentReturned)) == {
        "MP078 2019-12-31": "PA/1",
        "MP090 2020-02-11": "PA/1",
        "MP090 2020-04-15": "PA/2",
    }
    assert numbers(facts(paper, AssessmentAccepted))["MP078 2020-04-17"] == "PA/2"


def test_the_next_paper_completes_the_open_assessment_and_repeats_the_others() -> None:
    log = recorded(told(JUNE_ROWS).entries)
    rows = (
        *open_rows([MP078_OPEN, MP106_OPEN]),
        *completed_rows([("92", "MP092", "PA", "2020-06-15", 15, 141), MP078_DONE, MP090_FIRST, MP090_SECOND]),
    )
    july = told(rows, JULY, log)
    assert not july.not_understood and not july.findings
    assert numbers(facts(july, AssessmentReturned))["MP092 2020-06-15"] == "PA/1"
    assert numbers(facts(july, AssessmentReturned))["MP090 2020-04-15"] == "PA/2"
    assert numbers(facts(july, AssessmentAccepted))["MP078 2020-04-17"] == "PA/2"


def test_a_further_assessment_of_a_modification_continues_its_numbers() -> None:
    log = recorded(told(JUNE_ROWS).entries)
    july = told(open_rows([("90", "MP090", "PA", "2020-06-03", 15, 20)]), JULY, log)
    assert numbers(facts(july, AssessmentAccepted)) == {"MP090 2020-06-03": "PA/3"}


def test_two_returns_of_one_open_assessment_are_not_understood() -> None:
    log = recorded(told(JUNE_ROWS).entries)
    returns = [("92", "MP092", "PA", "2020-06-15", 15, 141), ("92", "MP092", "PA", "2020-06-22", 15, 5)]
    july = told(completed_rows(returns), JULY, log)
    assert facts(july, AssessmentReturned) == []
    assert [line.line for line in july.not_understood] == [300, 301]
    assert "PA/1 open on 2019-12-02" in july.not_understood[0].why


def test_an_open_assessment_with_another_day_of_acceptance_is_not_understood() -> None:
    log = recorded(told(JUNE_ROWS).entries)
    july = told(open_rows([("106", "MP106", "PA", "2020-03-27", 15, 55)]), JULY, log)
    assert facts(july, AssessmentAccepted) == []
    assert [line.line for line in july.not_understood] == [200]


def test_a_return_on_another_day_than_the_log_has_is_not_taken_for_a_further_assessment() -> None:
    log = recorded(told(JUNE_ROWS).entries)
    rows = completed_rows([("90", "MP090", "PA", "2020-02-12", 15, 59), MP090_SECOND])
    july = told(rows, JULY, log)
    assert numbers(facts(july, AssessmentReturned)) == {"MP090 2020-04-15": "PA/2"}
    assert "whether this is PA/1 returned on 2020-02-11, or another" in july.not_understood[0].why


def test_a_return_counts_before_an_acceptance_only_when_it_was_earlier() -> None:
    later = ("106", "MP106", "PA", "2020-04-15", 15, 9)
    paper = told((*open_rows([MP106_OPEN]), *completed_rows([later])))
    assert numbers(facts(paper, AssessmentAccepted)) == {"MP106 2020-03-26": "PA/1"}
    assert numbers(facts(paper, AssessmentReturned)) == {"MP106 2020-04-15": "PA/2"}


def test_what_was_returned_before_the_known_acceptance_is_another_assessment() -> None:
    log = recorded(told(open_rows([MP092_OPEN])).entries)
    july = told(completed_rows([("92", "MP092", "PA", "2019-11-01", 15, 30)]), JULY, log)
    assert numbers(facts(july, AssessmentReturned)) == {"MP092 2019-11-01": "PA/2"}


def test_a_paper_read_again_after_its_day_was_corrected_says_what_it_said() -> None:
    june = told(completed_rows([MP090_FIRST]))
    fact = FactCorrected(of="90#1", now={"occurred_on": "2020-02-12"}, reason="the register has the 12th")
    first = june.entries[0]
    mend = entry(fact, "90", by=first.day, known_at=first.known_at, source=first.source)
    log = recorded([*june.entries, mend])
    again = told(completed_rows([MP090_FIRST]), JUNE, log)
    assert (again.entries, again.not_understood, again.findings) == (june.entries, (), ())


def test_an_assessment_returned_before_the_window_of_the_paper_stands_in_no_ones_way() -> None:
    log = recorded(told(completed_rows([("90", "MP090", "PA", "2019-06-10", 15, 58)])).entries)
    july = told(completed_rows([("90", "MP090", "PA", "2020-06-15", 15, 17)]), JULY, log)
    assert numbers(facts(july, AssessmentReturned)) == {"MP090 2020-06-15": "PA/2"}


def test_an_open_assessment_still_listed_is_not_the_one_that_was_returned() -> None:
    log = recorded(told(JUNE_ROWS).entries)
    rows = (*open_rows([MP106_OPEN]), *completed_rows([("106", "MP106", "PA", "2020-06-10", 15, 3)]))
    assert numbers(facts(told(rows, JULY, log), AssessmentReturned)) == {"MP106 2020-06-10": "PA/2"}


def test_an_older_paper_read_later_gives_the_acceptance_of_what_is_known_as_returned() -> None:
    log = recorded(told(completed_rows([("92", "MP092", "PA", "2020-06-15", 15, 141)]), JULY).entries)
    june = told(open_rows([MP092_OPEN]), log=log)
    assert numbers(facts(june, AssessmentAccepted)) == {"MP092 2019-12-02": "PA/1"}


def test_a_row_that_the_log_has_otherwise_is_a_finding_and_no_fact() -> None:
    log = recorded(told(open_rows([MP106_OPEN])).entries)
    july = told(open_rows([("106", "MP106", "PA", "2020-03-26", 20, 56)]), JULY, log)
    assert facts(july, AssessmentAccepted) == []
    assert [finding.message for finding in july.findings] == [
        "MP106: the log has AssessmentAccepted otherwise (106#1): target_wd 15 there, 20 here"
    ]


def test_a_paper_that_says_what_a_fact_was_corrected_to_contradicts_nothing() -> None:
    june = told(open_rows([MP106_OPEN]))
    first = june.entries[0]
    fact = FactCorrected(of="106#1", now={"target_wd": 20}, reason="the DCC's letter says 20")
    log = recorded([*june.entries, entry(fact, "106", by=first.day, known_at=first.known_at, source=first.source)])
    july = told(open_rows([("106", "MP106", "PA", "2020-03-26", 20, 56)]), JULY, log)
    assert july.findings == ()
    assert len(facts(july, AssessmentAccepted)) == 1
