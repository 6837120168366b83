"""The three charts: what is drawn is what the tables say, for those who see it and for those who do not."""

import re
from xml.etree import ElementTree

import pytest

from services.reporter.chart import Ageing, Bar, Chart, Point, Stretch
from services.reporter.render.charts import svg
from services.reporter.render.charts.ageing import place_of
from services.reporter.render.charts.table import table_of
from services.reporter.render.charts.words import in_words
from services.reporter.report import Report
from tests.services.reporter.papers import june, paper
from tests.services.reporter.small import NOTHING, PLANNED

STOPPED = f"""
{PLANNED}
2020-05-15  DP200  ProposalRaised  label=DP200 title=Zero proposer.name=Ann
2020-06-15  DP201  ProposalRaised  label=DP201 title=One proposer.name=Ann
2020-03-26  MP106  AssessmentAccepted  PA 1  target_wd=15
2020-04-06  MP106  AssessmentClockStopped  PA 1  reason=questions
2020-05-06  MP106  AssessmentClockResumed  PA 1
2020-06-01  MP106  AssessmentTargetRevised  PA 1  was_wd=15 target_wd=30
2020-01-09  SECMP0063  AssessmentAccepted  PA 1  target_wd=15
2020-04-01  SECMP0063  AssessmentReturned  PA 1
"""


def chart(report: Report, id: str) -> Chart:
    blocks = (block for section in report.sections for block in section.blocks)
    (found,) = (block for block in blocks if isinstance(block, Chart) and block.id == id)
    return found


def drawn(of: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(svg(of))


def texts(of: Chart, name: str) -> list[str]:
    return [each.text or "" for each in drawn(of).iter() if each.get("class") == name]


def test_an_assessment_is_drawn_against_its_target() -> None:
    """SECMP0056: 239 WD from 2 July 2019 to 31 May 2020, against 40, as the June paper has it."""
    of = chart(june(), "ageing")
    values = dict(zip(texts(of, "label"), texts(of, "value"), strict=True))
    assert len(values) == 9
    assert values["SECMP0056 IA"] == "239 WD, 199 over 40"
    assert values["MP099 IA"] == "19 WD, 21 under 40"
    assert values["MP106 PA"] == "34 WD, 19 over 15 (stated)"
    assert of.subtitle == "Seven of nine open assessments are over target at 31 May 2020, in Working Days."


def test_the_days_without_a_clock_are_hatched_and_both_targets_have_their_tick() -> None:
    """26 March to 6 April and 6 May to 30 June 2020: 8 and 40 weekdays; 7 April to 5 May lie between: 21."""
    of = chart(paper(STOPPED), "ageing")
    (bar,) = of.bars
    assert isinstance(bar, Ageing)
    assert bar.stretches == (Stretch(8), Stretch(21, held=True), Stretch(40))
    assert (bar.value, bar.target_wd, bar.first_target_wd) == (48, 30, 15)
    assert texts(of, "key") == [
        "Working Days counted",
        "clock stopped, not counted",
        "target",
        "target before it was revised",
    ]
    assert table_of(of).rows[0].cells == ("MP106 PA", "48 WD", "21 WD", "15 WD", "18 over 30", "counted")


def test_a_target_lies_behind_the_days_that_did_not_count() -> None:
    bar = Ageing("MP106 PA", 48, stretches=(Stretch(8), Stretch(21, held=True), Stretch(40)))
    assert [place_of(bar, wd) for wd in (8, 9, 15, 48, 60)] == [8, 30, 36, 69, 81]


def test_the_mean_of_each_month_is_that_of_what_was_returned_in_it() -> None:
    """In December 2019 the DCC returned MP077 after 40 WD and MP078 after 66: 53. In February: 193 and 58."""
    points = {(bar.kind, bar.label): bar for bar in chart(june(), "by-month").bars if isinstance(bar, Point)}
    assert points["PA", "December 2019"].value == 53
    assert points["PA", "February 2020"].value == 126
    assert points["IA", "April 2020"].value == 266
    assert ("PA", "July 2019") not in points
    assert not any(point.restated for point in points.values())


def test_what_no_paper_states_is_drawn_hollow() -> None:
    of = chart(paper(STOPPED), "by-month")
    assert [(bar.label, bar.value) for bar in of.bars] == [("April 2020", 60)]
    assert texts(of, "key") == ["some counted again from their days"]
    assert [each.get("fill") for each in drawn(of).iter() if each.tag.endswith("circle")] == ["#ffffff", "#ffffff"]
    assert len(texts(of, "month")) == 12


def test_the_last_papers_number_is_an_outline_and_the_change_is_in_words() -> None:
    of = chart(paper(STOPPED), "stages")
    assert texts(of, "value") == ["2 (+1)", "2 (no change)", "0 (no change)", "0 (no change)"]
    assert texts(of, "key") == ["in the last paper"]
    assert next(row.cells for row in table_of(of).rows) == ("Define", "2", "1")


def test_without_a_last_paper_nothing_is_said_of_one() -> None:
    of = chart(june(), "stages")
    assert texts(of, "value") == ["12", "20", "3", "7"]
    assert table_of(of).columns == ("Stage", "Proposals")
    assert not texts(of, "key")


@pytest.mark.parametrize("id", ["stages", "ageing", "by-month"])
def test_each_value_is_drawn_told_and_in_the_table(id: str) -> None:
    of = chart(june(), id)
    rows = [" ".join(row.cells) for row in table_of(of).rows]
    for bar, row in zip(of.bars, rows, strict=True):
        assert any(re.match(rf"{bar.value}\b", text) for text in texts(of, "value")), bar
        assert f"{bar.label}{':' if id == 'ageing' else ''} {bar.words}" in in_words(of)
        assert bar.label in row and re.search(rf"\b{bar.value}\b", row)


def test_nothing_is_drawn_where_there_is_nothing() -> None:
    blocks = [block for section in paper(NOTHING).sections for block in section.blocks]
    assert [block.id for block in blocks if isinstance(block, Chart)] == ["stages"]


def test_words_stay_words_and_open_no_tag() -> None:
    of = Chart("stages", "A <b> & c", "", "proposals", (Bar('</text><script x="', 3),))
    assert drawn(of)[0].text == "A <b> & c"
    assert texts(of, "label") == ['</text><script x="']
