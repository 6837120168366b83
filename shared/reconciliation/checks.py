"""Where the two sides differ: one function each, in a list."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from shared.domain.daycount import FOR_DURATIONS
from shared.feed.items import Item, grouped
from shared.reconciliation.rules import Rule
from shared.reconciliation.sides import Pair, Sides, Theirs

TICKET_WITHIN_WD = 2
"""After a request, there is a ticket."""
UPDATED_WITHIN_WD = 20
HEARD_WITHIN_WD = 1
_SHEETS = frozenset({"drop", "manual"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One line: what was looked at (`check`), of what, as each side has it. `rule` explains it, if one does."""

    check: str
    subject: str
    message: str
    ours: str | None = None
    theirs: str | None = None
    rule: Rule | None = None
    evidence: tuple[str, ...] = ()
    source: str | None = None


Check = Callable[[Sides], Iterable[Difference]]


def ours_alone(sides: Sides) -> Iterator[Difference]:
    """Open or lately completed here, and no ticket tells of it."""
    begins = min((deed.on for pair in sides.pairs if pair.theirs for deed in pair.theirs.life.deeds), default=None)
    for pair in _compared(sides):
        if pair.ours and not pair.theirs:
            over = pair.ours.settled_on
            rule: Rule | None = "before-the-feed" if begins and over and over < begins else None
            state = pair.ours.state_at(sides.cut.to)
            yield _line(sides, pair, "ours alone", "no ticket tells of it", ours=state, rule=rule)


def theirs_alone(sides: Sides) -> Iterator[Difference]:
    """A ticket of which the register knows nothing."""
    for pair in sides.pairs:
        if pair.theirs and not pair.ours and _has_begun(sides, pair.theirs):
            state = pair.theirs.state_at(sides.cut.to)
            rule: Rule | None = None if pair.theirs.life.deeds else "not-accepted-yet"
            message = f"ticket {pair.theirs.life.number} has led to no assessment"
            yield _line(sides, pair, "theirs alone", message, theirs=state, rule=rule)


def _has_begun(sides: Sides, theirs: Theirs) -> bool:
    return sides.cut.is_now or theirs.has_begun(sides.cut.to)


def states(sides: Sides) -> Iterator[Difference]:
    for pair in _on_both(sides):
        assert pair.ours and pair.theirs
        ours, theirs = pair.ours.state_at(sides.cut.to), pair.theirs.state_at(sides.cut.to)
        if ours != theirs:
            yield _line(sides, pair, "state", "the states differ", ours=ours, theirs=theirs)


def days(sides: Sides) -> Iterator[Difference]:
    """Accepted and returned. A ticket that tells no acceptance differs in nothing."""
    to = sides.cut.to
    for pair in _on_both(sides):
        assert pair.theirs
        told = (
            ("accepted", pair.ours_accepted_on(to), pair.theirs.accepted_on(to)),
            ("returned", pair.ours_returned_on(to), pair.theirs.returned_on(to)),
        )
        for what, ours, theirs in told:
            if theirs is not None and ours != theirs:
                yield _line(sides, pair, "day", f"the days on which it was {what} differ", ours=ours, theirs=theirs)


def targets(sides: Sides) -> Iterator[Difference]:
    for pair in _on_both(sides):
        assert pair.ours and pair.theirs
        target = pair.ours.target_at(sides.cut.to)
        ours, theirs = target.target_wd if target else None, pair.theirs.target_at(sides.cut.to)
        if ours != theirs:
            rule: Rule | None = "target-defaulted" if pair.theirs.life.target_is_defaulted else None
            yield _line(sides, pair, "target", "the targets differ, in WD", ours=ours, theirs=theirs, rule=rule)


def durations(sides: Sides) -> Iterator[Difference]:
    """The DCC's own count, beside ours by each convention."""
    for pair in _on_both(sides):
        assert pair.theirs
        reported = pair.theirs.life.dcc_reported_wd
        if reported is None:
            continue
        counts = pair.counts(sides.cut)
        if not counts:
            ours = pair.ours_wd(sides.cut)
            if ours is not None and ours != reported:
                yield _line(sides, pair, "duration", "the durations stated differ", ours=ours, theirs=reported)
        elif reported != counts[FOR_DURATIONS[0]]:
            told = ", ".join(f"{count} WD by {name.replace('_', ' ')}" for name, count in counts.items())
            message = f"the DCC counts {reported} WD; its days make it {told}"
            ours = counts[FOR_DURATIONS[0]]
            yield _line(
                sides, pair, "duration", message, ours=ours, theirs=reported, rule=_of_count(reported, counts.values())
            )


def _of_count(reported: int, counts: Iterable[int]) -> Rule | None:
    if reported in counts:
        return "counted-otherwise"
    return "shorter-than-its-days" if reported < min(counts) else None


def requested_without_a_ticket(sides: Sides) -> Iterator[Difference]:
    """Asked for more than two Working Days ago."""
    for pair in sides.pairs:
        asked = pair.ours.first("requested", sides.cut.to) if pair.ours and not pair.theirs else None
        if asked and pair.ours and pair.ours.state_at(sides.cut.to) == "requested":
            ago = sides.cut.working_days_from(asked.on)
            if ago > TICKET_WITHIN_WD:
                message = f"requested on {asked.on}, {ago} WD ago, and no ticket tells of it"
                yield _line(sides, pair, "requested without a ticket", message, ours="requested")


