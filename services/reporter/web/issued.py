"""Papers that are out: the list of them, and their files as they are kept, byte for byte."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response

from services.reporter.issued.errors import NoSuchPaper
from services.reporter.press.kept import files_out, listed
from services.reporter.render import MEDIA, file_name
from services.reporter.web.pages import month_of, page, today
from services.reporter.web.sources import Now, OpenNow
from shared.domain.period import Month
from shared.readmodels import PAPERS

_SHOWN = ("html", "pdf")
"""By the browser itself; the others are for saving."""
_OF_A_PAGE = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"}
"""A page that is kept for ever is none of this service's: nothing in it may act for it."""


def add_issued(app: FastAPI, open_now: OpenNow) -> None:
    """`/reports`, and below it the files."""

    @app.get("/reports", response_class=HTMLResponse, tags=["reports"])
    def papers_page() -> str:
        with open_now() as now:
            months = sorted((row.month for row in now.rows().of(PAPERS).values()), reverse=True)
            return page("reports.html", now, today(), out=[_with_files(out) for out in _out(now)], months=months)

    @app.get("/reports.json", tags=["reports"])
    def papers_json() -> list[dict[str, Any]]:
        with open_now() as now:
            return [_with_files(out) for out in _out(now)]

    @app.get("/reports/{month}/files/{name}", tags=["reports"])
    def file(month: str, name: str) -> Response:
        wanted = month_of(month)
        with open_now() as now:
            for out in _out(now):
                for each in _files(out) if out["month"] == str(wanted) else ():
                    if each["name"] == name:
                        form = each["format"]
                        (data,) = files_out(now.archive, wanted, out["edition"], [form]).values()
                        return _file(form, each, data)
        raise NoSuchPaper(f"{name} is no file of an issued paper of {wanted}: /reports lists those that are")


def _out(now: Now) -> list[dict[str, Any]]:
    """The last first."""
    return listed(now.archive)[::-1]


def _with_files(out: dict[str, Any]) -> dict[str, Any]:
    return out | {"formats": list(_files(out))}


def _files(out: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each format with the name of its file, and where it is."""
    for each in out["formats"]:
        name = file_name(Month.parse(out["month"]), out["edition"], each["format"])
        yield each | {"name": name, "path": f"/reports/{out['month']}/files/{name}"}


def _file(form: str, told: dict[str, Any], data: bytes) -> Response:
    """What the fact tells of is what is sent: who has the hash can see that."""
    how = "inline" if form in _SHOWN else "attachment"
    headers = {
        "Content-Disposition": f'{how}; filename="{told["name"]}"',
        "ETag": f'"{told["sha256"]}"',
        "X-Content-Type-Options": "nosniff",
        **(_OF_A_PAGE if form == "html" else {}),
    }
    return Response(data, media_type=MEDIA[form], headers=headers)
