"""`secchange register trail`: the decision trail of a modification as a document, each step with its proof."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.exits import WrongUsage
from services.cli.options import AsOf, Home, KnownAt, Position
from services.cli.output import tell

if TYPE_CHECKING:
    from services.cli.reading import Reading
    from services.reporter.trail_document.document import TrailDocument
    from shared.trailstore.trail import Trail


class Format(StrEnum):
    """The formats in which a decision trail is written."""

    html = "html"
    pdf = "pdf"
    json = "json"


def trail(
    ref: Annotated[str, typer.Argument(help="Any spelling: DP125, MP125, SECMP0007, 102B.", show_default=False)],
    format_: Annotated[Format, typer.Option("--format", help="In which form.")] = Format.html,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write here instead of to stdout.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    home: Home = None,
) -> None:
    """Who decided what, when, on what evidence, by what votes, what was corrected: each step with fact and proof.

    Of one position there is one document, byte for byte: without --as-of, of the day on which that was recorded.
    """
    from services.cli.files import written
    from services.cli.reading import reading
    from services.cli.system import settings_for
    from services.cli.trailing import trail_of
    from services.reporter.render.trail import TRAIL_RENDERERS

    if out is None and format_ is Format.pdf and sys.stdout.isatty():
        raise WrongUsage("pdf is no text: say with --out where to write it")
    with reading(home, as_of, known_at, position) as now, trail_of(now.system.url, settings_for(home)) as kept:
        data = TRAIL_RENDERERS[format_](document_of(ref, now, kept))
    if out is None:
        typer.echo(data, nl=False)
    else:
        written(out, data)
        tell(f"{out}: {len(data):,} bytes")


def document_of(ref: str, now: "Reading", kept: "Trail") -> "TrailDocument":
    """The checkpoint of its position is signed for it. Raises NotAReference, UnknownModification, TrailError."""
    from services.reporter.listings.find import named, unknown
    from services.reporter.press import trails
    from shared.readmodels import REGISTER

    history = now.history(named(ref))
    if not history:
        # Nothing is signed for what is not there.
        raise unknown(ref, now.rows().of(REGISTER))
    return trails.document_of(ref, now, history, kept, kept.checkpoint_at(now.position), now.as_of)
