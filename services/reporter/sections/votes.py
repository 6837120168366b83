"""PURE. What the Change Board voted, meeting by meeting: regular ones first, then those held ad hoc."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from services.reporter import words
from services.reporter.deeds import in_the_news, meetings_held
from services.reporter.names import name
from services.reporter.report import Block, Line
from services.reporter.sections.blocks import following, sentence, stated_count, with_list
from services.reporter.sections.deed_words import by_category
from services.reporter.sections.since_the_last_paper import told_of
from services.reporter.view import View
from shared.domain.streams import meeting
from shared.papers.statement import Statement, say
from shared.readmodels.proceedings import Proceeding


def votes(view: View) -> Iterator[Block]:
    voted = sorted(in_the_news(view, "vote_approve", "vote_reject"), key=_meeting)
    if not voted:
        says = (stated_count("opine", "votes", 0, "modification"),)
        yield sentence(
            "The Change Board voted on no modifications this month.", says, meetings_held(view, "change_board")
        )
    for (ad_hoc, on), deeds in groupby(voted, key=_meeting):
        items = tuple(_item(view, deed) for deed in deeds)
        lead = _ad_hoc(on, len(items)) if ad_hoc else _regular(on, len(items))
        yield from with_list(lead, items, _says(on, ad_hoc, len(items)))
    deferred = in_the_news(view, "deferred")
    if deferred:
        lead = f"The Change Board deferred its vote on {following(len(deferred), 'modification')}:"
        yield from with_list(lead, tuple(told_of(view, deed) for deed in deferred))


def _meeting(deed: Proceeding) -> tuple[bool, date]:
    return deed.ad_hoc, deed.taken.on


def _regular(on: date, number: int) -> str:
    return f"The Change Board voted on {words.counted(number, 'modification')} on {words.day(on)}:"


def _ad_hoc(on: date, number: int) -> str:
    what = following(number, "modification")
    return f"The Change Board voted on {what} during an ad-hoc Change Board meeting on {words.day(on)}:"


def _says(on: date, ad_hoc: bool, number: int) -> tuple[Statement, ...]:
    day = on.isoformat()
    held = say(
        "opine",
        "meeting_held",
        meeting("change_board", on),
        body="change_board",
        on=day,
        mode="meeting",
        ad_hoc=int(ad_hoc),
    )
    return (held,) if ad_hoc else (held, stated_count("opine", f"votes.{day}", number, "modification"))


def _item(view: View, deed: Proceeding) -> Line:
    named, on = name(view, deed.stream), deed.taken.on.isoformat()
    says = say(
        "opine",
        "voted",
        deed.stream,
        list=f"votes.{on}",
        on=on,
        ad_hoc=int(deed.ad_hoc),
        basis=deed.basis,
        result=_result(deed),
        release=deed.release,
        label=named.label,
        title=named.title,
    )
    return Line(f"{named.link} {_voted(deed)}{by_category(deed.votes)}.", deed.taken.evidence, (says,))


def _result(deed: Proceeding) -> str:
    return "approve" if deed.deed == "vote_approve" else "reject"


def _voted(deed: Proceeding) -> str:
    which = f", as Alternative Proposal {deed.on_alternative}," if deed.on_alternative else ""
    if deed.basis == "recommendation":
        return f"was{which} sent to the Authority for final decision with a recommendation to **{_result(deed)}**"
    outcome = "approved" if deed.deed == "vote_approve" else "rejected"
    return f"was{which} **{outcome}** under Self-Governance{into(deed.release)}"


def into(release: str | None) -> str:
    """For implementation in which release, where one is known."""
    if release is None:
        return ""
    if release.startswith("standalone/"):
        on = date.fromisoformat(release.removeprefix("standalone/"))
        return f" for implementation as a standalone release on {words.day(on)}"
    return f" for implementation in the {words.release(release)} SEC Release"