def unrequested(sides: Sides) -> Iterator[Difference]:
    """Tickets that nobody asked for; one line for all that are older than the first request that was recorded."""
    to, early = sides.cut.to, []
    kept = min(
        (asked.on for pair in sides.pairs if pair.ours and (asked := pair.ours.first("requested", to))), default=None
    )
    for pair in _on_both(sides):
        assert pair.ours and pair.theirs
        if pair.ours.first("requested", date.max) is not None:
            continue
        first = min((deed.on for deed in pair.theirs.life.deeds), default=to)
        if kept is None or first < kept:
            early.append(pair)
        else:
            yield _line(sides, pair, "unrequested", "no request of it is recorded")
    if early:
        since = f"the first that is recorded is of {kept}" if kept else "none is recorded at all"
        evidence = tuple(id for pair in early if pair.theirs for id in pair.theirs.evidence)
        message = f"no request of them is recorded: {since}"
        yield Difference(
            "unrequested", f"{len(early)} assessments", message, rule="requests-not-kept", evidence=evidence
        )


def not_updated(sides: Sides) -> Iterator[Difference]:
    """Open, and its ticket has not been touched for more than twenty Working Days."""
    for pair in _on_both(sides) if sides.cut.is_now else ():
        assert pair.theirs
        if not sides.is_open(pair):
            continue
        ago = sides.cut.working_days_from(pair.theirs.life.changed_on)
        if ago > UPDATED_WITHIN_WD:
            message = f"its ticket was last changed on {pair.theirs.life.changed_on}, {ago} WD ago"
            yield _line(sides, pair, "not updated", message, rule=_of_sheets(sides, pair.theirs.row.source))


def silence(sides: Sides) -> Iterator[Difference]:
    """Nothing has come from a source for more than one Working Day."""
    heard: dict[str, tuple[date, str]] = {}
    for row in sides.tickets.values():
        told = (row.heard_at.date(), row.heard_by)
        heard[row.source] = max(heard.get(row.source, told), told)
    for source, (day, id) in sorted(heard.items()) if sides.cut.is_now else ():
        if (ago := sides.cut.working_days_from(day)) > HEARD_WITHIN_WD:
            message = f"nothing has come since {day}, {ago} WD ago"
            yield Difference("silence", source, message, rule=_of_sheets(sides, source), evidence=(id,), source=source)


def gaps(sides: Sides) -> Iterator[Difference]:
    """Revisions that never came."""
    for pair in sides.pairs:
        if pair.theirs and pair.theirs.life.gaps:
            message = f"{pair.theirs.life.gaps} revisions before {pair.theirs.life.revision} never came"
            yield _line(sides, pair, "gap", message)


def vanished(sides: Sides) -> Iterator[Difference]:
    """A ticket that told of an assessment, and is not in its source any more: that is no word of a cancellation."""
    for stream, feed in sorted(sides.feeds.items()) if sides.cut.is_now else ():
        for gone in feed.gone:
            message = f"ticket {gone.number} is not in its source since {gone.on}; what it told stands"
            subject = f"{gone.label} {gone.number}"
            source = stream.removeprefix("feed/")
            yield Difference("vanished", subject, message, theirs="gone", evidence=gone.evidence, source=source)


def set_aside(sides: Sides) -> Iterator[Difference]:
    """What waits in the quarantine; one line for each group of a kind."""
    for (_, fingerprint), items in _groups(sides):
        oldest = min(item.since for item in items)
        message = f"{len(items)} set aside, the oldest since {oldest}, {sides.cut.working_days_from(oldest)} WD ago"
        evidence = tuple(item.evidence[0] for item in items)
        source = items[0].source if len({item.source for item in items}) == 1 else None
        yield Difference(
            "set aside", fingerprint, message, theirs=items[0].told.message, evidence=evidence, source=source
        )


def _groups(sides: Sides) -> Iterator[tuple[tuple[str, str], Sequence[Item]]]:
    for source in sorted({item.source for item in sides.items}):
        for fingerprint, items in grouped(item for item in sides.items if item.source == source).items():
            yield (source, fingerprint), items


CHECKS: tuple[Check, ...] = (
    ours_alone,
    theirs_alone,
    states,
    days,
    targets,
    durations,
    requested_without_a_ticket,
    unrequested,
    not_updated,
    silence,
    gaps,
    vanished,
    set_aside,
)


def _compared(sides: Sides) -> Iterator[Pair]:
    return (pair for pair in sides.pairs if sides.is_open(pair) or sides.is_completed(pair))


def _on_both(sides: Sides) -> Iterator[Pair]:
    return (pair for pair in _compared(sides) if pair.ours and pair.theirs)


def _of_sheets(sides: Sides, source: str) -> Rule | None:
    doors = sides.doors(source)
    return "told-by-sheets" if doors and doors <= _SHEETS else None


def _line(
    sides: Sides,
    pair: Pair,
    check: str,
    message: str,
    *,
    ours: object = None,
    theirs: object = None,
    rule: Rule | None = None,
) -> Difference:
    return Difference(
        check=check,
        subject=pair.subject,
        message=message,
        ours=None if ours is None else str(ours),
        theirs=None if theirs is None else str(theirs),
        rule=rule,
        evidence=pair.evidence(sides.cut.to),
        source=pair.theirs.row.source if pair.theirs else None,
    )
