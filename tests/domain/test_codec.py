"""Between an entry and its bytes: nothing is lost on the way, and what is no fact is told in one line."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import astuple, replace

from shared.domain.codec import LARGEST_FACT_BYTES, NotAFact, decode, encode, recorded, told, told_each
from shared.domain.facts import FACTS, AssessmentReturned, CommentaryWritten
from shared.domain.recorded import StoredFact
from tests import histories
from tests.given import entries, stored

RETURNED: dict[str, Any] = {
    "type": "AssessmentReturned",
    "version": 1,
    "ref": "MP122",
    "kind": "PA",
    "n": 1,
    "occurred_on": "2020-05-28",
    "known_at": "2020-06-12T00:00:00+01:00",
    "source": {"kind": "paper", "ref": "SECP_81_1906_12", "locator": "3. Refine / Assessments completed, MP122"},
    "actor": {"body": "DCC", "person": None},
    "data": {"target_wd": 15, "duration_wd_stated": 10},
}


def with_(**changed: object) -> bytes:
    return json.dumps(RETURNED | changed).encode()


def test_the_published_form_of_a_fact_is_understood() -> None:
    entry = decode(with_())

    assert entry.data == AssessmentReturned(target_wd=15, duration_wd_stated=10)
    assert entry.stream == "122"
    assert entry.known_at == datetime(2020, 6, 11, 23, 0, tzinfo=UTC)
    assert entry.source.locator == "3. Refine / Assessments completed, MP122"
    assert (entry.actor and entry.actor.body) == "DCC"


def test_the_stored_form_is_short_and_always_the_same() -> None:
    (entry,) = entries("2020-05-28  MP122  AssessmentReturned  PA 1  target_wd=15  known=2020-06-12")

    assert (
        encode(entry)
        == encode(decode(encode(entry)))
        == (
            b'{"type":"AssessmentReturned","version":1,"ref":"MP122","kind":"PA","n":1,"occurred_on":"2020-05-28",'
            b'"known_at":"2020-06-12T12:00:00Z","source":{"kind":"register","ref":"given"},"data":{"target_wd":15}}'
        )
    )


def test_every_fact_comes_back_as_it_went() -> None:
    told = entries(
        """
        2020-06-01  DP131  ProposalRaised  label=DP131 title="Meters – all of them" proposer.name="A. Proposer"
        2020-06-19  MP131  ChangeBoardVoted  basis=self_governance result=approve release=2020-11
        2020-06-19  MP131  FactCorrected  of=131#1  reason=misread  now.label=DP131
        2020-06-12  meeting/panel/2020-06-19  AgendaPublished  items='[{"stream":"131","purpose":"report_phase"}]'
        2020-06-12  paper/2020-06  FigureStated  name=proposals.open value=46
        2020-06-12  release/2020-11  ReleasePlanned  planned_on=2020-11-05
        """
    )

    assert tuple(decode(encode(entry)) for entry in told) == told


def test_no_two_facts_have_one_topic() -> None:
    assert len({fact.topic() for fact in FACTS}) == len(FACTS)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe", "it is not UTF-8 (byte 0)"),
        (with_()[:40], "it is not JSON"),
        (b"[]", "expected a JSON object, found an array"),
        (b"null", "expected a JSON object, found null"),
        (b"{}", "expected a JSON object with a text 'type' and a whole-number 'version'"),
        (with_(version=True), "expected a JSON object with a text 'type' and a whole-number 'version'"),
        (with_(version="1"), "expected a JSON object with a text 'type' and a whole-number 'version'"),
        (with_(type="AssessmentVanished"), "AssessmentVanished/1 is no fact that this version of secchange knows"),
        (with_(version=2), "AssessmentReturned/2 is no fact that this version of secchange knows"),
        (with_(colour="red"), "colour: it is no field of this fact: leave it out"),
        (with_(data={"target_wd": 15, "colour": "red"}), "data.colour: it is no field of this fact: leave it out"),
        (with_(data={"target_wd": "15"}), "data.target_wd: found '15', expected a whole number"),
        (with_(data={"target_wd": -1}), "data.target_wd: found -1, expected at least 0"),
        (with_(data={"target_wd": 10**30}), "data.target_wd: "),
        (with_(data=None), "data: "),
        (with_(ref="MP1X2"), "'MP1X2' is no stream"),
        (with_(ref="meeting/panel/2020-06-19"), "AssessmentReturned belongs to a modification"),
        (with_(kind=None), "AssessmentReturned needs kind (PA or IA) and n"),
        (with_(n=0), "n: found 0, expected at least 1"),
        (with_(occurred_on="2020-02-30"), "occurred_on: "),
        (with_(occurred_on="2007-12-31"), "the day 2007-12-31 is impossible: expected 2008-01-01 to 2020-06-12"),
        (with_(occurred_on="2020-06-13"), "the day 2020-06-13 is impossible: expected 2008-01-01 to 2020-06-12"),
        (with_(occurred_on=None), "expected exactly one of occurred_on and occurred_by"),
        (with_(occurred_by="2020-05-31"), "expected exactly one of occurred_on and occurred_by"),
        (with_(known_at="2020-06-12T00:00:00"), "known_at: "),
        (with_(known_at="9999-12-31T23:59:59-12:00"), "known_at 9999-12-31T23:59:59-12:00 is beyond every calendar"),
        (with_(known_at="0001-01-01T00:00:00+12:00"), "known_at 0001-01-01T00:00:00+12:00 is beyond every calendar"),
        (
            with_(source={"kind": "rumour", "ref": "x"}),
            "source.kind: found 'rumour', expected one of 'paper'",
        ),
        (with_(ref="MP122\x00"), "it holds the character NUL"),
        (with_(actor={"body": "a\x00b"}), "it holds the character NUL"),
        (with_(actor={"body": "\ud800"}), "the fact: expected JSON, found unexpected end of hex escape"),
        (with_(data={"target_wd": float("nan")}), "data.target_wd: "),
        (b'{"type":' * 30_000, "it is nested too deeply for a fact"),
        (b'{"version":' + b"9" * 5_000 + b"}", "it holds a number of too many digits"),
        (b"[" * 200_000, "it is nested too deeply for a fact"),
        (b" " * (LARGEST_FACT_BYTES + 1), "262145 bytes are too many for one fact: expected at most 262144"),
    ],
)
def test_what_is_no_fact_is_told_in_one_line(value: bytes, why: str) -> None:
    with pytest.raises(NotAFact) as told:
        decode(value)

    assert why in str(told.value)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 400


@pytest.mark.parametrize(
    ("text", "why"),
    [("a\x00b", "it holds the character NUL"), ("x" * LARGEST_FACT_BYTES, "bytes are too many for one fact")],
)
def test_what_could_not_be_read_back_is_not_written(text: str, why: str) -> None:
    (entry,) = entries("2020-06-12  paper/2020-06  CommentaryWritten  section=define  text=x")
    unreadable = entry.model_copy(update={"data": CommentaryWritten(section="define", text=text)})

    with pytest.raises(NotAFact, match=why):
        encode(unreadable)


def test_a_stored_fact_becomes_a_value_at_its_place() -> None:
    moment = datetime(2020, 6, 12, 9, 0, 1, tzinfo=UTC)
    fact = recorded(StoredFact(4711, "122", 4, "AssessmentReturned/1", moment, with_()))

    assert (fact.position, fact.id, fact.recorded_at) == (4711, "122#4", moment)
    assert fact.fact == AssessmentReturned(target_wd=15, duration_wd_stated=10)
    assert fact.assessment == ("PA", 1)


def test_a_stored_fact_that_is_not_understood_is_told() -> None:
    stored = StoredFact(4711, "122", 4, "AssessmentVanished/1", datetime(2020, 6, 12, tzinfo=UTC), with_())

    with pytest.raises(NotAFact, match="AssessmentVanished/1 is no fact that this version of secchange knows"):
        recorded(stored)


def test_very_many_are_told_as_each_is_told() -> None:
    """Also what cannot be read quickly: with an escape, or known by British Summer Time."""
    facts = list(stored(histories.entries(2_000, seed=5)))
    escaped = replace(facts[0], value=facts[0].value.replace(b'"register"', b'"regi\\u0073ter"'))
    in_summer = StoredFact(2_001, "122", 1, "AssessmentReturned/1", facts[0].recorded_at, with_())
    facts = [escaped, *facts[1:], in_summer]
    assert told_each(map(astuple, facts)) == [told(fact) for fact in facts]
    assert escaped.value != stored(histories.entries(1, seed=5))[0].value


def test_of_very_many_none_may_hold_what_no_text_may_hold() -> None:
    fact = stored(histories.entries(1, seed=5))[0]
    with pytest.raises(NotAFact, match="the character NUL"):
        told_each([astuple(replace(fact, value=fact.value.replace(b"made up", b"made\\u0000up")))])


def test_of_very_many_the_first_that_is_no_fact_is_told_with_its_place() -> None:
    facts = [
        replace(fact, value=b"{}") if fact.position in (20, 30) else fact
        for fact in stored(histories.entries(40, seed=5))
    ]
    with pytest.raises(NotAFact, match=f"no fact at position 20, {facts[19].id}: ") as raised:
        told_each(map(astuple, facts))
    with pytest.raises(NotAFact, match=str(raised.value)):
        told(facts[19])
