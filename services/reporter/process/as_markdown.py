"""The page as Markdown, and the drawings beside it as files of their own."""

from collections.abc import Iterator, Mapping

from services.reporter.process.diagram.charts import CHARTS
from services.reporter.process.diagram.svg import svg_of
from services.reporter.process.page import Block, Cell, Page, Part, Picture, Prose, Table
from services.reporter.process.parts import process_page

PAGE = "process.md"
_MADE = "<!-- Made from the code: write it anew with `secchange schema process --out docs`. -->"


def files() -> Mapping[str, str]:
    """The page and its drawings, by the name of the file."""
    drawings = {_file(f"process-{chart.id}"): svg_of(chart) for chart in CHARTS}
    return {PAGE: markdown(process_page()), **drawings}


def markdown(page: Page) -> str:
    """The same page gives the same text."""
    return "\n".join(_lines(page)).rstrip("\n") + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield from (_MADE, "", f"# {page.title}", "")
    yield from (f"- [{part.title}](#{part.id})" for part in page.parts if part.level == 2)
    yield ""
    for part in page.parts:
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    yield from (f"{'#' * part.level} {part.title}", "")
    for block in part.blocks:
        yield from _block(block, part)
        yield ""


def _block(block: Block, part: Part) -> Iterator[str]:
    match block:
        case Prose(text=text):
            yield text
        case Picture(chart=chart):
            yield f"![{part.title}: where each command leads]({_file(f'process-{chart.id}')})"
        case Table(columns=columns, rows=rows):
            yield _row(tuple((column,) for column in columns))
            yield f"|{' --- |' * len(columns)}"
            yield from map(_row, rows)


def _row(cells: tuple[Cell, ...]) -> str:
    return f"| {' | '.join('<br>'.join(map(_escaped, cell)) for cell in cells)} |"


def _escaped(text: str) -> str:
    """What would part a cell in two is kept, in `code` too."""
    return text.replace("|", "\\|")


def _file(name: str) -> str:
    return f"{name}.svg"
