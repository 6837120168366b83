"""What more is told of one modification than its line in the register: as `register show` gives it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from shared.readmodels.particulars import Impacts, Particulars, Told
from shared.readmodels.readmodel import evidence_of


def particulars(row: Particulars | None, day: date) -> dict[str, Any] | None:
    """As told last by the end of `day`; None where nothing of the kind was."""
    if row is None or row.opened_on > day:
        return None
    impacts = next((each for each in reversed(row.impacts) if each.on <= day), None)
    told = (*row.drafts, *row.comments, *row.solutions, *row.impacts, *row.timetables, *row.reports, *row.legal_texts)
    return {
        "drafts": [_draft(each.title, each.from_organisation) for each in row.drafts if each.on <= day],
        "solution": _last(row.solutions, day),
        "impacts": _impacts(impacts) if impacts else None,
        "urgent_timetable": _last(row.timetables, day),
        "report_version": _last(row.reports, day),
        "legal_text_version": _last(row.legal_texts, day),
        "evidence": list(evidence_of(*(each for each in told if each.on <= day))),
    }


def _draft(title: str, from_organisation: str | None) -> dict[str, str | None]:
    return {"title": title, "from_organisation": from_organisation}


def _impacts(told: Impacts) -> dict[str, list[str]]:
    return {"party_categories": list(told.party_categories), "documents": list(told.documents)}


def _last(told: Sequence[Told], day: date) -> str | None:
    return next((each.text for each in reversed(told) if each.on <= day), None)
