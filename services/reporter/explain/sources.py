"""PURE. What of the paper a figure or a line comes from: as little as can be asked alone and says the same."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from services.reporter.assemble import assemble, head
from services.reporter.commentary import with_commentary
from services.reporter.cut import paper_of
from services.reporter.explain.places import Place, of_blocks, of_lines
from services.reporter.figures import FIGURES
from services.reporter.glance import seen_first
from services.reporter.report import Figure, Heading, Report, Section
from services.reporter.sections import ALONE, PARTS_OF
from services.reporter.sections.blocks import Part
from services.reporter.view import View

OfFigures = Callable[[View], Mapping[str, Figure]]
OfLines = Callable[[View], tuple[Place, ...]]


def of_figure(view: View, name: str) -> OfFigures:
    """Raises StopIteration where no figure has that name."""
    return next(source for source in sources_of_figures() if name in source(view))


def sources_of_figures() -> Iterator[OfFigures]:
    return (_figures(figures) for figures in FIGURES)


def sources_of_lines(report: Report) -> Iterator[OfLines]:
    """Of all lines but the last of what is seen first, which counts the findings: each of these has its own facts."""
    yield from (_head, _seen_first)
    for section in report.sections:
        yield from (_lines(section, part) for part in PARTS_OF[section.id])
        yield _quotes(section)


def of_line(view: View, report: Report, place: Place) -> OfLines:
    sources = _sources(report, place)
    return next(source for source in sources if any(place.words == line.words for line in source(view)))


def _figures(of: Callable[[View], tuple[Figure, ...]]) -> OfFigures:
    """With what went into each, which is else not asked for before somebody looks."""
    return lambda view: {figure.name: replace(figure, inputs=tuple(figure.inputs)) for figure in of(view)}


def _sources(report: Report, place: Place) -> Iterator[OfLines]:
    """The last of them tells all lines of its kind."""
    if place.section == "head":
        yield _head
    elif place.section == "glance":
        yield _seen_first
        yield lambda view: of_lines("glance", assemble(view).glance)
    else:
        section = next(section for section in report.sections if section.id == place.section)
        yield from (_lines(section, part) for part in (*ALONE.get(section.id, ()), *PARTS_OF[section.id]))
        yield _quotes(section)


def _head(view: View) -> tuple[Place, ...]:
    paper = paper_of(view.cut.month, view)
    return of_lines("head", head(view, paper.plan if paper else None))


def _seen_first(view: View) -> tuple[Place, ...]:
    return of_lines("glance", seen_first(view))


def _lines(section: Section, part: Part) -> OfLines:
    return lambda view: tuple(of_blocks(section.id, part(view)))


def _quotes(section: Section) -> OfLines:
    """The analyst's own words, under the headings that the section has."""
    headings = tuple(block for block in section.blocks if isinstance(block, Heading))
    bare = Section(section.id, section.title, headings, section.number)
    return lambda view: tuple(of_blocks(section.id, with_commentary(bare, paper_of(view.cut.month, view)).blocks))
