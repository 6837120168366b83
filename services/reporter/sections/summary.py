"""PURE. 1. Summary: the stages, what goes to the Panel, and this month's decisions."""

from collections.abc import Iterator
from functools import partial

from services.reporter import words
from services.reporter.deeds import in_the_news, meetings_held
from services.reporter.figures.decisions import outcome_of
from services.reporter.figures.stages import COUNTED
from services.reporter.names import Name, name, noun
from services.reporter.panel import Presented, coming_panel, presented
from services.reporter.report import Block, Line, Section
from services.reporter.sections.blocks import Part, headed, put_together, sentence, stated_count, with_list
from services.reporter.sections.since_the_last_paper import since_the_last_paper
from services.reporter.sections.stages_chart import one_bar, stages_chart, words_of_the_chart
from services.reporter.view import View
from shared.domain.vocabulary import AgendaPurpose
from shared.papers.statement import say
from shared.readmodels.proceedings import Proceeding

_INTRODUCTION = (
    "This report provides a monthly update on the status and progress of SEC Draft Proposals, Modification Proposals "
    "and Releases, highlighting key information and decisions made."
)
_STAGES = "Proposals currently in each stage"
_MORE = "More detailed information can be found in the [Modification Register](#)."


def summary(view: View) -> Section:
    return Section("summary", "Summary", put_together(PARTS, view), number=1)


def _introduction(_: View) -> Iterator[Block]:
    yield sentence(_INTRODUCTION)
    yield sentence(_MORE)


def _recommended(view: View, purpose: AgendaPurpose, what: str, where: str) -> Iterator[Block]:
    items = presented(view, purpose)
    number = len(items)
    lead = (
        f"There {words.is_are(number)} {words.counted(number, what)} being presented to the Panel for progression to "
        f"the {where} this month"
    )
    list_id = f"agenda.{purpose}"
    says = (stated_count("summary", list_id, number, what),)
    if items:
        yield from with_list(f"{lead}:", tuple(_agenda_item(item, list_id) for item in items), says)
    else:
        panel = coming_panel(view)
        agenda = panel.agenda_at(view.cut.as_of) if panel else None
        yield sentence(f"{lead}.", says, agenda.evidence if agenda else ())


def _agenda_item(item: Presented, list_id: str) -> Line:
    named = item.name
    says = say(
        "summary",
        "agenda_item",
        named.stream,
        list=list_id,
        purpose=item.purpose,
        label=named.label,
        title=named.title,
    )
    return Line(f"{named.link}", item.evidence, (says,))


def _change_board(view: View) -> Iterator[Block]:
    votes = [deed for deed in in_the_news(view, "vote_approve", "vote_reject") if deed.basis == "self_governance"]
    if not votes:
        says = (stated_count("summary", "decisions.change_board", 0, "Modification Proposal"),)
        none = "The Change Board approved no Modification Proposals under Self-Governance this month."
        yield sentence(none, says, meetings_held(view, "change_board"))
    for outcome in ("approved", "rejected"):
        those = [deed for deed in votes if outcome_of(deed) == outcome]
        if those:
            names = tuple(name(view, deed.stream) for deed in those)
            what = noun(names, "Draft Proposal", "Modification Proposal")
            lead = f"The Change Board {outcome} {words.counted(len(those), what)} under Self-Governance this month:"
            lines = tuple(_decided(deed, named, outcome) for deed, named in zip(those, names, strict=True))
            yield from with_list(lead, lines, (stated_count("summary", "decisions.change_board", len(those), what),))


def _authority(view: View) -> Iterator[Block]:
    determined = in_the_news(view, "approved", "rejected", "sent_back")
    if not determined:
        says = (stated_count("summary", "decisions.authority", 0, "determination"),)
        yield sentence("The Authority issued no determinations this month.", says)
        return
    what = "Modification Proposal"
    lead = f"The Authority issued determinations on {words.counted(len(determined), what)} this month:"
    lines = tuple(_decided(deed, name(view, deed.stream), outcome_of(deed), told=True) for deed in determined)
    yield from with_list(lead, lines, (stated_count("summary", "decisions.authority", len(lines), what),))


def _decided(deed: Proceeding, named: Name, outcome: str, told: bool = False) -> Line:
    """`told`: the item says the outcome itself, where the lead sentence does not."""
    says = say(
        "summary",
        "decided",
        deed.stream,
        list=f"decisions.{deed.body}",
        body=deed.body,
        outcome=outcome,
        label=named.label,
        title=named.title,
    )
    return Line(f"{named.link} – {outcome.replace('_', ' ')}" if told else named.link, deed.taken.evidence, (says,))


PARTS: tuple[Part, ...] = (
    _introduction,
    headed(_STAGES, stages_chart),
    headed(
        "Recommended to proceed to Refinement Process",
        partial(_recommended, purpose="refinement", what="Draft Proposal", where="Refinement Process"),
    ),
    headed(
        "Recommended to proceed to Report Phase",
        partial(_recommended, purpose="report_phase", what="Modification Report", where="Report Phase"),
    ),
    headed("Decisions", _change_board, _authority),
    since_the_last_paper,
)
"""In the order of the paper."""
ALONE: tuple[Part, ...] = (words_of_the_chart, *(partial(one_bar, stage=stage) for stage in COUNTED))
"""What of a part can be asked alone."""
