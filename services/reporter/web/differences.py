"""What two papers of a month have otherwise: issued, restated, or as it is known now."""

from datetime import date
from typing import Annotated, Any

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from services.reporter.diff.as_json import as_json
from services.reporter.diff.difference import KINDS, Difference
from services.reporter.issued.history import editions
from services.reporter.press import sides
from services.reporter.web.pages import month_of, page, today
from services.reporter.web.sources import Now, OpenNow
from shared.domain.period import Month
from shared.domain.streams import paper

ISSUED, NOW = "issued", "now"
From = Annotated[
    str, Query(alias="from", max_length=20, description="issued, R1, R2 …, now, or a position of the log.")
]
To = Annotated[
    str | None,
    Query(alias="to", max_length=20, description="The same; the last that was restated where none is given."),
]


def add_differences(app: FastAPI, open_now: OpenNow) -> None:
    """`/reports/{month}/diff`."""

    @app.get("/reports/{month}/diff", response_class=HTMLResponse, tags=["reports"])
    def difference_page(month: str, from_: From = ISSUED, to: To = None) -> str:
        wanted, day = month_of(month), today()
        with open_now() as now:
            names = _names(now, wanted)
            other = to or _last(names)
            found = _difference(now, wanted, from_, other, day)
            chosen = {"from": from_, "to": other}
            return page("difference.html", now, day, month=wanted, found=found, names=names, chosen=chosen, kinds=KINDS)

    @app.get("/reports/{month}/diff.json", tags=["reports"])
    def difference_json(month: str, from_: From = ISSUED, to: To = None) -> dict[str, Any]:
        wanted = month_of(month)
        with open_now() as now:
            return as_json(_difference(now, wanted, from_, to or _last(_names(now, wanted)), today()))


def _names(now: Now, month: Month) -> list[str]:
    """Of the editions that are out, the original first, and of what is known now."""
    return [*(each.fact.edition or ISSUED for each in editions(now.history(paper(str(month))))), NOW]


def _last(names: list[str]) -> str:
    """The last that was restated; of a paper that was not, what is known now."""
    return names[-2] if len(names) > len((ISSUED, NOW)) else NOW


def _difference(now: Now, month: Month, one: str, other: str, day: date) -> Difference:
    return sides.difference_of(now.archive, _side(now, month, one), _side(now, month, other), day)


def _side(now: Now, month: Month, name: str) -> sides.Side:
    """Raises NoSuchPaper, and the error 404 where it is no side, or a position that the log has not reached."""
    if name == NOW or (name.isascii() and name.isdecimal()):
        position = now.position if name == NOW else int(name)
        if position > now.position:
            raise HTTPException(404, f"position {position} is not in the log: expected 0 to {now.position}")
        return sides.at(now.archive, month, position)
    return sides.edition(now.archive, month, "" if name == ISSUED else name)
