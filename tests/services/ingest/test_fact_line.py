"""A line that is no fact is told in one line of reason, whatever is wrong with it."""

import pytest

from services.ingest.fact_line import fact_of
from services.ingest.lines import LONGEST_LINE_BYTES, Line
from shared.domain.codec import NotAFact
from tests.services.ingest.fact_lines import line

BAD = {
    "not JSON": (b"MP122 returned", "it is not JSON"),
    "not an object": (b"[1, 2]", "expected a JSON object, found an array"),
    "no type": (b'{"version": 1}', "a text 'type' and a whole-number 'version'"),
    "unknown type": (line(type="AssessmentLost"), "AssessmentLost/1 is no fact"),
    "unknown version": (line(version=99), "AssessmentReturned/99 is no fact"),
    "unknown field": (line(data={"target_days": 15}), "data.target_days"),
    "no such day": (line(occurred_on="2020-02-30"), "occurred_on"),
    "later than known": (line(occurred_on="2020-07-28"), "the day 2020-07-28 is impossible"),
    "no day": (line(occurred_on=None), "exactly one of occurred_on and occurred_by"),
    "no modification": (line(ref="MP0"), "'MP0' is no stream: expected such as 124"),
    "stream of another kind": (line(ref="release/2020-11"), "belongs to a modification"),
    "no number": (line(n=None), "needs kind (PA or IA) and n"),
    "known at no time of day": (line(known_at="2020-06-12"), "known_at"),
    "not UTF-8": (line().replace(b"completed", b"compl\xe9ted"), "it is not UTF-8 (byte"),
    "NUL": (line().replace(b"completed", b"comple\0ted"), "the character NUL"),
    "escaped NUL": (line().replace(b"completed", rb"comple\u0000ted"), "the character NUL"),
    "deep nesting": (b'{"type":"AssessmentReturned","version":1,"data":' + b"[" * 100_000, "nested too deeply"),
    "deep nesting, closed": (line(data={}).replace(b"{}", b"[" * 5_000 + b"]" * 5_000), ""),
    "too long": (line(ref="M" * LONGEST_LINE_BYTES), "bytes are too many for one fact"),
    "UTF-16": ('{"type":1}'.encode("utf-16"), "NUL"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_told_with_one_line_of_reason(name: str) -> None:
    bad, reason = BAD[name]
    with pytest.raises(NotAFact) as refused:
        fact_of(Line(2, bad, len(bad)))
    said = str(refused.value)
    assert reason in said
    assert "\n" not in said and "http" not in said and len(said) < 400


def test_what_an_export_adds_is_passed_over() -> None:
    exported = line(id="122#7", position=9, recorded_at="2020-06-12T10:00:00+00:00")
    assert fact_of(Line(1, exported, len(exported))).entry == fact_of(Line(1, line(), len(line()))).entry


def test_the_line_keeps_the_id_that_an_export_gave_it() -> None:
    exported = line(id="122#7", position=9)
    assert fact_of(Line(1, exported, len(exported))).id == "122#7"
