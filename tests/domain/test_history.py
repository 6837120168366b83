"""Shorter and truer histories: as known then, as at a position, by a day, and with corrections applied."""

from datetime import UTC, date, datetime

import pytest

from shared.domain.facts import AssessmentReturned
from shared.domain.history import effective, known_by, up_to
from tests.given import history

MP106 = """
    2020-03-26  MP106  AssessmentRequested  PA 1
    2020-03-30  MP106  AssessmentAccepted   PA 1  target_wd=15  known=2020-04-02
    2020-03-31  MP106  WorkingGroupDiscussed  meeting_on=2020-03-31  known=2020-04-01
    2020-05-01  MP106  AssessmentReturned   PA 1  duration_wd_stated=22
"""


def ids(facts: tuple[object, ...]) -> list[str]:
    return [fact.id for fact in facts]  # type: ignore[attr-defined]


def test_known_by_is_a_prefix_and_what_comes_after_later_knowledge_was_not_known() -> None:
    noon = datetime(2020, 4, 1, 12, tzinfo=UTC)

    assert ids(known_by(history(MP106), noon)) == ["106#1"]
    assert ids(known_by(history(MP106), noon.replace(day=2))) == ["106#1", "106#2", "106#3"]
    assert ids(known_by(history(MP106), noon.replace(year=2019))) == []


def test_up_to_a_position_includes_it() -> None:
    assert ids(up_to(history(MP106), 2)) == ["106#1", "106#2"]
    assert ids(up_to(history(MP106), 0)) == []


def test_a_retracted_fact_is_gone_and_so_is_its_retraction() -> None:
    told = history(MP106 + "2020-05-04  MP106  FactRetracted  of=106#3  reason='another modification'")

    assert ids(effective(told)) == ["106#1", "106#2", "106#4"]


def test_a_corrected_fact_stands_where_it_stood_and_names_what_mended_it() -> None:
    correction = "FactCorrected  of=106#4  reason=misread  now.duration_wd_stated=24  now.occurred_on=2020-04-30"
    mended = effective(history(f"{MP106}2020-05-04  MP106  {correction}"))

    assert ids(mended) == ["106#1", "106#2", "106#3", "106#4"]
    returned = mended[3]
    assert returned.fact == AssessmentReturned(duration_wd_stated=24)
    assert returned.day == date(2020, 4, 30)
    assert (returned.position, returned.evidence) == (4, ("106#4", "106#5"))


def test_a_fact_corrected_twice_stands_as_corrected_last() -> None:
    told = history(
        MP106
        + """
        2020-05-04  MP106  FactCorrected  of=106#4  reason='misread'  now.duration_wd_stated=24
        2020-05-05  MP106  FactCorrected  of=106#4  reason='misread'  now.target_wd=15
        """
    )

    returned = effective(told)[3]
    assert returned.fact == AssessmentReturned(duration_wd_stated=24, target_wd=15)
    assert returned.evidence == ("106#4", "106#5", "106#6")


def test_a_correction_may_move_a_fact_to_another_assessment() -> None:
    told = history(MP106 + "2020-05-04  MP106  FactCorrected  of=106#4  reason='an IA'  now.kind=IA  now.n=2")

    assert effective(told)[3].assessment == ("IA", 2)


@pytest.mark.parametrize(
    ("mend", "why"),
    [
        ("FactRetracted  of=106#9  reason=x", "106#5 mends 106#9, which is not in the history of 106"),
        ("FactCorrected  of=107#1  reason=x  now.n=2", "106#5 mends 107#1, which is not in the history of 106"),
        ("FactCorrected  of=106#4  reason=x  now.colour=red", "colour"),
        ("FactCorrected  of=106#4  reason=x  now.occurred_on=2031-01-01", "the day 2031-01-01 is impossible"),
    ],
)
def test_an_impossible_mend_is_told(mend: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        effective(history(f"{MP106}2020-05-04  MP106  {mend}"))


def test_a_retracted_fact_cannot_be_mended_again() -> None:
    told = history(
        MP106
        + """
        2020-05-04  MP106  FactRetracted  of=106#3  reason=x
        2020-05-04  MP106  FactRetracted  of=106#3  reason=x
        """
    )

    with pytest.raises(ValueError, match="or was retracted before"):
        effective(told)


def test_a_correction_may_move_a_fact_to_a_day_after_it_was_first_told() -> None:
    told = history("""
        2020-05-01  MP106  AssessmentReturned  PA 1  target_wd=15
        2020-05-05  MP106  FactCorrected  of=106#1 now='{"occurred_on": "2020-05-04"}' reason="sent on the Monday"
    """)
    (mended,) = effective(told)
    assert (mended.day.isoformat(), mended.corrected_by) == ("2020-05-04", ("106#2",))
