"""What a paper is made of: sections of headings, passages and tables, each with its lines and headings above."""

import re
from dataclasses import dataclass
from typing import Literal

from shared.papers.statement import SectionId
from shared.papers.tables import Table

SectionName = SectionId | Literal["notes"]
"""A section of the paper, or the notes that a drafted paper has after its last."""

PassageKind = Literal["paragraph", "bullet", "quote"]

A_LABEL = r"(?:DP|MP|SECMP)(?=\d*[1-9])\d{1,4}[A-Z]?"
LABEL = re.compile(A_LABEL)


@dataclass(frozen=True, slots=True)
class Heading:
    line: int
    text: str
    where: str

    @property
    def lines(self) -> tuple[int, ...]:
        return (self.line,)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or the text of a bullet or of a quotation without its mark.

    `lines` are several where a page break parted it.
    """

    lines: tuple[int, ...]
    text: str
    where: str
    kind: PassageKind = "paragraph"

    @property
    def line(self) -> int:
        return self.lines[0]


Block = Heading | Passage | Table


@dataclass(frozen=True, slots=True)
class Section:
    """`name` None where its heading is none of a Change Status Report; `heading` None before the first section."""

    name: SectionName | None
    heading: Heading | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """`lines` as they are printed, from line 1 at index 0."""

    lines: tuple[str, ...]
    sections: tuple[Section, ...]
