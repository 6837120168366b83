"""The page as a value: parts of blocks. Each form of it is made of this one."""

from dataclasses import dataclass

from services.reporter.process.diagram.charts import Chart

Cell = tuple[str, ...]
"""Lines of text, in which `code` and **strong words** are marked as in Markdown."""


@dataclass(frozen=True, slots=True)
class Prose:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    chart: Chart


Block = Prose | Table | Picture


@dataclass(frozen=True, slots=True)
class Part:
    """`level` 2 is a part of the page, 3 one of such a part."""

    title: str
    blocks: tuple[Block, ...]
    level: int = 2

    @property
    def id(self) -> str:
        return "-".join(self.title.lower().replace(",", "").split())


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    parts: tuple[Part, ...]
