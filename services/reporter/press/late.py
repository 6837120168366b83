"""Facts that came after a paper went out and are of its days: which papers they touch, and what is otherwise there."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.reporter.diff.by_fact import Touched, by_fact
from services.reporter.diff.difference import Difference
from services.reporter.issued.history import editions
from services.reporter.press import sides
from services.reporter.press.comparing import compared
from services.reporter.press.press import Archive
from services.reporter.press.rebuilding import issued_months
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.domain.streams import paper


@dataclass(frozen=True, slots=True)
class Late:
    """One fact, and the papers that would be otherwise with it."""

    told: Recorded
    papers: tuple[Touched, ...]


def late(archive: Archive, position: int, since: int = 0) -> tuple[Late, ...]:
    """Of what was recorded after `since` and up to `position`, which is complete: all that touches a paper that is out.

    Of each month the last edition counts, by the rules with which it went out: nothing but facts makes it another.
    """
    touched = by_fact(_differences(archive, position))
    streams = {id.rpartition("#")[0] for id in touched}
    histories = archive.log.histories_of(sorted(streams), position, passed_over=archive.passed_over())
    told = [fact for history in histories.values() for fact in history if fact.id in touched]
    facts = sorted((fact for fact in told if fact.position > since), key=lambda fact: fact.position)
    return tuple(Late(fact, touched[fact.id]) for fact in facts)


def _differences(archive: Archive, position: int) -> Iterator[Difference]:
    for month in issued_months(archive):
        if found := _difference(archive, month, position):
            yield found


def _difference(archive: Archive, month: Month, position: int) -> Difference | None:
    """None of what is out in no edition, or was not yet at that position."""
    outs = editions(archive.log.history(paper(str(month)), upto=position))
    if not outs:
        return None
    before = sides.edition(archive, month, outs[-1].fact.edition)
    after = sides.with_later_facts(archive, month, outs[-1], position)
    return compared(archive, before.named, after.named, after.view)
