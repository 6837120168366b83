"""The process as a page: it says all that the rules say, and its drawings can be read."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from services.reporter.process.as_markdown import files, markdown
from services.reporter.process.diagram.boxes import boxes_of
from services.reporter.process.diagram.charts import CHARTS, Chart
from services.reporter.process.diagram.layout import PADDING, PER_LETTER, Layout, Point, layout_of
from services.reporter.process.diagram.svg import svg_of
from services.reporter.process.page import Part
from services.reporter.process.parts import process_page
from services.reporter.process.parts.rules import PHASES
from services.reporter.process.words import MARKS, lines_of, listed, place
from shared.domain.facts import FACTS
from shared.process.policy import POLICY
from shared.process.rules import RULES
from shared.process.separation import SEPARATION
from shared.process.settings import SETTINGS
from shared.process.transitions import TRANSITIONS

EACH_CHART = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)


def laid(chart: Chart) -> Layout:
    return layout_of(chart, boxes_of(chart))


def pieces(layout: Layout) -> Iterator[tuple[str, Point, Point]]:
    """Every straight piece of every line, with the place to which it leads."""
    by_entry = {
        Point(end.x, end.y): placed.box.key
        for placed in layout.boxes
        for end in (Point(placed.x, placed.entry_y), Point(placed.x + layout.box_width, placed.entry_y))
    }
    for line in layout.lines:
        for start, end in pairwise(line.points):
            yield by_entry[line.points[-1]], start, end


@EACH_CHART
def test_every_move_of_the_table_is_drawn_and_no_other(chart: Chart) -> None:
    drawn = {
        (source, entry.command, target)
        for box in boxes_of(chart)
        for entry in box.entries
        for source in box.key.split("/")
        for target in (entry.target or source).split("/")
    }
    told = {
        (each.source, each.rule.command, each.target)
        for each in TRANSITIONS
        if each.subject == chart.subject and (chart.stays or each.source != each.target)
    }
    assert drawn == told


@EACH_CHART
def test_boxes_stand_apart_and_their_words_stand_within(chart: Chart) -> None:
    layout = laid(chart)
    for one, other in combinations(layout.boxes, 2):
        assert one.x != other.x or one.top + one.height < other.top or other.top + other.height < one.top
    for placed in layout.boxes:
        assert placed.x >= 0
        assert placed.x + layout.box_width < layout.width
        assert placed.top + placed.height < layout.height
        heights = [written.y for written in placed.written]
        assert all(below - above >= 16 for above, below in pairwise(heights))
        assert all(placed.top < y < placed.top + placed.height for y in heights)
        assert all(len(written.text) * PER_LETTER + 2 * PADDING <= layout.box_width for written in placed.written)


@EACH_CHART
def test_lines_lie_on_no_box_and_on_no_line_to_another_place(chart: Chart) -> None:
    layout = laid(chart)
    drawn = list(pieces(layout))
    for _, start, end in drawn:
        for placed in layout.boxes:
            is_beside = max(start.x, end.x) <= placed.x or min(start.x, end.x) >= placed.x + layout.box_width
            is_above = max(start.y, end.y) < placed.top or min(start.y, end.y) > placed.top + placed.height
            assert is_beside or is_above, (start, end, placed.box.key)
    for (one, a, b), (other, c, d) in combinations(drawn, 2):
        assert one == other or not _lie_on_each_other(a, b, c, d), (one, a, b, other, c, d)


def _lie_on_each_other(a: Point, b: Point, c: Point, d: Point) -> bool:
    upright = a.x == b.x == c.x == d.x and max(a.y, b.y) > min(c.y, d.y) and max(c.y, d.y) > min(a.y, b.y)
    level = a.y == b.y == c.y == d.y and max(a.x, b.x) > min(c.x, d.x) and max(c.x, d.x) > min(a.x, b.x)
    return upright or level


@EACH_CHART
def test_a_drawing_is_told_in_words_too(chart: Chart) -> None:
    drawn = ElementTree.fromstring(svg_of(chart))
    within = {child.tag.rpartition("}")[2]: child.text or "" for child in drawn}
    assert drawn.get("role") == "img"
    assert within["title"].startswith(chart.title)
    for each in TRANSITIONS:
        if each.subject == chart.subject and each.source != each.target:
            assert each.rule.command in within["desc"]
            assert place(each.target) in within["desc"]
    assert svg_of(chart) == svg_of(chart)


def test_all_that_the_rules_say_is_on_the_page() -> None:
    text = markdown(process_page())
    for rule in RULES:
        assert f"**{rule.command}**<br>{rule.means}<br>" in text
        assert f"| {rule.clause} [{rule.sure}] |" in text
    for guard in (*(guard for rule in RULES for guard in rule.guards), *(guard for _, guard in SEPARATION)):
        assert f"| `{guard.code}` | {guard.says}" in text
    for fact in FACTS:
        assert f"\n### {fact.__name__}\n" in text
        assert all(f"\n| `{field}` | " in text for field in fact.model_fields)
    assert all(f"(`{setting.name}`)" in text and setting.source[1:] in text for setting in SETTINGS)
    assert all(f"\n| `{role}` | " in text for role in POLICY)
    assert all(f"| [{mark}] | " in text for mark in MARKS)


def test_the_phases_are_all_the_rules() -> None:
    assert [rule for _, phase in PHASES for rule in phase.RULES] == list(RULES)


def test_no_two_parts_have_one_place_and_every_table_is_whole() -> None:
    parts = process_page().parts
    assert len({part.id for part in parts}) == len(parts)
    for line in files()["process.md"].splitlines():
        if line.startswith("| `"):
            assert line.endswith(" |")


def test_words_are_parted_and_listed() -> None:
    assert lines_of("one two three", 7) == ("one two", "three")
    assert (listed(["a"]), listed("abc")) == ("a", "a, b and c")
    assert Part("Authority, and appeals", ()).id == "authority-and-appeals"
