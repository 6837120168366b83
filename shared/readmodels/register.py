"""One row a modification: what it is called, who raised it and why, the stages it went through. Key: its stream."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from shared.domain.facts import (
    PathDetermined,
    ProposalImplemented,
    ProposalNamed,
    ProposalPutOnHold,
    ProposalRaised,
    ProposalResumed,
    Proposer,
    ReleaseAssigned,
    UrgencyGranted,
    UrgencyRequested,
)
from shared.domain.recorded import Recorded
from shared.domain.reference import ModificationRef, series_of
from shared.domain.vocabulary import Path, Stage, State
from shared.readmodels.readmodel import History, ReadModel, Row, Step, by_day, dated
from shared.readmodels.stages import Turn, turns_after, turns_of

_ENDED: frozenset[State] = frozenset({"implemented", "rejected", "withdrawn"})


class Naming(Step):
    """A source calls it so, so many times; the title is None where the source gives the label alone."""

    label: str
    title: str | None
    times: int


class Raised(Step):
    """Who raised it, and the problem as they put it."""

    label: str
    proposer: Proposer
    problem: str | None


class Chosen(Step):
    """The path determined for it."""

    path: Path


class Hold(Step):
    """Work on it stopped for this reason, or went on (None)."""

    reason: str | None


class Modification(Row):
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
        past = [turn for turn in self.turns if turn.on <= day]
        return past[-1] if past else None

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
        times: Counter[str] = Counter()
        titled = [(naming.title, naming) for naming in self.namings if naming.title]
        for title, naming in [(title, naming) for title, naming in titled if naming.on <= day] or titled:
            times[title] += naming.times
        return times.most_common(1)[0][0] if times else None

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
        return any(series_of(naming.label) == "SECMP" for naming in self.namings)


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
        row = _after(row, recorded)
    return {row.stream: row}


def extend(row: Modification, recorded: Recorded) -> Modification | None:
    if isinstance(recorded.fact, ReleaseAssigned | ProposalImplemented):
        return None
    turns, after = turns_after(row.turns, recorded), _after(row, recorded)
    if turns is row.turns:
        return after
    return after.model_copy(update={"turns": turns, "settled_on": _settled_on(turns)})


def _settled_on(turns: tuple[Turn, ...]) -> date | None:
    return turns[-1].on if turns and turns[-1].state in _ENDED else None


def _after(row: Modification, recorded: Recorded) -> Modification:
    match recorded.fact:
        case ProposalRaised(label=label, title=title, proposer=proposer, problem=problem):
            naming = Naming(**dated(recorded), label=label, title=title, times=1)
            raised = Raised(**dated(recorded), label=label, proposer=proposer, problem=problem)
            return row.model_copy(update={"raised": raised, "namings": (*row.namings, naming)})
        case ProposalNamed(label=label, title=title, times=times):
            naming = Naming(**dated(recorded), label=label, title=title, times=times)
            return row.model_copy(update={"namings": (*row.namings, naming)})
        case PathDetermined(path=path):
            return row.model_copy(update={"paths": (*row.paths, Chosen(**dated(recorded), path=path))})
        case ProposalPutOnHold(reason=reason):
            return row.model_copy(update={"holds": (*row.holds, Hold(**dated(recorded), reason=reason))})
        case ProposalResumed():
            return row.model_copy(update={"holds": (*row.holds, Hold(**dated(recorded), reason=None))})
        case UrgencyRequested():
            return row.model_copy(update={"urgency_requested": (*row.urgency_requested, Step(**dated(recorded)))})
        case UrgencyGranted():
            return row.model_copy(update={"urgency": (*row.urgency, Step(**dated(recorded)))})
        case _:
            return row


REGISTER = ReadModel("register", 1, Modification, "modification", fold, extend=extend)
