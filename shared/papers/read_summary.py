"""Section 1: what goes to the coming Panel, and what was decided."""

from collections.abc import Iterator
from datetime import date

from shared.papers.account import Account
from shared.papers.blocks import Section
from shared.papers.grammar import Grammar, ItemReader, Opened, read_section, stated
from shared.papers.items import Named
from shared.papers.read_figures import STAGES, STAGES_AND_BEFORE
from shared.papers.sentences import Found, form
from shared.papers.statement import Statement, Value, say

_NOTHING = form("", end=r"\.?")
_OUTCOME = form("[–—-] (?P<outcome>approved|rejected|sent back)", end=r"\.?")


def _going_to(purpose: str) -> ItemReader:
    def item(item: Named) -> tuple[Statement, ...]:
        item.after(_NOTHING)
        values: dict[str, Value] = {"list": f"agenda.{purpose}", "purpose": purpose}
        return (say("summary", "agenda_item", item.stream, label=item.label, title=item.title, **values),)

    return item


def _to_refinement(found: Found) -> Opened:
    return Opened(stated("summary", "agenda.refinement", found), _going_to("refinement"))


def _to_report_phase(found: Found) -> Opened:
    return Opened(stated("summary", "agenda.report_phase", found), _going_to("report_phase"))


def _change_board(found: Found) -> Opened:
    outcome = {"approved": "approved", "rejected": "rejected"}.get(found["verb"])

    def item(item: Named) -> tuple[Statement, ...]:
        item.after(_NOTHING)
        return (_decided(item, "change_board", outcome),)

    return Opened(stated("summary", "decisions.change_board", found), item)


def _authority(found: Found) -> Opened:
    def item(item: Named) -> tuple[Statement, ...]:
        return (_decided(item, "authority", item.after(_OUTCOME)["outcome"].replace(" ", "_")),)

    return Opened(stated("summary", "decisions.authority", found), item)


def _decided(item: Named, body: str, outcome: Value) -> Statement:
    values: dict[str, Value] = {"list": f"decisions.{body}", "body": body, "outcome": outcome}
    return say("summary", "decided", item.stream, label=item.label, title=item.title, **values)


GRAMMAR = Grammar(
    "summary",
    frozenset(
        (
            "proposals currently in each stage",
            "recommended to proceed to refinement process",
            "recommended to proceed to the refinement process",
            "recommended to proceed to report phase",
            "recommended to proceed to the report phase",
            "decisions",
        )
    ),
    sentences=(
        (
            form(
                "There (is|are) (currently )?{n} {noun} being presented to the Panel for progression to the "
                "Refinement Process( this month)?"
            ),
            _to_refinement,
        ),
        (
            form(
                "There (is|are) (currently )?{n} {noun} being presented to the Panel for progression to the "
                "Report Phase( this month)?"
            ),
            _to_report_phase,
        ),
        (
            form("The Change Board (?P<verb>approved|rejected) {n} {noun} under Self-Governance( this month)?"),
            _change_board,
        ),
        (form("The Authority issued (a )?determinations? on {n} {noun}( this month)?"), _authority),
        (form("The Authority issued {n} {noun}( this month)?"), _authority),
    ),
    boilerplate=(
        ("headline of the chart", form(r"\d{1,3} of the \d{1,3} proposals stated as open")),
        ("headline of the chart", form("{n} open proposals?")),
        ("what the chart shows", form("Recorded proposals by stage on {on}(\\. .+)?")),
        (
            "what the summary is",
            form(
                "This report provides a monthly update on the status and progress of SEC Draft Proposals, "
                "Modification Proposals and Releases, highlighting key information and decisions made"
            ),
        ),
        (
            "where more can be found",
            form(r"More detailed information can be found in the \[Modification Register\]\([^()]*\)"),
        ),
    ),
    tables=(STAGES, STAGES_AND_BEFORE),
)


def read_summary(section: Section, near: date | None) -> Iterator[Account]:
    return read_section(section, GRAMMAR, near)
