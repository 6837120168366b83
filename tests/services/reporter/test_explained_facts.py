"""What an explanation tells of its facts: what would be without each, what keeps out, what says the same, what came."""

import json
from collections import defaultdict

import pytest

from services.reporter.assemble import assemble
from services.reporter.cut import Asked
from services.reporter.explain.against import Before
from services.reporter.explain.as_json import explanation_json, lines_json
from services.reporter.explain.explainer import Explainer
from services.reporter.explain.explanation import UnknownFigure
from services.reporter.explain.text import explanation_text, lines_text
from services.reporter.explain.values import Evidence, Explanation, LineExplanation, Told
from services.reporter.explain.without import Histories
from services.reporter.views import view_of
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from tests.given import history
from tests.services.reporter.papers import JUNE, june_history
from tests.services.reporter.small import TWO

JULY = Month(2020, 7)
PAPER = (
    """
2020-07-10  paper/2020-07  PaperPlanned  paper_ref=SECP_82 action="For Decision" classification=White author="A Name"
""".strip()
    + ' team="SECAS Team" issued_on=2020-07-10 stats_to=2020-06-30'
)
TWO_OPEN = f"""
{PAPER}
2020-05-04  MP106  AssessmentAccepted  PA 1  target_wd=15
2020-05-11  MP107  AssessmentAccepted  PA 1  target_wd=15
2020-05-11  MP108  AssessmentAccepted  PA 1  target_wd=15
2020-06-01  MP108  AssessmentReturned  PA 1
"""
FIGURE = "assessments.pa.open.mean_wd"


def by_stream(told: tuple[Recorded, ...]) -> Histories:
    streams: dict[str, list[Recorded]] = defaultdict(list)
    for each in told:
        streams[each.stream].append(each)
    return streams


def explainer(text: str, before: Before | None = None) -> Explainer:
    told = history(text)
    view = view_of(told, JULY)
    facts = {each.id: Told(str(each.day), "what", "source", each.position, "known") for each in told}
    return Explainer(view, assemble(view), by_stream(told), facts.get, before)


def without(explained: Explanation | LineExplanation) -> dict[str, str | None]:
    return {fact.id: fact.without for fact in explained.evidence}


def parts(explained: Explanation | LineExplanation) -> dict[str, str]:
    return {fact.id: fact.part for fact in explained.evidence}


def test_of_each_fact_it_is_told_what_the_figure_would_be_without_it() -> None:
    """From 4 May there are 42 weekdays to 30 June, from 11 May 37: the mean of both is 40."""
    told = explainer(TWO_OPEN).figure(FIGURE)
    assert told.figure.value == 40
    assert without(told) == {
        "106#1": "37 WD, without MP106 PA 1",
        "107#1": "42 WD, without MP107 PA 1",
        "108#2": "39 WD, with “MP108 PA 1: counted from its days” as well",
    }
    assert parts(told) == {"106#1": "counted", "107#1": "counted", "108#2": "keeps out"}


def test_what_keeps_a_row_out_is_told_apart() -> None:
    text = explanation_text(explainer(TWO_OPEN).figure(FIGURE))
    assert "\nFacts (2)\n" in text
    assert "\nFacts without which more would go in (1)\n  108#2" in text


def test_a_fact_and_what_mends_it_are_both_needed() -> None:
    corrected = f"{TWO_OPEN}\n2020-06-02  MP106  FactCorrected  of=106#1 now.occurred_on=2020-05-11 reason=Misread"
    told = explainer(corrected).figure(FIGURE)
    assert told.figure.value == 37
    assert without(told)["106#1"] == "37 WD, without MP106 PA 1"
    assert without(told)["106#2"] == "40 WD, with “MP106 PA 1: counted from its days”"


def test_of_what_was_retracted_the_retraction_is_needed_alone() -> None:
    retracted = f"{TWO_OPEN}\n2020-06-02  MP107  FactRetracted  of=107#1 reason='It was another one.'"
    told = explainer(retracted).figure(FIGURE)
    assert told.figure.value == 42
    assert without(told)["107#2"] == "40 WD, with “MP107 PA 1: counted from its days” as well"
    assert "107#1" not in without(told)
    assert parts(told)["107#2"] == "keeps out"


def test_facts_that_say_the_same_are_told_together() -> None:
    """That a proposal was approved is told by the vote, and by the release to which it was assigned that day."""
    told = explainer(TWO).figure("proposals.concluded.count")
    assert told.figure.value == 2
    assert {"203#4", "203#5", "204#1", "204#3"}.isdisjoint(without(told))
    alike = [(tuple(fact.id for fact in each.facts), each.without) for each in told.alike]
    assert alike == [(("203#4", "203#5"), "1, without MP203"), (("204#1", "204#3"), "1, without MP204")]
    text = explanation_text(told)
    assert "\nFacts that say the same, of which one is enough (2)\n  203#4" in text
    assert "\n    without all of them: 1, without MP203\n" in text


