"""PURE. 5. Releases: what was implemented in the days of the paper, and what is approved and waits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from services.reporter import words
from services.reporter.names import name
from services.reporter.once import once
from services.reporter.report import Block, Line, Section
from services.reporter.sections.blocks import Part, headed, put_together, sentence, stated_count, with_list
from services.reporter.sections.release_changes import release_changes
from services.reporter.view import View
from shared.domain.reference import ModificationRef
from shared.domain.streams import release as stream_of
from shared.domain.vocabulary import Stage
from shared.papers.statement import Statement, say
from shared.readmodels import IMPLEMENTATIONS, REGISTER, RELEASES
from shared.readmodels.implementations import Implementation
from shared.readmodels.modification import Appeal
from shared.readmodels.readmodel import evidence_of


def releases(view: View) -> Section:
    return Section("releases", "Releases", put_together(PARTS, view), number=5)


def _made(view: View) -> Iterator[Block]:
    """Releases by name before standalone ones; each group by date."""
    rows = [row for row in view.of(IMPLEMENTATIONS).values() if _is_news(view, row)]
    if not rows:
        says = (stated_count("releases", "implemented", 0, "modification"),)
        yield sentence("No modifications were implemented this month.", says)
    for release, parts in _by_release(view, rows):
        items = tuple(_made_item(view, row) for row in parts)
        yield from with_list(_made_lead(view, release, len(items)), items, _made_says(view, release, len(items)))


def _is_news(view: View, row: Implementation) -> bool:
    return row.implemented is not None and row.implemented.exact and row.implemented.on in view.cut.news


def _by_release(view: View, rows: Iterable[Implementation]) -> Iterator[tuple[str, list[Implementation]]]:
    groups: dict[str, list[Implementation]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (ModificationRef.parse(row.stream), row.part or 0)):
        groups[row.release].append(row)
    order = sorted(groups, key=lambda release: (is_standalone(release), date_of(view, release) or date.max, release))
    return ((release, groups[release]) for release in order)


def is_standalone(release: str) -> bool:
    return release.startswith("standalone/")


@once
def date_of(view: View, release: str) -> date | None:
    """The day of the release as known on the day that the paper speaks of."""
    row = view.of(RELEASES).get(stream_of(release))
    known = row.date_at(view.cut.as_of) if row else None
    if known is None and is_standalone(release):
        return date.fromisoformat(release.removeprefix("standalone/"))
    return known or _as_assigned(view, release)


def _as_assigned(view: View, release: str) -> date | None:
    """Where nobody planned the release itself: the day for which its contents were assigned to it."""
    days = (row.planned_on_at(view.cut.as_of) for row in parts_of(view, release))
    return max((day for day in days if day), default=None)


def parts_of(view: View, release: str) -> list[Implementation]:
    """What is known to be in the release, waiting or implemented in the days that bear on the paper."""
    return _contents(view).get(release, [])


@once
def _contents(view: View) -> dict[str, list[Implementation]]:
    contents: dict[str, list[Implementation]] = defaultdict(list)
    for row in view.of(IMPLEMENTATIONS).values():
        if row.opened_on <= view.cut.as_of and not row.has_left_at(view.cut.as_of) and not view.cut.is_over(row):
            contents[row.release].append(row)
    return contents


def _titled(view: View, release: str) -> str:
    """`in the November 2020 Release (5 November 2020)`, or `as a standalone release on 27 May 2020`."""
    on = date_of(view, release)
    if is_standalone(release) and on:
        return f"as a standalone release on {words.day(on)}"
    return f"in the {words.release(release)} Release{f' ({words.day(on)})' if on else ''}"


def _made_lead(view: View, release: str, number: int) -> str:
    what = words.capital(words.counted(number, "modification"))
    return f"{what} {words.was_were(number)} implemented {_titled(view, release)}:"


def _made_says(view: View, release: str, number: int) -> tuple[Statement, ...]:
    return (*_release_says(view, release, "release_live"), _count(f"implemented.{release}", number))


def _count(list_id: str, number: int) -> Statement:
    return stated_count("releases", list_id, number, "modification")


def _release_says(view: View, release: str, kind: str) -> tuple[Statement, ...]:
    on = date_of(view, release)
    return (say("releases", kind, stream_of(release), name=release, on=on.isoformat() if on else None),)


def _made_item(view: View, row: Implementation) -> Line:
    assert row.implemented is not None  # _is_news says so
    named, on = name(view, row.stream), row.implemented.on
    own_day = f" (implemented on {words.day(on)})" if on != date_of(view, row.release) else ""
    says = say(
        "releases",
        "implemented",
        row.stream,
        list=f"implemented.{row.release}",
        release=row.release,
        on=on.isoformat(),
        part=row.part,
        label=named.label,
        title=named.title,
    )
    return Line(f"{named.link}{_part(row)}{own_day}", row.implemented.evidence, (says,))


def _part(row: Implementation) -> str:
    return f" part {row.part}" if row.part else ""


NO_MORE: frozenset[Stage] = frozenset({"rejected", "withdrawn", "split", "merged"})


def waiting(view: View) -> list[Implementation]:
    """Approved for a release and not implemented; what was rejected on appeal, or withdrawn, waits for none."""
    day, register = view.cut.as_of, view.of(REGISTER)
    rows = [row for row in view.of(IMPLEMENTATIONS).values() if row.is_waiting_at(day)]
    return [row for row in rows if (of := register.get(row.stream)) is None or of.stage_at(day) not in NO_MORE]


def _waiting(view: View) -> Iterator[Block]:
    rows = waiting(view)
    if not rows:
        yield sentence("There are currently no modifications approved and waiting for implementation.")
    for release, parts in _by_release(view, rows):
        number = len(parts)
        lead = (
            f"There {words.is_are(number)} currently {words.counted(number, 'modification')} approved for "
            f"implementation {_titled(view, release)}:"
        )
        says = (*_release_says(view, release, "release_planned"), _count(f"approved.{release}", number))
        yield from with_list(lead, tuple(_waiting_item(view, row) for row in parts), says)


def _waiting_item(view: View, row: Implementation) -> Line:
    named = name(view, row.stream)
    says = say(
        "releases",
        "assigned",
        row.stream,
        list=f"approved.{row.release}",
        release=row.release,
        part=row.part,
        label=named.label,
        title=named.title,
    )
    move, appeals = row.move_at(view.cut.as_of), _appeals(view, row.stream)
    own_day = f" (to be implemented on {words.day(move.planned_on)})" if move else ""
    appealed = " (under appeal)" if appeals else ""
    evidence = evidence_of(row.assigned, move, *appeals)
    return Line(f"{named.link}{_part(row)}{own_day}{appealed}", evidence, (says,))


def _appeals(view: View, stream: str) -> tuple[Appeal, ...]:
    """Until they are determined, implementation waits (SEC D9)."""
    row = view.of(REGISTER).get(stream)
    return row.pending_appeals_at(view.cut.as_of) if row and row.appeals else ()


PARTS: tuple[Part, ...] = (headed("SEC Releases", _made, _waiting), release_changes)
"""In the order of the paper."""
