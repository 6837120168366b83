"""The table of transitions, phase by phase."""

from collections import defaultdict
from collections.abc import Iterator
from types import ModuleType

from services.reporter.process.page import Cell, Part, Prose, Table
from services.reporter.process.words import listed, place
from shared.process.policy import POLICY
from shared.process.rule import LIVE, PROPOSED, Move, Place, Rule
from shared.process.rules import (
    assessment,
    consultation,
    correction,
    decision,
    define,
    meeting,
    paper,
    refine,
    release,
    report,
    standstill,
)

PHASES: tuple[tuple[str, ModuleType], ...] = (
    ("Raising and Define", define),
    ("Refine", refine),
    ("Assessments", assessment),
    ("Consultations", consultation),
    ("Report Phase and Change Board", report),
    ("Authority and appeals", decision),
    ("Holds and withdrawal", standstill),
    ("Releases and implementation", release),
    ("Meetings", meeting),
    ("Papers", paper),
    ("Corrections", correction),
)
_READ = (
    "Each row is a command with the fact that it leads to. *Where* says from where to where it leads, and in which "
    "case; everywhere else it is refused. *Decided by* is the body whose decision it is; whoever *gives* the command "
    "reports it. What must hold besides is asked in this order, and the first that does not hold is the reason of the "
    "refusal, by its code."
)
_COLUMNS = ("Command and fact", "Where", "Decided by; given by", "Clause", "What must hold")


def rules() -> Iterator[Part]:
    live, proposed = listed(map(place, LIVE)), listed(map(place, LIVE[: -len(PROPOSED)]))
    words = f"*Live* are {live}. A *Modification Proposal* is any of these but {proposed}."
    yield Part("The commands", (Prose(_READ), Prose(words)))
    for title, phase in PHASES:
        rows = tuple(map(_row, phase.RULES))
        lead = (phase.__doc__ or "").split("\n\n")[0]
        yield Part(title, (Prose(" ".join(lead.split())), Table(title, _COLUMNS, rows)), level=3)


def _row(rule: Rule) -> tuple[Cell, ...]:
    facts = ", ".join(f"`{fact.__name__}`" for fact in (rule.fact, *rule.also))
    roles = [role.replace("_", " ") for role, commands in POLICY.items() if rule.command in commands]
    guards = (f"{guard.says} [{guard.sure}] (`{guard.code}`)" for guard in rule.guards)
    return (
        (f"**{rule.command}**", rule.means, f"Fact: {facts}"),
        tuple(_moves(rule)),
        (f"{rule.decides[0].upper()}{rule.decides[1:]}", f"Given by {', '.join(roles)}"),
        (f"{rule.clause} [{rule.sure}]",),
        tuple(guards) or ("–",),
    )


def _moves(rule: Rule) -> Iterator[str]:
    """One line for each place to which it leads, in each case, with all places from which it does."""
    groups: defaultdict[tuple[str, str], list[Move]] = defaultdict(list)
    for move in rule.moves:
        groups["" if move.source == move.target else place(move.target), move.when].append(move)
    for (target, when), moves in groups.items():
        sources = _sources([move.source for move in moves])
        case = f" ({when})" if when else ""
        yield f"{sources} → {target}{case}" if target else f"stays: {sources}{case}"


def _sources(places: list[Place]) -> str:
    if set(LIVE) <= set(places):
        return ", ".join(("any live state", *(place(each) for each in places if each not in LIVE)))
    return "wherever it is" if places == ["any"] else ", ".join(map(place, places))
