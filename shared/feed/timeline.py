"""The life of an assessment as one ticket tells it: a function of the set of its revisions, however they came.

Dates that are told win over the moments of changes; a later revision wins over an earlier one. A revision that cannot
follow what stands before it changes nothing and is named in `excluded`: so more revisions may let it back in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from shared.domain.ticket import TicketRevision
from shared.domain.ticket_states import ENDED, WORKING, TicketState, may_follow
from shared.domain.vocabulary import AssessmentKind
from shared.feed.reasons import Refused

DeedKind = Literal["accepted", "stopped", "resumed", "target", "returned", "reissued", "refused", "cancelled"]

TARGET_BY_DEFAULT: dict[AssessmentKind, int] = {"PA": 15, "IA": 40}
"""In WD, where the ticket tells none: what most of the assessments of June 2020 have."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that happened to the assessment. `slot` names it among the ticket's own: `return/2` is the second."""

    slot: str
    kind: DeedKind
    on: date
    revision: int
    target_wd: int | None = None
    reason: str | None = None
    duration_wd_stated: int | None = None
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """`deeds` in the order of their days. `gaps`: how many revisions between the first and the last never came."""

    last: TicketRevision
    state: TicketState
    deeds: tuple[Deed, ...]
    excluded: tuple[tuple[TicketRevision, Refused], ...]
    gaps: int
    target_is_defaulted: bool


def timeline_of(revisions: Iterable[TicketRevision]) -> Timeline | None:
    """The timeline of one ticket; None where no revision can be used. Repeats of a revision count once."""
    by_number = {each.revision: each for each in revisions}
    fold = _folded(by_number)
    if not fold.taken:
        return None
    numbers = sorted(by_number)
    is_numbered = not any(each.revision_inferred for each in by_number.values())
    gaps = numbers[-1] - numbers[0] + 1 - len(numbers) if is_numbered else 0
    last = fold.taken[-1]
    deeds = tuple(sorted(fold.deeds(), key=lambda deed: (deed.on, _ORDER[deed.kind], deed.slot)))
    return Timeline(last, last.state, deeds, tuple(fold.excluded), gaps, original_target(fold.taken) is None)


def excluded_of(revisions: Iterable[TicketRevision]) -> tuple[tuple[TicketRevision, Refused], ...]:
    """Those that can have no place in the ticket's life, with why; also where no other is left."""
    return tuple(_folded({each.revision: each for each in revisions}).excluded)


def _folded(by_number: Mapping[int, TicketRevision]) -> "_Fold":
    fold = _Fold()
    for number in sorted(by_number):
        fold.take(by_number[number])
    return fold


_ORDER: dict[DeedKind, int] = {
    "accepted": 0,
    "target": 1,
    "stopped": 2,
    "resumed": 3,
    "returned": 4,
    "reissued": 5,
    "refused": 6,
    "cancelled": 7,
}
"""Of what happened on one day."""


@dataclass(slots=True)
class _Fold:
    taken: list[TicketRevision] = field(default_factory=list)
    excluded: list[tuple[TicketRevision, Refused]] = field(default_factory=list)

    def take(self, revision: TicketRevision) -> None:
        why = self._cannot_follow(revision) or self._impossible(revision)
        if why is None:
            self.taken.append(revision)
        else:
            self.excluded.append((revision, why))

    def _cannot_follow(self, revision: TicketRevision) -> Refused | None:
        if not self.taken:
            return None
        before = self.taken[-1]
        if not may_follow(before.state, revision.state):
            return Refused(
                "transition-illegal",
                f"revision {revision.revision} is {revision.state}, and {before.revision} was {before.state}",
                ("/state",),
            )
        if revision.updated_at < before.updated_at:
            return Refused(
                "revision-regressed",
                f"revision {revision.revision} was changed at {revision.updated_at.isoformat()}, before "
                f"{before.revision} was ({before.updated_at.isoformat()})",
                ("/updated_at",),
            )
        return None

    def _impossible(self, revision: TicketRevision) -> Refused | None:
        accepted = accepted_on((*self.taken, revision))
        if (returned := revision.returned_on) and accepted and accepted > returned:
            return _impossible(f"returned on {returned}, before accepted on {accepted}", "/returned_on")
        # Of one that is at work again it tells the return before: holds may well lie behind that.
        until = returned if revision.state in ("returned", "closed") else None
        for place, hold in enumerate(revision.holds):
            if hold.to and hold.to < hold.from_:
                return _impossible(f"a hold from {hold.from_} to {hold.to}", f"/holds/{place}")
            if (accepted and hold.from_ < accepted) or (until and (hold.to or hold.from_) > until):
                told = f"a hold from {hold.from_} to {hold.to}" if hold.to else f"a hold from {hold.from_}"
                return _impossible(f"{told}, outside of {accepted} to {until}", f"/holds/{place}")
        return None

    def deeds(self) -> list[Deed]:
        found = [*_accepted(self.taken), *_targets(self.taken), *_stops(self.taken), *_ends(self.taken)]
        return [deed for deed in found if deed is not None]


def _impossible(message: str, pointer: str) -> Refused:
    return Refused("date-impossible", message, (pointer,))


def accepted_on(revisions: Sequence[TicketRevision]) -> date | None:
    """The day of acceptance as last told; else the day on which the ticket was first seen at work."""
    told = [each.accepted_on for each in revisions if each.accepted_on]
    if told:
        return told[-1]
    first = _seen_at_work(revisions)
    return first.changed_on if first else None


