"""What the feed says otherwise than the register, as findings on a paper that is to be issued."""

from datetime import date, datetime
from pathlib import Path

from services.cli.feed_work import pumped, rows_now
from services.cli.system import System
from services.ingest.feed.reconciling import cut_of, reconciled
from shared.papers.finding import Finding
from shared.reconciliation.checks import Difference

DIFFERS = "feed-differs"


def feed_findings(system: System, home: Path | None, stats_to: date, now: datetime) -> tuple[Finding, ...]:
    """Both sides compared at the end of the paper's statistics: what no rule explains. None where no source ever sent.

    What is set aside is not among it: that holds up the papers whose assessments it is of, by a finding of its own.
    That it was done is recorded with its outcome, as by `secchange feed reconcile`.
    """
    if not any(stream.startswith("feed/") for stream in system.log.streams()):
        return ()
    pumped(system, home)
    made = reconciled(system.log, lambda: rows_now(system), cut_of(stats_to, is_now=False), now)
    mend = "`secchange feed reconcile` tells both sides."
    lines = (
        Finding(DIFFERS, _said(each), mend=mend, subjects=each.evidence)
        for each in made.unexplained
        if each.check != "set aside"
    )
    totals = (
        Finding(DIFFERS, f"{each.name}: {each.ours} here, {each.theirs} by the tickets", mend=mend)
        for each in made.totals
        if each.is_unexplained
    )
    return (*lines, *totals)


def _said(each: Difference) -> str:
    """Of what, what differs, and how it is on each side."""
    sides = [f"{value} {where}" for value, where in ((each.ours, "here"), (each.theirs, "by the tickets")) if value]
    told = f" ({', '.join(sides)})" if sides else ""
    return f"{each.subject}: {each.message}{told}"
