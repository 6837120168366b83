"""The columns of a sheet, by body. A column is found by its heading, wherever it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.domain.streams import Body
from shared.domain.vocabulary import VotingCategory

BODY_WORDS: Mapping[Body, str] = {
    "panel": "Panel",
    "csc": "Change Sub-Committee",
    "change_board": "Change Board",
    "working_group": "Working Group",
}


@dataclass(frozen=True, slots=True)
class Column:
    """`words`: the only ones that may stand in it, if they are few. `is_told`: filled by us, and not read."""

    name: str
    heading: str
    words: tuple[str, ...] = ()
    is_told: bool = False
    is_count: bool = False


REF = Column("ref", "Ref")
TITLE = Column("title", "Title", is_told=True)
STATE = Column("state", "Stands at", is_told=True)
AGENDA = Column("agenda", "On the agenda for", is_told=True)
REASON = Column("reason", "Reason")
UNTIL = Column("until", "Until")
RELEASE = Column("release", "Release")
PATH = Column("path", "Path", ("authority led", "authority determined", "self governance"))
ROUTE = Column("route", "Route", ("refinement", "report phase"))
NOTES = Column("notes", "Notes", is_told=True)
EVIDENCE = Column("evidence", "Evidence")

CATEGORIES: Mapping[VotingCategory, str] = {
    "large_supplier": "Large Suppliers",
    "small_supplier": "Small Suppliers",
    "network": "Networks",
    "other_sec_party": "Other SEC Parties",
    "consumer": "Consumer",
}
CHOICES: Mapping[str, str] = {"approve": "for", "reject": "against", "abstain": "abstained"}


def vote_column(category: str, choice: str) -> str:
    """The name of the column in which so many votes of a category are counted."""
    return f"{category}.{choice}"


def columns_of(body: Body, outcomes: Sequence[str]) -> tuple[Column, ...]:
    """Those of the body's sheet, in order; `outcomes` are the words that it may write."""
    outcome = Column("outcome", "Outcome", tuple(outcomes))
    more: Mapping[Body, tuple[Column, ...]] = {
        "panel": (ROUTE, PATH),
        "csc": (),
        "change_board": (UNTIL, RELEASE, *_votes()),
        "working_group": (),
    }
    return (REF, TITLE, STATE, AGENDA, outcome, *more[body], REASON, NOTES, EVIDENCE)


def _votes() -> tuple[Column, ...]:
    return tuple(
        Column(vote_column(category, choice), f"{words} {said}", is_count=True)
        for category, words in CATEGORIES.items()
        for choice, said in CHOICES.items()
    )


COUNTED: tuple[str, ...] = tuple(column.name for column in _votes())
