"""The two sides that are compared: an edition that is out, or the paper as the log has it at some position."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.reporter.assemble import assemble
from services.reporter.cut import Asked
from services.reporter.diff.difference import Difference
from services.reporter.diff.find import Named
from services.reporter.forecasts.came import compared as came
from services.reporter.forecasts.forecast import Compared
from services.reporter.forecasts.made import forecasts_of
from services.reporter.issued.errors import NoSuchPaper
from services.reporter.issued.history import Out, editions
from services.reporter.issued.inputs import asked_of
from services.reporter.load import load, load_outcomes
from services.reporter.press.comparing import compared
from services.reporter.press.press import Archive
from services.reporter.press.restating import name_of
from services.reporter.view import View
from shared.domain.period import Month
from shared.domain.streams import paper


@dataclass(frozen=True, slots=True)
class Side:
    """What is assembled of `view`, without what an issue adds."""

    named: Named
    view: View

    @property
    def position(self) -> int:
        return self.view.cut.position


def edition(archive: Archive, month: Month, name: str) -> Side:
    """One that is out; `name` is empty for the original. Raises NoSuchPaper."""
    outs = {out.fact.edition: out for out in _outs(archive, month)}
    if name not in outs:
        known = ", ".join(each or "the original" for each in outs) or "nothing"
        raise NoSuchPaper(f"no {name or 'paper'} of {month} is out: of that month {known} is")
    out = outs[name]
    view = load(archive.rows, month, out.fact.inputs.position, asked_of(out.fact.inputs))
    return _side(name_of(month, out), view)


def at(archive: Archive, month: Month, position: int, known_at: datetime | None = None) -> Side:
    """By today's rules at `position`, which is complete; of a paper that is out, for the days of which it spoke."""
    outs = _outs(archive, month)
    asked = _of_its_days(outs[0]) if outs else Asked()
    view = load(archive.rows, month, position, replace(asked, known_at=known_at))
    name = f"{month} as known at {known_at.isoformat()}" if known_at else f"{month} at position {position}"
    return _side(name, view)


def with_later_facts(archive: Archive, month: Month, out: Out, position: int) -> Side:
    """The edition as it would be at `position`, which is complete: by its own rules, for the days of which it spoke."""
    asked = replace(asked_of(out.fact.inputs), known_at=None)
    return _side(f"{month} at position {position}", load(archive.rows, month, position, asked))


def difference_of(archive: Archive, one: Side, other: Side, day: date) -> Difference:
    """What the later of the two has otherwise than the earlier; of two at one position, the second than the first.

    Of one month, with what came of the earlier one's forecasts by `day`.
    """
    before, after = (other, one) if other.position < one.position else (one, other)
    return compared(archive, before.named, after.named, after.view, _outcomes(archive, before, after, day))


def _outcomes(archive: Archive, before: Side, after: Side, day: date) -> tuple[Compared, ...]:
    if before.view.cut.month != after.view.cut.month:
        return ()
    forecasts = forecasts_of(before.view)
    return came(forecasts, load_outcomes(archive.rows, forecasts, after.position), day)


def _outs(archive: Archive, month: Month) -> tuple[Out, ...]:
    return editions(archive.log.history(paper(str(month))))


def _of_its_days(out: Out) -> Asked:
    return replace(asked_of(out.fact.inputs), calendar=None, rules=None, template=None)


def _side(name: str, view: View) -> Side:
    return Side(Named(name, assemble(view)), view)
