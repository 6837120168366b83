"""The decision trail of a modification as a document with proofs, up to the last checkpoint that was signed."""

from typing import Literal

from fastapi import FastAPI
from fastapi.responses import Response

from services.reporter.render import MEDIA
from services.reporter.render.trail import TRAIL_RENDERERS
from services.reporter.web.sources import OpenNow


def add_trails(app: FastAPI, open_now: OpenNow) -> None:
    """`/m/{ref}/trail.html`, `.pdf` and `.json`."""

    @app.get("/m/{ref}/trail.{form}", tags=["register"])
    def trail_document(ref: str, form: Literal["html", "pdf", "json"]) -> Response:
        with open_now() as now:
            document = now.trail(ref)
        name = f"{document.ref}-decision-trail-{document.position}.{form}"
        headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return Response(TRAIL_RENDERERS[form](document), media_type=MEDIA[form], headers=headers)
