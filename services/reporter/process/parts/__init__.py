"""PURE. What stands in each part of the page. `PARTS` is the list, in the order of the page."""

from collections.abc import Callable, Iterator

from services.reporter.process.page import Page, Part
from services.reporter.process.parts.about import about
from services.reporter.process.parts.facts import facts
from services.reporter.process.parts.giving import giving
from services.reporter.process.parts.guards import guards
from services.reporter.process.parts.pictures import pictures
from services.reporter.process.parts.rules import rules
from services.reporter.process.parts.settings import settings
from services.reporter.process.parts.states import states

PARTS: tuple[Callable[[], Iterator[Part]], ...] = (
    about,
    pictures,
    states,
    rules,
    guards,
    settings,
    giving,
    facts,
)


def process_page() -> Page:
    """The whole of it, as the rules and facts are."""
    return Page("The process, as the system knows it", tuple(part for make in PARTS for part in make()))