def _seen_at_work(revisions: Sequence[TicketRevision]) -> TicketRevision | None:
    """The first in which the DCC has it. What was asked for and put on hold at once waits to be accepted."""
    before, waits = None, False
    for each in revisions:
        is_next = before is not None and not each.revision_inferred and each.revision == before.revision + 1
        waits = each.state == "on_hold" and (waits or (is_next and before is not None and before.state in _ASKED_FOR))
        if each.state in WORKING and not waits:
            return each
        before = each
    return None


_ASKED_FOR: frozenset[TicketState] = frozenset({"draft", "submitted"})


def _accepted(revisions: Sequence[TicketRevision]) -> list[Deed]:
    day = accepted_on(revisions)
    if day is None:
        return []
    told = next((each for each in reversed(revisions) if each.accepted_on), None)
    by = told or _seen_at_work(revisions)
    assert by is not None
    target = original_target(revisions) or TARGET_BY_DEFAULT[revisions[-1].assessment_type]
    return [Deed("accepted", "accepted", day, by.revision, target_wd=target, is_inferred=told is None)]


def original_target(revisions: Sequence[TicketRevision]) -> int | None:
    """The target as first told."""
    for each in revisions:
        if each.target_wd_original is not None:
            return each.target_wd_original
        if each.target_revisions:
            return each.target_revisions[0].from_wd
        if each.target_wd is not None:
            return each.target_wd
    return None


def _targets(revisions: Sequence[TicketRevision]) -> list[Deed]:
    """The changes of the target: as listed by the last revision that lists them, else as seen from one to the next."""
    listed = next((each for each in reversed(revisions) if each.target_revisions), None)
    if listed:
        return [
            Deed(f"target/{n}", "target", change.on, listed.revision, target_wd=change.to_wd, reason=change.reason)
            for n, change in enumerate(listed.target_revisions, 1)
        ]
    deeds: list[Deed] = []
    standing = original_target(revisions)
    for each in revisions:
        if each.target_wd is not None and each.target_wd != standing:
            standing = each.target_wd
            day = each.changed_on
            deeds.append(
                Deed(f"target/{len(deeds) + 1}", "target", day, each.revision, target_wd=standing, is_inferred=True)
            )
    return deeds


def _stops(revisions: Sequence[TicketRevision]) -> list[Deed]:
    """The stretches without a clock: as listed by the last revision that lists holds, and after it as seen."""
    listed = next((place for place, each in reversed(list(enumerate(revisions))) if each.holds), None)
    deeds: list[Deed] = []
    begun = accepted_on(revisions)
    n, since = 0, None
    if listed is not None:
        for hold in revisions[listed].holds:
            if hold.is_stop:
                n += 1
                deeds += _stretch(n, hold.from_, hold.to, hold.reason, revisions[listed].revision)
        since = next((hold for hold in revisions[listed].holds if hold.is_stop and hold.to is None), None)
    is_stopped = since is not None
    for each in revisions[(listed + 1 if listed is not None else 0) :]:
        if each.is_stop and (begun is None or each.changed_on < begun):
            continue  # no clock has begun that could stop
        if each.is_stop and not is_stopped:
            n += 1
            deeds += _stretch(n, each.changed_on, None, each.hold_reason or "other", each.revision, is_inferred=True)
        elif is_stopped and not each.is_stop and each.state in WORKING:
            deeds.append(Deed(f"resume/{n}", "resumed", each.changed_on, each.revision, is_inferred=True))
        is_stopped = each.is_stop or (is_stopped and each.state not in WORKING and each.state not in ENDED)
    return deeds


def _stretch(n: int, from_: date, to: date | None, reason: str, revision: int, is_inferred: bool = False) -> list[Deed]:
    words = reason.replace("_", " ")
    stopped = Deed(f"stop/{n}", "stopped", from_, revision, reason=words, is_inferred=is_inferred)
    return [stopped, Deed(f"resume/{n}", "resumed", to, revision)] if to else [stopped]


def _ends(revisions: Sequence[TicketRevision]) -> list[Deed]:
    """Returned, reopened, not accepted, cancelled: as often as it happened."""
    deeds: list[Deed] = []
    returns, reissues, refusals = 0, 0, 0
    before: TicketState | None = None
    for each in revisions:
        if each.state in ("returned", "closed"):
            if before not in ("returned", "closed"):
                returns += 1
                deeds.append(_returned(returns, each, revisions))
            elif each.returned_on and deeds:
                deeds[-1] = replace(deeds[-1], on=each.returned_on, revision=each.revision, is_inferred=False)
        elif before in ("returned", "closed"):
            reissues += 1
            deeds.append(Deed(f"reissue/{reissues}", "reissued", each.changed_on, each.revision, is_inferred=True))
        elif each.state == "not_accepted" and before != "not_accepted":
            refusals += 1
            deeds.append(Deed(f"refused/{refusals}", "refused", each.changed_on, each.revision, is_inferred=True))
        elif each.state in ("cancelled", "withdrawn") and before != each.state:
            day = each.closed_on or each.changed_on
            deeds.append(Deed("cancelled", "cancelled", day, each.revision, is_inferred=each.closed_on is None))
        before = each.state
    return deeds


def _returned(n: int, revision: TicketRevision, revisions: Sequence[TicketRevision]) -> Deed:
    """What the DCC itself counts is used for a figure only where no day of acceptance is known."""
    stated = revision.dcc_reported_wd if accepted_on(revisions) is None else None
    day = revision.returned_on or revision.closed_on or revision.changed_on
    return Deed(
        f"return/{n}",
        "returned",
        day,
        revision.revision,
        target_wd=None if accepted_on(revisions) else original_target(revisions),
        duration_wd_stated=stated,
        is_inferred=revision.returned_on is None,
    )
