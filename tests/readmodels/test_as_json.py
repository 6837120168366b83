"""A row as JSON: short, the same for the same row, and read back as it was."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import inspect
from msgspec.structs import replace

from shared.readmodels import ASSESSMENTS, PROBLEMS, READ_MODELS
from shared.readmodels.as_json import as_json, as_lines, read, read_lines
from shared.readmodels.assessments import Assessment
from shared.readmodels.problems import Problem
from shared.readmodels.readmodel import ReadModel
from tests.readmodels.reading import row

HISTORY = """
2020-03-26      MP106  AssessmentRequested  PA 1
by 2020-04-30   MP106  AssessmentAccepted   PA 1  target_wd=15
"""


def test_what_is_as_it_mostly_is_is_left_out() -> None:
    assessment = row(ASSESSMENTS, HISTORY)
    assert json.loads(as_json(assessment)) == {
        "stream": "106",
        "opened_on": "2020-03-26",
        "kind": "PA",
        "n": 1,
        "turns": [
            {"on": "2020-03-26", "told_by": "106#1", "state": "requested", "deed": "requested"},
            {"on": "2020-04-30", "exact": False, "told_by": "106#2", "state": "open", "deed": "accepted"},
        ],
        "targets": [{"on": "2020-04-30", "exact": False, "told_by": "106#2", "target_wd": 15}],
    }
    assert read(Assessment, as_json(assessment)) == assessment


def test_many_are_lines_and_are_read_back_in_their_order() -> None:
    """Whatever they hold: a line break within a text is no line's end."""
    told = "2020-01-02  DP106  ProposalRaised  label=DP106 title=One proposer.name=Ann problem=Slow"
    other = row(PROBLEMS, told)
    one = replace(other, text="First line.\n\nSecond, with \u2028 in it.")
    lines = as_lines([other, one])
    assert lines == b"%b\n%b\n" % (as_json(other), as_json(one))
    assert read_lines(Problem, lines) == read_lines(Problem, lines.decode()) == [other, one]
    assert read_lines(Problem, as_lines([])) == []


@pytest.mark.parametrize("model", READ_MODELS, ids=lambda model: model.name)
def test_only_what_is_one_object_everywhere_is_ever_left_out(model: ReadModel[Any]) -> None:
    """Of other values, two that are equal may be two objects: then one would be left out and the other not."""
    defaults = list(defaults_in(inspect.type_info(model.row)))
    assert defaults
    assert all(default in (None, True, False, ()) and type(default) is not int for default in defaults)


def defaults_in(kind: inspect.Type) -> Iterator[object]:
    """Of the fields of a struct, and of those in its fields."""
    match kind:
        case inspect.StructType():
            for field in kind.fields:
                if not field.required:
                    yield field.default
                yield from defaults_in(field.type)
        case inspect.UnionType():
            for each in kind.types:
                yield from defaults_in(each)
        case inspect.VarTupleType():
            yield from defaults_in(kind.item_type)
