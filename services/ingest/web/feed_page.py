"""`/feed`: how the feed goes, source by source, for people and for programs; the same as `secchange feed status`."""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse, Response

from services.ingest.feed.standing import Standing, plain, shown
from shared.inbox.connection import FeedBoxUnavailable
from shared.rowstore.errors import RowStoreError
from shared.web.problem import unavailable

Look = Callable[[], Standing]
"""How it goes now. Raises LogUnavailable, FeedBoxUnavailable, RowStoreError, psycopg.OperationalError."""

_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The DCC's tickets – SEC change status</title>
<style>
body {{ margin: 0 auto; max-width: 60rem; padding: 0 1rem 3rem; color: #111; font: 1rem/1.5 Arial, sans-serif; }}
table {{ border-collapse: collapse; width: 100%; margin: 1rem 0; }}
caption {{ text-align: left; font-weight: bold; }}
th, td {{ border-bottom: 1px solid #b1b4b6; padding: .3rem .75rem .3rem 0; text-align: left; vertical-align: top; }}
th {{ width: 16rem; font-weight: normal; color: #505a5f; }}
.trouble {{ border-left: .3rem solid #d4351c; padding-left: .75rem; }}
</style>
</head>
<body>
<main>
<h1>The DCC's tickets</h1>
{main}
</main>
</body>
</html>
"""


def add_feed_page(app: FastAPI, look: Look) -> None:
    """What it shows names no person and no ticket; so it is for everybody, as the pages of the register are."""

    @app.get("/feed", response_class=HTMLResponse, include_in_schema=False)
    def page() -> Response:
        return _answer(look, lambda found: HTMLResponse(_page(found)))

    @app.get("/feed.json", tags=["feed"])
    def for_programs() -> Response:
        """Each source: its last item, delay, gaps, duplicates, what is late and set aside, and how polling goes."""
        return _answer(look, lambda found: JSONResponse(plain(found)))


def _answer(look: Look, made: Callable[[Standing], Response]) -> Response:
    try:
        return made(look())
    except (FeedBoxUnavailable, RowStoreError) as error:
        return unavailable(error)


def _page(found: Standing) -> str:
    sources = "\n".join(map(_source, found["sources"])) or "<p>No source is configured, and nothing has come.</p>"
    counted = _table("Not taken, and only counted", found["turned_away"].items()) if found["turned_away"] else ""
    return _PAGE.format(main=f"{sources}\n{counted}")


def _source(told: Mapping[str, Any]) -> str:
    rows = ((name.replace("_", " "), shown(value)) for name, value in told.items() if name != "source")
    return _trouble(told) + _table(str(told["source"]), rows)


def _trouble(told: Mapping[str, Any]) -> str:
    """Whoever looks here sees first what is wrong with a source that is polled."""
    if not told["trouble"]:
        return ""
    until = f"; left alone until {shown(told['left_alone_until'])}" if told["left_alone_until"] else ""
    said = f"{told['source']} cannot be polled, {told['failures']} times in a row: {told['trouble']}{until}"
    return f'<p class="trouble">{escape(said)}</p>\n'


def _table(caption: str, rows: Iterable[tuple[str, object]]) -> str:
    lines = (f'<tr><th scope="row">{escape(name)}</th><td>{escape(str(value))}</td></tr>' for name, value in rows)
    return f"<table>\n<caption>{escape(caption)}</caption>\n{chr(10).join(lines)}\n</table>"
