"""PURE. The places of a page to which something may lead, by name: the same in every format that has links."""

import re

from services.reporter.report import Block, Heading, Report, Section, Table

OWN = frozenset({"glance", "notes", "notes-restated", "colophon", "report"})
"""Of every page."""


def places_of(report: Report) -> set[str]:
    return {*OWN, *(place_of(block, section) for section in report.sections for block in section.blocks)}


def place_of(block: Block, section: Section) -> str:
    """The id of a heading or table: a proposal's own heading has its label, others their section and words."""
    match block:
        case Heading(text=text, level=2):
            return slug(text)
        case Heading(text=text) | Table(caption=text):
            return f"{section.id}-{slug(text)}"
        case _:
            return section.id


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
