"""One row a modification: what it is called, who raised it, the stages it went through. Key: its stream."""

from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from shared.domain.facts import (
    AnyFact,
    PathDetermined,
    ProposalNamed,
    ProposalPutOnHold,
    ProposalRaised,
    ProposalResumed,
    Proposer,
    UrgencyGranted,
    UrgencyRequested,
)
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef, series_of
from shared.domain.vocabulary import Path, Stage, State
from shared.readmodels.course import Turn
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, dated
from shared.readmodels.stages import turns_after, turns_of

_ENDED: frozenset[State] = frozenset({"implemented", "rejected", "withdrawn", "split", "merged"})

_SHOWN: frozenset[type[AnyFact]] = frozenset(
    {
        PathDetermined,
        ProposalNamed,
        ProposalPutOnHold,
        ProposalRaised,
        ProposalResumed,
        UrgencyGranted,
        UrgencyRequested,
    }
)
"""The facts that a row shows by more than its turns."""


class Naming(Step, frozen=True, kw_only=True):
    """A source calls it so, so many times; the title is None where the source gives the label alone."""

    label: str
    title: str | None = None
    times: int


class RaisedBy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Who raised it, as the paper prints it."""

    name: str
    organisation: str | None = None
    on_behalf_of: str | None = None


class Raised(Step, frozen=True, kw_only=True):
    """Who raised it; the problem, as they put it, is in `problems`."""

    label: str
    proposer: RaisedBy


class Chosen(Step, frozen=True, kw_only=True):
    """The path determined for it."""

    path: Path


class Hold(Step, frozen=True, kw_only=True):
    """Work on it stopped for this reason, or went on (None)."""

    reason: str | None = None


class Modification(Row, frozen=True, kw_only=True):
    """All lists are in the order of their days."""

    namings: tuple[Naming, ...] = ()
    raised: Raised | None = None
    turns: tuple[Turn, ...] = ()
    paths: tuple[Chosen, ...] = ()
    holds: tuple[Hold, ...] = ()
    urgency: tuple[Step, ...] = ()
    urgency_requested: tuple[Step, ...] = ()

    @property
    def ref(self) -> ModificationRef:
        return ModificationRef.parse(self.stream)

    def turn_at(self, day: date) -> Turn | None:
        """Where it stands at the end of `day`; None before anything says so."""
        for turn in reversed(self.turns):
            if turn.on <= day:
                return turn
        return None

    def stage_at(self, day: date) -> Stage:
        turn = self.turn_at(day)
        return turn.stage if turn else "unknown"

    def label_at(self, day: date) -> str:
        """What it is called on that day: DP until it leaves Define, then MP; the old series keeps its name."""
        return self.ref.label(self._series_at(day))

    def label_as_proposal(self) -> str:
        """What it will be called once it is a Modification Proposal: forecasts print this."""
        return self.ref.label("SECMP" if self._is_of_the_old_series() else "MP")

    def exists_at(self, day: date) -> bool:
        """Raised by the end of `day`; or raised on a day that no source tells."""
        return self.raised is None or self.raised.on <= day

    def title_at(self, day: date) -> str | None:
        """The title most often printed by the end of `day`; among equals the first. A later one where none is older."""
        titled = [naming for naming in self.namings if naming.title]
        if len({naming.title for naming in titled}) == 1:
            return titled[0].title
        times: dict[str | None, int] = {}
        for naming in [naming for naming in titled if naming.on <= day] or titled:
            times[naming.title] = times.get(naming.title, 0) + naming.times
        return max(times, key=times.__getitem__, default=None)

    def aliases(self) -> tuple[str, ...]:
        """Every label that a source gave it, in the order told."""
        return tuple(dict.fromkeys(naming.label for naming in self.namings))

    def _series_at(self, day: date) -> str:
        if self._is_of_the_old_series():
            return "SECMP"
        stage = self.stage_at(day)
        if stage == "unknown" and self.namings:
            return series_of(self.namings[-1].label)
        return "DP" if stage in ("define", "unknown") else "MP"

    def _is_of_the_old_series(self) -> bool:
        if not self.namings:
            return self.ref.own_series == "SECMP"
        return "SECMP" in [series_of(naming.label) for naming in self.namings]


def fold(history: History) -> Mapping[str, Modification]:
    told = by_day(history)
    turns = turns_of(told)
    row = Modification(
        stream=history[0].stream,
        opened_on=told[0].day,
        settled_on=_settled_on(turns),
        turns=turns,
    )
    for recorded in told:
        if type(recorded.fact) in _SHOWN:
            row = _after(row, recorded)
    return {row.stream: row}


def extend(row: Modification, recorded: Recorded) -> Modification | None:
    turns = turns_after(row.turns, recorded)
    if turns is None:
        return None
    after = _after(row, recorded) if type(recorded.fact) in _SHOWN else row
    return after if turns is row.turns else replace(after, turns=turns, settled_on=_settled_on(turns))


def _settled_on(turns: tuple[Turn, ...]) -> date | None:
    return turns[-1].on if turns and turns[-1].state in _ENDED else None


def _after(row: Modification, recorded: Recorded) -> Modification:
    match recorded.fact:
        case ProposalRaised(label=label, title=title, proposer=proposer):
            naming = Naming(**dated(recorded), label=label, title=title, times=1)
            raised = Raised(**dated(recorded), label=label, proposer=_raised_by(proposer))
            return replace(row, raised=raised, namings=(*row.namings, naming))
        case ProposalNamed(label=label, title=title, times=times):
            naming = Naming(**dated(recorded), label=label, title=title, times=times)
            return replace(row, namings=(*row.namings, naming))
        case PathDetermined(path=path):
            return replace(row, paths=(*row.paths, Chosen(**dated(recorded), path=path)))
        case ProposalPutOnHold(reason=reason):
            return replace(row, holds=(*row.holds, Hold(**dated(recorded), reason=reason)))
        case ProposalResumed():
            return replace(row, holds=(*row.holds, Hold(**dated(recorded), reason=None)))
        case UrgencyRequested():
            return replace(row, urgency_requested=(*row.urgency_requested, Step(**dated(recorded))))
        case UrgencyGranted():
            return replace(row, urgency=(*row.urgency, Step(**dated(recorded))))
        case _:
            return row


def _raised_by(proposer: Proposer) -> RaisedBy:
    return RaisedBy(name=proposer.name, organisation=proposer.organisation, on_behalf_of=proposer.on_behalf_of)


REGISTER = ReadModel("register", 2, Modification, "modification", fold, extend=extend)
