"""Section 5: what was implemented, by release, and what waits for one."""

from collections.abc import Iterator
from datetime import date

from shared.domain import streams
from shared.papers import words
from shared.papers.account import Account
from shared.papers.blocks import Section
from shared.papers.grammar import Grammar, ItemReader, Opened, read_section, stated
from shared.papers.items import Named
from shared.papers.sentences import Found, form
from shared.papers.statement import Statement, say

_ITEM = form(r"(,? ?\(?part (?P<part>\d{1,2})\)?)?( ?\(implemented on {on}\))?", end=r"\.?")
_PART = form(
    r"(,? ?\(?part (?P<part>\d{1,2})\)?)?( ?\(to be implemented on {own_on}\))?( ?\(under appeal\))?", end=r"\.?"
)


def _implemented(found: Found) -> Opened:
    release, on = _release(found)
    live = say("releases", "release_live", streams.release(release), name=release, on=on)
    list_id = f"implemented.{release}"
    return Opened((live, *stated("releases", list_id, found)), _implemented_items(list_id, release, on))


def _release(found: Found) -> tuple[str, str | None]:
    """Its name and its day, which a standalone release has for its name."""
    return str(found.release()), found.day() or found.day("standalone_on")


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
    release, on = _release(found)
    list_id = f"approved.{release}"
    planned = say("releases", "release_planned", streams.release(release), name=release, on=on)

    def item(item: Named) -> tuple[Statement, ...]:
        part = _part(item.after(_PART))
        named = {"list": list_id, "label": item.label, "title": item.title}
        return (say("releases", "assigned", item.stream, release=release, part=part, **named),)

    return Opened((planned, *stated("releases", list_id, found)), item)


def _part(found: Found) -> int | None:
    return int(found["part"]) if found["part"] else None


_IN_A_RELEASE = r"(in the {release} (SEC )?Release( \({on}\))?|as (a )?standalone releases? on {standalone_on})"

GRAMMAR = Grammar(
    "releases",
    frozenset(("sec releases",)),
    sentences=(
        (form(rf"{{n}} {{noun}} (was|were) implemented {_IN_A_RELEASE}"), _implemented),
        (form("No {noun} (was|were) implemented( this month)?"), _none_implemented),
        (
            form(
                rf"There (is|are) (currently )?{{n}} {{noun}} (currently )?approved for implementation {_IN_A_RELEASE}"
            ),
            _approved,
        ),
        (form(rf"{{n}} {{noun}} (is|are) (currently )?approved for implementation {_IN_A_RELEASE}"), _approved),
    ),
    boilerplate=(
        ("nothing waits", form("There are currently no modifications approved and waiting for implementation")),
    ),
)


def read_releases(section: Section, near: date | None) -> Iterator[Account]:
    return read_section(section, GRAMMAR, near)
