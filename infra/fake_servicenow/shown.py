"""A record as the API writes it: raw values, what is displayed for them, or both."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from infra.fake_servicenow.table import Record
from infra.fake_servicenow.traps import Traps

_STATES = {
    "-5": "New",
    "-4": "Assess",
    "-3": "Authorize",
    "-2": "Scheduled",
    "-1": "Implement",
    "0": "Review",
    "3": "Closed",
    "4": "Canceled",
}
_ASSESSMENTS = {"PA": "Preliminary Assessment", "IA": "Impact Assessment"}
_LABELS: Mapping[str, Mapping[str, str]] = {"state": _STATES, "u_assessment_type": _ASSESSMENTS}
_HOME, _ABROAD = ZoneInfo("Europe/London"), ZoneInfo("Asia/Kolkata")
_MOMENTS = frozenset({"sys_created_on", "sys_updated_on", "closed_at"})


def shown(record: Record, columns: Sequence[str], display: str, traps: Traps) -> dict[str, Any]:
    """`display` as `sysparm_display_value` has it: `all`, `true`, or anything else for raw values."""
    values = {column: record.get(column, "") for column in columns or tuple(record)}
    if display not in ("all", "true"):
        return values
    displayed = {column: _displayed(column, value, traps) for column, value in values.items()}
    if display == "true":
        return displayed
    return {column: {"display_value": displayed[column], "value": value} for column, value in values.items()}


def _displayed(column: str, value: str, traps: Traps) -> str:
    if column in _MOMENTS and value:
        moment = datetime.strptime(value, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
        if "other-zone" in traps:
            return moment.astimezone(_ABROAD).strftime("%d/%m/%Y %H:%M:%S")
        return moment.astimezone(_HOME).strftime("%Y-%m-%d %H:%M:%S")
    if column in _LABELS:
        label = _LABELS[column].get(value, value)
        return f"{label} (renamed)" if "renamed-choices" in traps else label
    return value
