"""PURE. By which rule a figure or a line came about: its name, its version, and the rule in words."""

from services.reporter.explain.places import Place
from services.reporter.explain.values import Rule
from services.reporter.report import Figure
from services.reporter.view import Cut
from shared.papers.statement import KINDS


def rule_of_figure(figure: Figure, cut: Cut) -> Rule:
    return Rule(figure.name, cut.rules, figure.rule)


def rule_of_line(place: Place, cut: Cut) -> Rule:
    """By what it says; a line that says nothing that could be compared is of its heading."""
    kinds = tuple(dict.fromkeys(said.kind for said in place.says))
    if not kinds:
        return Rule(place.section, cut.template, _of_the_template(place))
    meanings = "; ".join(KINDS[kind].meaning for kind in kinds)
    return Rule(f"{place.section}.{'+'.join(kinds)}", cut.rules, f"{meanings[:1].upper()}{meanings[1:]}.")


def _of_the_template(place: Place) -> str:
    under = f" under “{place.under}”" if place.under else ""
    return f"Words of the template{under}, with what is recorded in place of what it leaves open."
