"""PURE. The last meeting of the Working Group with what it discussed, and the next."""

from collections.abc import Iterator
from datetime import date

from services.reporter import words
from services.reporter.deeds import done_on
from services.reporter.names import in_order, name
from services.reporter.report import Block, Line
from services.reporter.sections.blocks import following, sentence, stated_count, with_list
from services.reporter.view import View
from shared.domain.calendar import CALENDARS
from shared.papers.statement import Statement, say
from shared.readmodels import MEETINGS
from shared.readmodels.meetings import Meeting

AGENDA_BEFORE_MEETING_WD = 10
"""A Working Group's agenda is announced 10 Working Days before it meets, where no other day is stated."""


def working_group(view: View) -> Iterator[Block]:
    day, last = view.cut.as_of, last_held(view)
    yield from _last(view, last) if last else (_none_held(),)
    ahead = [row for row in _meetings(view) if row.on > day and _is_called(row, day)]
    if ahead:
        yield _next(view, min(ahead, key=lambda row: row.on))


def last_held(view: View) -> Meeting | None:
    held = [row for row in _meetings(view) if row.held and row.held.on <= view.cut.as_of]
    return max(held, key=lambda row: row.on, default=None)


def _meetings(view: View) -> list[Meeting]:
    return [row for row in view.of(MEETINGS).values() if row.body == "working_group"]


def _none_held() -> Block:
    return sentence("No monthly Working Group meeting has been recorded.")


def _is_called(row: Meeting, day: date) -> bool:
    called = row.scheduled or (row.agendas[0] if row.agendas else None)
    return called is not None and called.on <= day and not row.is_cancelled_at(day)


def _last(view: View, meeting: Meeting) -> Iterator[Block]:
    held_on = words.day(meeting.on)
    says = (_held(meeting),)
    items = _items(view, meeting)
    lead = f"The last monthly Working Group meeting was held on {held_on}, and included"
    if items:
        yield from with_list(f"{lead} {following(len(items), 'modification')}:", items, says)
        return
    evidence = meeting.held.evidence if meeting.held else ()
    none = stated_count("refine", f"discussed.{meeting.on.isoformat()}", 0, "modification")
    yield sentence(f"{lead} no modifications.", (*says, none), evidence)


def _held(meeting: Meeting) -> Statement:
    on = meeting.on.isoformat()
    return say("refine", "meeting_held", meeting.stream, body="working_group", on=on, mode="meeting", ad_hoc=0)


def _items(view: View, meeting: Meeting) -> tuple[Line, ...]:
    """What was discussed that day; where nobody recorded that, what the meeting considered, or had on its agenda."""
    discussed = {deed.stream: deed.taken.evidence for deed in done_on(view, meeting.on, "discussed")}
    evidence = discussed or _considered(view, meeting)
    return tuple(_item(view, stream, meeting.on, evidence[stream]) for stream in in_order(list(evidence)))


def _considered(view: View, meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """As it was said when it was held; else what was on its agenda."""
    if meeting.held and meeting.considered is not None:
        return dict.fromkeys(meeting.considered, meeting.held.evidence)
    agenda = meeting.agenda_at(view.cut.as_of)
    return {item.stream: agenda.evidence for item in agenda.items} if agenda else {}


def _item(view: View, stream: str, on: date, evidence: tuple[str, ...]) -> Line:
    named, day = name(view, stream), on.isoformat()
    values = {"list": f"discussed.{day}", "on": day, "label": named.label, "title": named.title}
    return Line(named.link, evidence, (say("refine", "discussed", stream, **values),))


def _next(view: View, meeting: Meeting) -> Block:
    calendar = CALENDARS[view.cut.calendar]
    agenda_on = meeting.agenda_on or calendar.add_working_days(meeting.on, -AGENDA_BEFORE_MEETING_WD)
    text = (
        f"The next monthly Working Group meeting will be held on {words.day(meeting.on)}, and the provisional agenda "
        f"for this session {_announced(agenda_on, view.cut.as_of)} announced on {words.day(agenda_on)}."
    )
    says = say(
        "refine",
        "meeting_scheduled",
        meeting.stream,
        body="working_group",
        on=meeting.on.isoformat(),
        agenda_on=agenda_on.isoformat(),
    )
    called = meeting.scheduled or meeting.agenda_at(view.cut.as_of)
    return sentence(text, (says,), called.evidence if called else ())


def _announced(agenda_on: date, day: date) -> str:
    return "will be" if agenda_on > day else "was"
