"""A paper is issued once more beside the one that is out, with what is otherwise, why, and what became of forecasts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from services.reporter.assemble import assemble
from services.reporter.diff.difference import Difference
from services.reporter.diff.find import Named
from services.reporter.diff.revisions import changes_of, restated
from services.reporter.forecasts.came import compared as came
from services.reporter.forecasts.made import forecasts_of
from services.reporter.issued.errors import NoSuchPaper, NotIssued
from services.reporter.issued.history import Built, Out, editions, next_edition, to_be_issued
from services.reporter.press.comparing import compared
from services.reporter.press.issuing import Held, made_ready, send_out, whole
from services.reporter.press.needs import with_needs
from services.reporter.press.press import Archive, By, Done, Press, refuse
from services.reporter.press.roads import Road, by_rows
from services.reporter.report import Report
from shared.domain.facts import PaperInputs, ReportRestated
from shared.domain.london import LONDON
from shared.domain.period import Month
from shared.domain.recorded import Recorded
from shared.domain.streams import paper
from shared.papers.finding import Finding


class Restated(NamedTuple):
    """The paper with its revisions, and in what it differs from the edition before."""

    report: Report
    difference: Difference


def restate(
    press: Press, month: Month, paper_ref: str, reasons: Mapping[str, str], by: By, others: Sequence[Finding] = ()
) -> Done | Held:
    """Issues what was built last beside all that is out, at a position that is complete. As `issuing.issue`.

    Raises NoSuchPaper where nothing is out, and NotIssued where what was built is of an earlier position.
    """
    history = press.log.history(paper(str(month)))
    before, built = last_out(history, month), to_be_restated(history, month)
    fact = ReportRestated(
        paper_ref=paper_ref,
        edition=built.fact.edition,
        inputs=built.fact.inputs,
        checkpoint="–",
        formats=built.fact.formats,
        built=built.told.id,
        restates=before.told.id,
    )
    refuse("RestateReport", fact, month, history, by)
    found = of_road(press, by_rows(press), month, before, built.fact.inputs, by.now.astimezone(LONDON).date())
    changes = changes_of(found.difference)
    ready = made_ready(press, month, history, built, paper_ref, reasons, others, lambda _: found.report, changes)
    if isinstance(ready, Held):
        return ready
    return send_out(press, ready, whole(fact, ready).model_copy(update={"changes": changes}), by)


def of_road(archive: Archive, road: Road, month: Month, before: Out, inputs: PaperInputs, day: date) -> Restated:
    """What is restated, by one of the two roads. `day`: the one on which it is, or was; later outcomes are not told."""
    view, earlier = road.view(month, inputs), road.view(month, before.fact.inputs)
    plain = assemble(view)
    then, now = Named(name_of(month, before), assemble(earlier)), Named(f"{month} as known then", plain)
    forecasts = forecasts_of(earlier)
    outcomes = came(forecasts, road.outcomes(view, forecasts), day)
    found = compared(archive, then, now, view, outcomes)
    return Restated(with_needs(archive, view, restated(plain, found)), found)


def last_out(history: Sequence[Recorded], month: Month) -> Out:
    """Raises NoSuchPaper."""
    outs = editions(history)
    if not outs:
        raise NoSuchPaper(f"no paper of {month} is out: `secchange report issue` comes first")
    return outs[-1]


def to_be_restated(history: Sequence[Recorded], month: Month) -> Built:
    """The last that was built beside what is out. Raises NoSuchPaper, NotIssued."""
    before, built = last_out(history, month), to_be_issued(history, str(month), next_edition(history))
    if built.fact.inputs.position < before.fact.inputs.position:
        raise NotIssued(
            f"{built.told.id} was built at position {built.fact.inputs.position}, before {before.told.id} at "
            f"{before.fact.inputs.position}: build it at a later one"
        )
    return built


def before_it(history: Sequence[Recorded], out: Out) -> Out | None:
    """The edition beside which it was restated; None for the original."""
    return next((each for each in editions(history) if each.told.id == getattr(out.fact, "restates", None)), None)


def name_of(month: Month, out: Out) -> str:
    """`2020-06 as issued`, `2020-06 R1`."""
    return f"{month} {out.fact.edition or 'as issued'}"
