"""Section 3: Working Group meetings, Refinement Consultations, Impact Assessment requests, assessment timescales."""

from collections.abc import Iterator
from datetime import date

from shared.domain import streams
from shared.papers.account import Account
from shared.papers.blocks import Section
from shared.papers.grammar import Grammar, Opened, read_section, stated
from shared.papers.items import Named
from shared.papers.read_assessments import AGEING, BY_MONTH, COMPLETED, OPEN
from shared.papers.read_consultations import consultation_sentences
from shared.papers.read_figures import SUMMARY_OF_ASSESSMENTS
from shared.papers.sentences import Found, form
from shared.papers.statement import Statement, Value, say
from shared.papers.windows import NOTE, window_sentence

_NOTHING = form("", end=r"\.?")


def _last_working_group(found: Found) -> Opened:
    on = found.day() or ""
    list_id = f"discussed.{on}"
    held: dict[str, Value] = {"body": "working_group", "on": on, "mode": "meeting", "ad_hoc": 0}
    meeting = say("refine", "meeting_held", streams.meeting("working_group", date.fromisoformat(on)), **held)

    def item(item: Named) -> tuple[Statement, ...]:
        item.after(_NOTHING)
        return (say("refine", "discussed", item.stream, list=list_id, on=on, label=item.label, title=item.title),)

    return Opened((meeting, *stated("refine", list_id, found)), item)


def _next_working_group(found: Found) -> Opened:
    on = found.day() or ""
    stream = streams.meeting("working_group", date.fromisoformat(on))
    values: dict[str, Value] = {"body": "working_group", "on": on, "agenda_on": found.day("agenda_on")}
    return Opened((say("refine", "meeting_scheduled", stream, **values),))


def _ia_requests(found: Found) -> Opened:
    list_id = f"ia_requested.{found.month()}"

    def item(item: Named) -> tuple[Statement, ...]:
        item.after(_NOTHING)
        return (say("refine", "ia_requested", item.stream, list=list_id, label=item.label, title=item.title),)

    return Opened(stated("refine", list_id, found), item)


GRAMMAR = Grammar(
    "refine",
    frozenset(
        (
            "working group meetings",
            "refinement consultations",
            "impact assessment requests",
            "dcc assessment timescales",
            "summary",
            "open assessments",
            "assessments completed in the last 12 months",
        )
    ),
    sentences=(
        (
            form(
                "The last (monthly )?Working Group meeting was held on {on},? and "
                "(included|discussed) (the following|{n}) {noun}"
            ),
            _last_working_group,
        ),
        (
            form(
                "The next (monthly )?Working Group meeting will be held on {on}"
                "(,? and the (provisional )?agenda for this session (will be|was) announced on {agenda_on})?"
            ),
            _next_working_group,
        ),
        *consultation_sentences("refine", "refinement"),
        (
            form("{n} (?P<noun>Impact Assessments?) (was|were) requested at the {month} Change Board meeting"),
            _ia_requests,
        ),
        (
            form(
                "(The following )?Impact Assessments? (was|were) requested (for the following modifications? )?"
                "at the {month} Change Board meeting"
            ),
            _ia_requests,
        ),
        window_sentence("refine", "assessments"),
    ),
    boilerplate=(
        NOTE,
        ("headline of a chart", form("Open assessments against target")),
        ("what the chart shows", form(r"\w+ of \w+ open assessments? (is|are) over target at {on}, in Working Days")),
        ("headline of a chart", form("Average duration of assessments by month of return")),
        ("what the chart shows", form(r"Mean of the assessments returned in each of the 12 months to {on}")),
        ("nothing recorded", form("No monthly Working Group meeting has been recorded")),
        (
            "nothing recorded",
            form("No Impact Assessments were requested, as no Change Board meeting has been recorded"),
        ),
    ),
    tables=(SUMMARY_OF_ASSESSMENTS, OPEN, COMPLETED, AGEING, BY_MONTH),
)


def read_refine(section: Section, near: date | None) -> Iterator[Account]:
    return read_section(section, GRAMMAR, near)
