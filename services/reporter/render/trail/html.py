"""PURE. A decision trail as one page that stands by itself: no script, no font, no picture from elsewhere."""

import re
from functools import cache
from typing import TYPE_CHECKING

from services.reporter.render.trail import words
from services.reporter.trail_document.document import TrailDocument

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def html(document: TrailDocument) -> bytes:
    text = (
        _environment()
        .get_template("trail.html.j2")
        .render(
            document=document,
            words=words,
            place=_place,
            here={step.told["id"] for step in document.steps},
            checkpoint=_as_it_is(document.checkpoint),
        )
    )
    return (re.sub(r"\n\s*\n+", "\n", text).strip() + "\n").encode()


def _place(fact: str) -> str:
    """Where on the page a fact stands: `f130-1`."""
    return f"f{fact.replace('#', '-')}"


def _as_it_is(checkpoint: str) -> "Markup":
    """Its line breaks are written out: of others, the page may lose some."""
    from markupsafe import Markup

    return Markup("&#10;").join(checkpoint.splitlines())


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("services.reporter.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"cast_words": words.cast, "proof_words": words.proof}
    return environment
