"""PURE. A figure in one sentence: its value, of what it is one, and the sum behind it."""

from collections.abc import Callable
from fnmatch import fnmatchcase

from services.reporter import words
from services.reporter.explain.places import Place
from services.reporter.report import Figure
from services.reporter.view import Cut

_KINDS = {"pa": "Preliminary Assessment", "ia": "Impact Assessment"}
_STAGES = {"define": "in Define", "refine": "in Refine", "opine": "in Opine", "approved": "approved and waiting"}
_BODIES = {"change_board": "The Change Board", "authority": "The Authority"}
_DEEDS = {"approved": "approved", "rejected": "rejected", "sent_back": "sent back", "recommended": "gave its view on"}


def sentence(figure: Figure, cut: Cut) -> str:
    """Says of a carried figure that it is carried, whatever it would be a mean or a count of."""
    if figure.value is None:
        return f"There is no value for {figure.name}: no recorded fact bears on it."
    if figure.basis == "stated":
        return f"{value(figure)} is carried as the published paper states it; the recorded facts do not make it."
    told = next((say for form, say in SENTENCES if fnmatchcase(figure.name, form)), _by_its_rule)
    return told(figure, cut)


def line_sentence(place: Place, facts: int) -> str:
    """Where the line stands, and on how many facts."""
    under = f", under “{place.under}”" if place.under else ""
    stands = f"{place.name} stands in {words.capital(place.section)}{under}"
    if not facts:
        return f"{stands}: words of the template, or that nothing is recorded; no fact bears on it alone."
    of_them = "it" if facts == 1 else "either of them" if facts == 2 else "any of them"
    return f"{stands}: it needs {words.counted(facts, 'fact')}, and without {of_them} it would be otherwise."


def value(figure: Figure) -> str:
    """`113 WD`, `6`; a dash where there is none."""
    return "–" if figure.value is None else f"{figure.value} {figure.unit}".strip()


def numbers(figure: Figure) -> list[int]:
    """The numbers that went in, in the order of the report."""
    return [given.value for given in figure.inputs if given.left_out is None and given.value is not None]


def _mean(figure: Figure, cut: Cut) -> str:
    given = numbers(figure)
    total, n = sum(given), len(given)
    exact = f"{total // n}" if total % n == 0 else f"{total / n:.2f}, rounded half up"
    return f"{value(figure)} is the mean of {_things(figure, cut, n)} ({total} WD ÷ {n} = {exact}){_of_all(figure)}."


def _median(figure: Figure, cut: Cut) -> str:
    given = sorted(numbers(figure))
    values = ", ".join(map(str, given))
    things = _things(figure, cut, len(given))
    return f"{value(figure)} is the median of {things} ({values} WD){_of_all(figure)}."


def _count(figure: Figure, cut: Cut) -> str:
    n = int(figure.value or 0)
    return f"There {words.was_were(n)} {_things(figure, cut, n)}."


def _late(figure: Figure, cut: Cut) -> str:
    return f"{value(figure)} of {_things(figure, cut, len(figure.inputs))} took longer than the target."


def _stage(figure: Figure, cut: Cut) -> str:
    stage = _STAGES.get(figure.name.rpartition(".")[2], "in that stage")
    n = int(figure.value or 0)
    return f"{words.capital(words.counted(n, 'proposal'))} {words.was_were(n)} {stage} on {words.day(cut.as_of)}."


def _decision(figure: Figure, cut: Cut) -> str:
    _, body, outcome = figure.name.split(".")
    deed = (
        f"{_BODIES.get(body, body)} {_DEEDS.get(outcome, outcome)} {words.counted(int(figure.value or 0), 'proposal')}"
    )
    return f"{deed} from {words.day(cut.news.first)} to {words.day(cut.news.last)}."


def _by_its_rule(figure: Figure, cut: Cut) -> str:
    return f"{value(figure)}: {figure.rule}"


SENTENCES: tuple[tuple[str, Callable[[Figure, Cut], str]], ...] = (
    ("*.mean_wd", _mean),
    ("*.median_wd", _median),
    ("*.late", _late),
    ("*.count", _count),
    ("stages.*", _stage),
    ("decisions.*.*", _decision),
)
"""The first form that fits the figure's name says it; a figure that none fits is told by its rule."""


def _things(figure: Figure, cut: Cut, n: int) -> str:
    """`3 open Impact Assessments as at 31 May 2020`."""
    group, of = figure.name.split(".")[:-1], words.day(cut.stats_to)
    noun = _KINDS.get(group[1], "proposal") + ("" if n == 1 else "s")
    if group[-1] == "open":
        return f"{n} open {noun} as at {of}"
    return f"{n} {noun} {group[-1]} in the 12 months to {of}"


def _of_all(figure: Figure) -> str:
    left = len(figure.inputs) - len(numbers(figure))
    return f"; {left} more could not be counted" if left else ""
