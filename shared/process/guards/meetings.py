"""Meetings: held on their day, with an agenda of known modifications."""

from datetime import date

from shared.domain.facts import AgendaPublished, MeetingHeld
from shared.process.guard import Case, Guard


def day_of(case: Case) -> date:
    """The day of the meeting, which its stream names."""
    return date.fromisoformat(case.command.stream.rsplit("/", 1)[1])


def _not_on_its_day(case: Case) -> str | None:
    day, on = day_of(case), case.command.on
    return None if on == day else f"the meeting is of {day}: it was not held on {on}"


def _after_its_day(case: Case) -> str | None:
    day, on = day_of(case), case.command.on
    return None if on <= day else f"the meeting is of {day}: {on} is too late"


def _unknown_items(case: Case) -> str | None:
    unknown = [stream for stream, other in case.others.items() if not other.told]
    return f"not known here: {', '.join(unknown)}" if unknown else None


def streams_named(fact: object) -> tuple[str, ...]:
    """The modifications that an agenda, or the account of a meeting, names."""
    match fact:
        case AgendaPublished(items=items):
            return tuple(item.stream for item in items)
        case MeetingHeld(considered=considered):
            return considered or ()
        case _:
            return ()


ON_ITS_DAY = Guard("not_on_its_day", "held on the day of its stream", "SEC Section C", "C", _not_on_its_day)
NOT_AFTER = Guard("meeting_past", "not after the day of the meeting", "SEC Section C", "C", _after_its_day)
ITEMS_KNOWN = Guard("other_not_known", "the modifications named are known", "register", "C", _unknown_items)
