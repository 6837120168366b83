"""PURE. The facts that each figure and each line of a paper needs, all found at once: for what is issued with it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from services.reporter.explain.places import Place, places
from services.reporter.explain.sources import sources_of_figures, sources_of_lines
from services.reporter.explain.subjects import figure_subject
from services.reporter.explain.without import Without
from services.reporter.report import Report

Words = tuple[object, ...]
Ids = tuple[str, ...]


def figures_need(without: Without) -> Mapping[str, Ids]:
    """By name, exactly the facts without which it would be otherwise."""
    found: dict[str, Ids] = {}
    for source in sources_of_figures():
        others = tuple(without.each(source))
        for name, figure in source(without.view).items():
            is_otherwise = figure_subject(figure).is_otherwise
            found[name] = tuple(id for id, other in others if is_otherwise(other))
    return found


def lines_need(without: Without, report: Report) -> Mapping[str, Ids]:
    """The same of each line, by its name; the line that counts the findings is not among them."""
    found: dict[Words, list[str]] = defaultdict(list)
    for source in sources_of_lines(report):
        before = _counted(source(without.view))
        for id, other in without.each(source):
            for words in _missing(before, _counted(other)):
                found[words].append(id)
    told = [place for place in places(report) if place.section != "glance"] + list(_seen_first(report))
    return {place.name: tuple(dict.fromkeys(found.get(place.words, ()))) for place in told}


def _seen_first(report: Report) -> Iterable[Place]:
    return [place for place in places(report) if place.section == "glance"][:-1]


def _counted(lines: Iterable[Place]) -> Counter[Words]:
    return Counter(line.words for line in lines)


def _missing(before: Counter[Words], after: Counter[Words]) -> Iterator[Words]:
    return (words for words, number in before.items() if after[words] < number)
