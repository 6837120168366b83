"""Section 4: Modification Report Consultations, Change Board votes, Authority decisions, progression timescales."""

from collections.abc import Iterator
from datetime import date

from shared.domain import streams
from shared.papers import words
from shared.papers.account import Account
from shared.papers.blocks import Section
from shared.papers.grammar import Grammar, Opened, read_section, stated
from shared.papers.items import Named
from shared.papers.read_consultations import consultation_sentences
from shared.papers.read_figures import PROGRESSION
from shared.papers.sentences import Found, form
from shared.papers.statement import Statement, Value, say
from shared.papers.windows import NOTE, window_sentence

_NOTHING = form("", end=r"\.?")
_WHICH = r"(, as Alternative Proposal \d{1,2},)?"
_BY_CATEGORY = r"( \([A-Z][^()]*\))?"
_SELF_GOVERNED = form(
    f"was{_WHICH} (?P<result>approved|rejected) under Self-Governance"
    "( for implementation (in the {release} (SEC )?Release|as a standalone release on {standalone_on}))?"
    f"{_BY_CATEGORY}",
    end=r"\.?",
)
_RECOMMENDED = form(
    f"was{_WHICH} sent to the Authority for (a )?(final )?decision with a recommendation to (?P<result>approve|reject)"
    f"{_BY_CATEGORY}",
    end=r"\.?",
)
_DETERMINED = form(
    "was (?P<outcome>approved|rejected|sent back) on {on}( for further work)?"
    "( for implementation ({n} Working Days? (following|after) approval|in the {release} (SEC )?Release"
    "|on {made_on}))?",
    end=r"\.?",
)


def _votes(found: Found) -> Opened:
    on = found.day() or ""
    list_id = f"votes.{on}"
    ad_hoc = int("ad_hoc" in found.match.groupdict())
    held: dict[str, Value] = {"body": "change_board", "on": on, "mode": "meeting", "ad_hoc": ad_hoc}
    meeting = say("opine", "meeting_held", streams.meeting("change_board", date.fromisoformat(on)), **held)

    def item(item: Named) -> tuple[Statement, ...]:
        values: dict[str, Value] = {"list": list_id, "on": on, "ad_hoc": ad_hoc, **_result(item)}
        return (say("opine", "voted", item.stream, label=item.label, title=item.title, **values),)

    return Opened((meeting, *stated("opine", list_id, found)), item)


def _result(item: Named) -> dict[str, Value]:
    if " sent to the Authority " in item.rest:
        return {"basis": "recommendation", "result": item.after(_RECOMMENDED)["result"], "release": None}
    found = item.after(_SELF_GOVERNED)
    result = "approve" if found["result"] == "approved" else "reject"
    return {"basis": "self_governance", "result": result, "release": found.release()}


def _no_votes(found: Found) -> Opened:
    return Opened((say("opine", "stated_count", "votes", n=0, noun=words.singular(found["noun"])),))


def _determinations(found: Found) -> Opened:
    return Opened(stated("opine", "determinations", found), _determined)


def _determined(item: Named) -> tuple[Statement, ...]:
    found = item.after(_DETERMINED)
    named: dict[str, Value] = {"label": item.label, "title": item.title}
    determined = say(
        "opine",
        "determined",
        item.stream,
        list="determinations",
        on=found.day(),
        outcome=found["outcome"].replace(" ", "_"),
        implementation_wd_after=found.count() if found["n"] else None,
        **named,
    )
    release = found.month("release")
    if release is None:
        return (determined,)
    return (determined, say("opine", "assigned", item.stream, list=None, release=release, part=None, **named))


def _with_authority(found: Found) -> Opened:
    def item(item: Named) -> tuple[Statement, ...]:
        item.after(_NOTHING)
        return (say("opine", "with_authority", item.stream, list="with_authority", label=item.label, title=item.title),)

    return Opened(stated("opine", "with_authority", found), item)


GRAMMAR = Grammar(
    "opine",
    frozenset(
        (
            "modification report consultations",
            "change board votes",
            "authority decisions",
            "modification progression timescales",
            "proposal timescales",
        )
    ),
    sentences=(
        *consultation_sentences("opine", "modification_report"),
        (form("The Change Board voted on (the following|{n}) {noun} on {on}"), _votes),
        (
            form(
                "The Change Board voted on (the following|{n}) {noun} "
                "(?P<ad_hoc>during|at) an ad-?hoc Change Board meeting on {on}"
            ),
            _votes,
        ),
        (form("The Change Board (did not vote on any|voted on no) {noun}( this month)?"), _no_votes),
        (
            form("The Authority issued (a )?determinations? on (the following|{n}) {noun}( this month)?"),
            _determinations,
        ),
        (form("The Authority (?P<verb>issued) {n} {noun}( this month)?"), _determinations),
        (form("There (is|are) (currently )?{n} {noun} (currently )?with the Authority for decision"), _with_authority),
        window_sentence("opine", "proposals"),
    ),
    boilerplate=(NOTE,),
    tables=(PROGRESSION,),
)


def read_opine(section: Section, near: date | None) -> Iterator[Account]:
    return read_section(section, GRAMMAR, near)
