"""One row a ticket of the DCC: the life of an assessment as its system tells it, and what is missing. Key: its stream.

As with its timeline, the order in which the revisions came does not matter to what the row tells of them.
"""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from shared.domain.facts import DccTicketRevisionObserved
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef
from shared.domain.vocabulary import AssessmentKind
from shared.feed.corrections import unmatched
from shared.feed.timeline import DeedKind, Timeline, timeline_of
from shared.readmodels.readmodel import History, ReadModel, Row, Step, told_by


class TicketDeed(Step, frozen=True, kw_only=True):
    """What happened to the assessment; `exact` where the ticket tells the day itself."""

    kind: DeedKind
    target_wd: int | None = None


class Life(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """By all revisions that have a place in it; `revision` is the last of them, told by the fact `told_by`.

    `gaps`: how many between the first and the last never came.
    """

    number: str
    label: str
    kind: AssessmentKind
    revision: int
    told_by: str
    changed_on: date
    gaps: int
    deeds: tuple[TicketDeed, ...] = ()
    assessment_no: int | None = None
    dcc_reported_wd: int | None = None
    target_is_defaulted: bool = False

    @property
    def modification(self) -> str:
        """The stream of the modification."""
        return ModificationRef.parse(self.label).stream


class Ticket(Row, frozen=True, kw_only=True):
    """`heard_at` and `heard_by`: when and by which fact it was last heard of; `changed_at`: when that was changed.

    `life` is None where no revision can be used. `corrections`: the facts that say that an earlier revision was wrong;
    `unmatched`: the revisions that correct one which never came.
    """

    source: str
    ticket_id: str
    revisions: int
    heard_at: datetime
    heard_by: str
    changed_at: datetime
    life: Life | None = None
    corrections: tuple[str, ...] = ()
    unmatched: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """As facts name it that it led to: `source|ticket_id`."""
        return f"{self.source}|{self.ticket_id}"


def fold(history: History) -> Mapping[str, Ticket]:
    told = [(each, each.fact) for each in history if isinstance(each.fact, DccTicketRevisionObserved)]
    if not told:
        return {}
    tickets = [fact.ticket for _, fact in told]
    last, fact = told[-1]
    return {
        last.stream: Ticket(
            stream=last.stream,
            opened_on=min(each.day for each, _ in told),
            source=fact.ticket.source,
            ticket_id=fact.ticket.ticket_id,
            revisions=len(told),
            heard_at=last.known_at,
            heard_by=last.id,
            changed_at=fact.ticket.updated_at,
            life=_life(timeline_of(tickets), {fact.ticket.revision: each for each, fact in told}),
            corrections=tuple(each.id for each, fact in told if fact.ticket.correction),
            unmatched=tuple(revision.revision for revision, _ in unmatched(tickets)),
        )
    }


def _life(timeline: Timeline | None, by_revision: Mapping[int, Recorded]) -> Life | None:
    if timeline is None:
        return None
    last = timeline.last
    return Life(
        number=last.ticket_number,
        label=last.modification_ref,
        kind=last.assessment_type,
        revision=last.revision,
        told_by=by_revision[last.revision].id,
        changed_on=last.changed_on,
        deeds=tuple(
            TicketDeed(
                on=deed.on,
                exact=not deed.is_inferred,
                told_by=told_by(by_revision[deed.revision]),
                kind=deed.kind,
                target_wd=deed.target_wd,
            )
            for deed in timeline.deeds
        ),
        assessment_no=last.assessment_no,
        dcc_reported_wd=last.dcc_reported_wd,
        gaps=timeline.gaps,
        target_is_defaulted=timeline.target_is_defaulted,
    )


TICKETS = ReadModel("tickets", 2, Ticket, "ticket", fold)
