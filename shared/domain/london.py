"""The days of the process are days in London."""

from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