def test_the_days_of_the_paper_bear_on_all_of_it_and_are_told_once() -> None:
    told = explainer(TWO_OPEN).figure(FIGURE)
    assert [fact.id for fact in told.days_from] == ["paper/2020-07#1"]
    text = explanation_text(told)
    assert "\nExamined 5 facts, each taken away in turn: those of the 4 streams of the paper's rows\n" in text
    assert explanation_json(told)["examined"] == {"facts": 5, "streams": 4}
    assert "Days     news from 1 June 2020 to 10 July 2020, statistics to 30 June 2020\n  paper/2020-07#1" in text


def test_days_that_come_from_no_plan_come_from_the_panel() -> None:
    planned_by_rule = "2020-06-01  meeting/panel/2020-07-17  MeetingScheduled\n2020-06-30  MP200  ProposalWithdrawn"
    told = explainer(planned_by_rule).figure("stages.define")
    assert [fact.id for fact in told.days_from] == ["meeting/panel/2020-07-17#1"]


def test_of_a_line_it_is_told_what_would_stand_in_its_place() -> None:
    """Without its name, the line is there still; without the discussion or the meeting nothing is."""
    discussed = f"""
    {TWO_OPEN}
    by 2020-07-01  MP106  ProposalNamed  label=MP106 title=Meters
    2020-07-01  meeting/working_group/2020-07-01  MeetingHeld
    2020-07-01  MP106  WorkingGroupDiscussed  meeting_on=2020-07-01
    """
    (line,) = explainer(discussed).lines("refine.mp106.1")
    assert line.place.text == "[MP106 'Meters'](#mp106)"
    assert without(line) == {
        "106#2": "[MP106 'title of MP106 not recorded'](#mp106)",
        "meeting/working_group/2020-07-01#1": None,
        "106#3": None,
    }
    assert lines_text((line,)).count("    without it: nothing like it would stand here\n") == 2


def test_a_name_that_is_neither_is_refused_with_the_names_near_it() -> None:
    asked = explainer(TWO_OPEN)
    assert asked.lines("refine.mp106.7") == ()
    with pytest.raises(UnknownFigure, match=r"no figure and no line .* did you mean .*refine\.mp106\.1, "):
        asked.figure("refine.mp106.7")


def issued(position: int, edition: str = "") -> Before:
    """The paper of July as it was at that position of `TWO_OPEN`."""
    return Before("SECP_82", edition, assemble(view_of(history(TWO_OPEN), JULY, position)))


def test_what_was_issued_otherwise_is_told_with_the_facts_that_came_since() -> None:
    told = explainer(TWO_OPEN, issued(4)).figure(FIGURE)
    assert told.issued is not None
    assert told.issued.said == "39 WD"
    assert [fact.id for fact in told.issued.since] == ["108#2"]
    text = explanation_text(told)
    assert "Issued   39 WD, not 40 WD, in SECP_82 at position 4\n  108#2" in text
    assert explanation_json(told)["issued"]["since"][0]["id"] == "108#2"


def test_what_was_issued_the_same_is_said_to_be() -> None:
    text = explanation_text(explainer(TWO_OPEN, issued(5, "R1")).figure(FIGURE))
    assert "Issued   40 WD, the same, in SECP_82 (R1) at position 5\n" in text


def test_a_line_that_was_not_issued_is_said_to_be_new() -> None:
    (line,) = explainer(TWO_OPEN, issued(2)).lines("refine.mp107.1")
    assert "Issued   nothing in its place, not MP107 | PA | 11 May 20 | 15 WD | 37 WD, in SECP_82" in lines_text(
        (line,)
    )


def test_the_same_explanation_as_json_has_always_the_same_keys() -> None:
    asked = explainer(TWO_OPEN)
    figures = [explanation_json(asked.figure(name)) for name in (FIGURE, "decisions.authority.approved")]
    lines = lines_json((*asked.lines("refine.mp106.1"), *asked.lines("NOTE")))
    for alike in (figures, lines):
        assert len({tuple(each) for each in alike}) == 1
        json.dumps(alike)


def test_a_day_known_later_bears_on_no_earlier_cut() -> None:
    """As known on 12 June the DCC had not yet been told of what came since."""
    told = june_history()
    view = view_of(told, JUNE, asked=Asked(known_at=told[0].known_at))
    of_then = Explainer(view, assemble(view), by_stream(told[: view.cut.position])).figure(FIGURE)
    assert {fact.id for fact in of_then.evidence} <= {each.id for each in told[: view.cut.position]}


def test_facts_are_told_in_the_order_of_the_log() -> None:
    told: tuple[Evidence, ...] = explainer(TWO_OPEN).figure(FIGURE).evidence
    positions = [fact.told.position for fact in told if fact.told]
    assert positions == sorted(positions, key=lambda position: position or 0)
