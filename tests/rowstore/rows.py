"""Row versions for tests: a meeting is the smallest row."""

from datetime import date

from shared.readmodels.as_json import as_json
from shared.readmodels.meetings import Meeting
from shared.rowstore.batch import Changes, Version

OPENED_ON = date(2020, 3, 2)


def version(
    since: int,
    until: int | None = None,
    *,
    of: str = "meeting/panel/2020-06-19",
    opened_on: date = OPENED_ON,
    settled_on: date | None = None,
) -> Version:
    """The row of the meeting `of` from position `since`; its `agenda_on` tells one version from another."""
    agenda_on = date.fromordinal(since)
    row = Meeting(
        stream=of,
        opened_on=opened_on,
        settled_on=settled_on,
        body="panel",
        on=date(2020, 6, 19),
        agenda_on=agenda_on,
        mode="meeting",
    )
    return Version(of, of, since, until, opened_on, settled_on, as_json(row))


def meetings(*versions: Version, ended: dict[str, int] | None = None) -> dict[str, Changes]:
    return {"meetings": Changes(ended or {}, versions)}
