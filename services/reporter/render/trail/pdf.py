"""PURE. A decision trail as a PDF (PDF/UA-1 and PDF/A-3a) that carries the same as JSON, with every proof.

`trail.typ` is how it looks. No text is ever markup there: it goes in as data.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from json import dumps

from services.reporter.render.pdf import STANDARDS
from services.reporter.render.pdf.printable import printable
from services.reporter.render.trail import words
from services.reporter.render.trail.json import json
from services.reporter.trail_document.document import Ballot, Step, TrailDocument

Cells = list[str]


def pdf(document: TrailDocument) -> bytes:
    """Dated by its own day, set in the fonts that come with the typesetter."""
    # Not at the top: who asks for JSON sets no page.
    from typst import Compiler

    inputs = {"trail": dumps(_pages(document)), "evidence": json(document).decode()}
    compiler = Compiler(_template(), ignore_system_fonts=True, sys_inputs=inputs)
    made = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=0)
    assert isinstance(made, bytes), "one document is one file"
    return made


@cache
def _template() -> bytes:
    return files("services.reporter.render.trail").joinpath("trail.typ").read_bytes()


def _pages(document: TrailDocument) -> dict[str, object]:
    return {
        "title": printable(words.title(document)),
        "standing": printable(words.standing(document)),
        "day": [document.day.year, document.day.month, document.day.day],
        "header": list(map(_cells, words.header(document))),
        "stages": [_cells(words.stage(of)) for of in document.stages],
        "about": [[printable(of.what), _cells(words.paragraphs(of))] for of in document.about if of.value],
        "ballots": [_ballot(ballot) for ballot in document.ballots],
        "vote_columns": words.VOTE_COLUMNS,
        "casts": [_cells(words.cast(cast)) for cast in document.casts],
        "cast_columns": words.CAST_COLUMNS,
        "steps": [_step(step) for step in document.steps],
        "step_columns": words.STEP_COLUMNS,
        "how_to_check": words.HOW_TO_CHECK,
        "checkpoint": [printable(line) for line in document.checkpoint.splitlines()],
        "proofs": [_cells(words.proof(step)) for step in document.steps],
        "proof_columns": words.PROOF_COLUMNS,
    }


def _cells(texts: Sequence[str]) -> Cells:
    return list(map(printable, texts))


def _ballot(ballot: Ballot) -> dict[str, object]:
    said = printable(words.ballot(ballot))
    return {"caption": said, "votes": list(map(_cells, words.votes(ballot))), "none": words.NO_SPLIT}


def _step(step: Step) -> dict[str, object]:
    told = (step.told["what"], words.day(step), words.who(step), words.recorded(step), words.evidence(step))
    what, *cells = _cells(told)
    links = [{"words": printable(link.words), "ids": link.ids} for link in words.links(step)]
    return {"id": step.told["id"], "what": what, "cells": cells, "links": links}
