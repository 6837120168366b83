"""PURE. The diary of a report as iCalendar (RFC 5545): whole days, each with the facts behind it.

When an entry was made is the day on which its last fact came, and never the day on which somebody asks.
"""

import re
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from services.reporter.diary.entry import Entry
from services.reporter.report import Report
from services.reporter.words import month

if TYPE_CHECKING:
    from icalendar import Event

_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
"""What text of a calendar cannot hold; a line feed it writes as two letters."""


def ics(report: Report) -> bytes:
    """In the order of the diary, lines as the format wants them."""
    # Not at the top: who asks for Markdown needs no calendar.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//secchange//Change Status Report//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"SEC change diary, {month(report.cut.month)}")
    for entry in report.diary:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> "Event":
    from icalendar import Event

    told_at = datetime.combine(entry.told_on, time(), UTC)
    event = Event()
    event.add("uid", f"{entry.id}@secchange")
    event.add("dtstamp", told_at)
    event.add("last-modified", told_at)
    event.add("sequence", entry.times_told - 1)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("summary", _text(entry.title))
    event.add("description", _text("\n".join((*entry.lines, f"Facts: {', '.join(entry.evidence)}"))))
    event.add("categories", [entry.kind])
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _text(words: str) -> str:
    return _CONTROLS.sub(" ", words)
