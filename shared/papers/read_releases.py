"""Section 5: what was implemented, by release, and what waits for one."""

from collections.abc import Iterator
from datetime import date

from shared.domain import streams
from shared.papers import words
from shared.papers.account import Account
from shared.papers.document import Section
from shared.papers.grammar import Found, Grammar, ItemReader, Named, Opened, form, read_section, stated
from shared.papers.statement import Statement, say

_ITEM = form(r"(,? ?\(?part (?P<part>\d{1,2})\)?)?( ?\(implemented on {on}\))?", end=r"\.?")
_PART = form(r"(,? ?\(?part (?P<part>\d{1,2})\)?)?", end=r"\.?")


def _implemented(found: Found) -> Opened:
    release, on = found.month("release"), found.day()
    live = say("releases", "release_live", streams.release(str(release)), name=release, on=on)
    list_id = f"implemented.{release}"
    return Opened((live, *stated("releases", list_id, found)), _implemented_items(list_id, str(release), on))


def _standalone(found: Found) -> Opened:
    on = found.day()
    release = f"standalone/{on}"
    live = say("releases", "release_live", streams.release(release), name=release, on=on)
    list_id = f"implemented.{release}"
    return Opened((live, *stated("releases", list_id, found)), _implemented_items(list_id, release, on))


def _implemented_items(list_id: str, release: str, on: str | None) -> ItemReader:
    def item(item: Named) -> tuple[Statement, ...]:
        found = item.after(_ITEM)
        return (
            say(
                "releases",
                "implemented",
                item.stream,
                list=list_id,
                release=release,
                on=found.day() or on,
                part=_part(found),
                label=item.label,
                title=item.title,
            ),
        )

    return item


def _none_implemented(found: Found) -> Opened:
    return Opened((say("releases", "stated_count", "implemented", n=0, noun=words.singular(found["noun"])),))


def _approved(found: Found) -> Opened:
    release, on = found.month("release"), found.day()
    list_id = f"approved.{release}"
    planned = say("releases", "release_planned", streams.release(str(release)), name=release, on=on)

    def item(item: Named) -> tuple[Statement, ...]:
        part = _part(item.after(_PART))
        named = {"list": list_id, "label": item.label, "title": item.title}
        return (say("releases", "assigned", item.stream, release=release, part=part, **named),)

    return Opened((planned, *stated("releases", list_id, found)), item)


def _part(found: Found) -> int | None:
    return int(found["part"]) if found["part"] else None


GRAMMAR = Grammar(
    "releases",
    frozenset(("sec releases",)),
    sentences=(
        (
            form(r"{n} {noun} (was|were) implemented in the {release} (SEC )?Release( \({on}\))?"),
            _implemented,
        ),
        (form("{n} {noun} (was|were) implemented as (a )?standalone releases? on {on}"), _standalone),
        (form("(No) {noun} (was|were) implemented( this month)?"), _none_implemented),
        (
            form(
                r"There (is|are) (currently )?{n} {noun} (currently )?approved for implementation in the "
                r"{release} (SEC )?Release( \({on}\))?"
            ),
            _approved,
        ),
        (
            form(
                r"{n} {noun} (is|are) (currently )?approved for implementation in the "
                r"{release} (SEC )?Release( \({on}\))?"
            ),
            _approved,
        ),
    ),
)


def read_releases(section: Section, near: date | None) -> Iterator[Account]:
    return read_section(section, GRAMMAR, near)
