"""The tables of figures: assessments and proposals by number and mean duration, proposals by stage."""

import re

from shared.papers.forms import Cells, TableForm
from shared.papers.statement import SectionId, Statement, say
from shared.papers.words import NotUnderstood

ASSESSMENTS = {
    "Preliminary Assessments open": "assessments.pa.open",
    "Preliminary Assessments completed in the last 12 months": "assessments.pa.completed",
    "Impact Assessments open": "assessments.ia.open",
    "Impact Assessments completed in the last 12 months": "assessments.ia.completed",
}
PROPOSALS = {
    "Proposals open (pre-decision)": "proposals.open",
    "Proposals concluded in the last 12 months": "proposals.concluded",
}
_STAGES = ("define", "refine", "opine", "approved")
_DURATION = re.compile(r"(?P<days>\d{1,4}) ?WD")


def working_days(cell: str, column: str) -> int:
    """`78 WD` as 78. Raises NotUnderstood with the column."""
    found = _DURATION.fullmatch(cell)
    if not found:
        raise NotUnderstood(f"the column {column!r} holds {cell!r}; expected Working Days, such as 15 WD")
    return int(found["days"])


def count(cell: str, column: str) -> int:
    """A count in digits. Raises NotUnderstood with the column."""
    if not re.fullmatch(r"\d{1,4}", cell):
        raise NotUnderstood(f"the column {column!r} holds {cell!r}; expected a number")
    return int(cell)


def _assessments(cells: Cells) -> tuple[Statement, ...]:
    return _count_and_mean("refine", _name(cells["Assessment"], ASSESSMENTS), cells)


def _proposals(cells: Cells) -> tuple[Statement, ...]:
    return _count_and_mean("opine", _name(cells["Status"], PROPOSALS), cells)


def _stage(cells: Cells) -> tuple[Statement, ...]:
    stage = cells["Stage"].casefold()
    if stage not in _STAGES:
        raise NotUnderstood(f"{cells['Stage']!r} is no stage of the chart; expected {', '.join(_STAGES)}")
    value = count(cells["Proposals"], "Proposals")
    return (say("summary", "figure", f"stages.{stage}", value=value, unit=""),)


def _name(words: str, names: dict[str, str]) -> str:
    if words not in names:
        raise NotUnderstood(f"{words!r} is no figure that a paper prints here; expected one of {', '.join(names)}")
    return names[words]


def _count_and_mean(section: SectionId, name: str, cells: Cells) -> tuple[Statement, ...]:
    total = count(cells["Total"], "Total")
    counted = say(section, "figure", f"{name}.count", value=total, unit="")
    if cells["Average duration"] in ("–", "-", "n/a", "N/A"):
        return (counted,)
    mean = working_days(cells["Average duration"], "Average duration")
    return (counted, say(section, "figure", f"{name}.mean_wd", value=mean, unit="WD"))


SUMMARY_OF_ASSESSMENTS = TableForm(("Assessment", "Total", "Average duration"), _assessments)
PROGRESSION = TableForm(("Status", "Total", "Average duration"), _proposals)
STAGES = TableForm(("Stage", "Proposals"), _stage)
STAGES_AND_BEFORE = TableForm(("Stage", "Proposals", "In the last paper"), _stage)
