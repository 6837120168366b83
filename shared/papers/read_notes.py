"""The notes that a drafted paper has after its last section: about the paper, and no part of it."""

from collections.abc import Iterator
from datetime import date

from shared.papers.account import Account, boilerplate
from shared.papers.blocks import Section


def read_notes(section: Section, near: date | None) -> Iterator[Account]:
    return (boilerplate(block, "notes on the paper") for block in section.blocks)
