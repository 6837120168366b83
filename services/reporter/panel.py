"""PURE. What is presented to the coming Panel, and for what."""

from dataclasses import dataclass
from datetime import date

from services.reporter.cut import paper_of
from services.reporter.names import Name, name
from services.reporter.view import View
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import AgendaPurpose
from shared.readmodels import MEETINGS
from shared.readmodels.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Presented:
    name: Name
    purpose: AgendaPurpose
    evidence: tuple[str, ...]


def presented(view: View, purpose: AgendaPurpose) -> tuple[Presented, ...]:
    """The items of the coming Panel's agenda for that purpose, by number; none where no agenda is published."""
    panel = coming_panel(view)
    agenda = panel.agenda_at(view.cut.as_of) if panel else None
    if agenda is None:
        return ()
    streams = {item.stream for item in agenda.items if item.purpose == purpose}
    evidence = agenda.evidence
    return tuple(
        Presented(name(view, stream), purpose, evidence) for stream in sorted(streams, key=ModificationRef.parse)
    )


def coming_panel(view: View) -> Meeting | None:
    """The Panel for which the paper is planned; else the first that meets after the paper day and has an agenda."""
    meetings = [row for row in view.of(MEETINGS).values() if row.body == "panel" and _stands(row, view.cut.as_of)]
    paper = paper_of(view.cut.month, view)
    planned_on = paper.plan.head.panel_on if paper and paper.plan else None
    coming = [row for row in meetings if row.on == planned_on] if planned_on else []
    return min(coming or [row for row in meetings if row.on > view.cut.as_of], key=lambda row: row.on, default=None)


def _stands(row: Meeting, day: date) -> bool:
    return row.agenda_at(day) is not None and not row.is_cancelled_at(day)
