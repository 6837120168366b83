"""The process as a page. It is the same for everybody, and asks no database."""

from functools import cache

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment

from services.reporter.process.inline import drawing, inline
from services.reporter.process.parts import process_page


def add_process(app: FastAPI, pages: Environment) -> None:
    """`/process`: drawings, tables, and the catalogue of facts."""

    @cache
    def page() -> str:
        return pages.get_template("process.html").render(
            page=process_page(),
            inline=inline,
            drawing=drawing,
            kind_of=lambda block: type(block).__name__,
        )

    @app.get("/process", response_class=HTMLResponse, tags=["process"])
    def process() -> str:
        return page()
