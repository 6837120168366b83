"""The row of a modification in the register, and what it tells of any day. How it comes about is in `register`."""

from datetime import date
from typing import Literal, NamedTuple, TypeVar

import msgspec

from shared.domain.reference import ModificationRef, is_of_the_old_series, series_of
from shared.domain.vocabulary import AppealOutcome, Path, Stage
from shared.readmodels.course import Turn
from shared.readmodels.readmodel import Row, Step

_CALLED_AS_BEFORE: frozenset[Stage] = frozenset({"withdrawn", "split", "merged"})
Urgency = Literal["requested", "refused", "granted"]
"""How far the matter of urgency has come."""


class Telling(NamedTuple):
    """By the end of that day a source calls it so, so many times; with the facts that say so."""

    on: date
    times: int
    evidence: tuple[str, ...]


class Called(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """What sources call it, until one calls it otherwise; the title is None where they give the label alone.

    `told`: each telling in the order of days, parted by commas, as in `2020-05-12 2 106#9, 2020-06-12 1 106#14`. Every
    paper tells the name once more, and hardly anyone asks when: as values these would be half of all that a row holds.
    """

    label: str
    title: str | None = None
    told: str

    @property
    def tellings(self) -> tuple[Telling, ...]:
        return tuple(_telling(*text.split(" ")) for text in self.told.split(", "))


def _telling(on: str, times: str, *evidence: str) -> Telling:
    return Telling(date.fromisoformat(on), int(times), evidence)


class RaisedBy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Who took it over, as the paper would print it."""

    name: str
    organisation: str | None = None
    on_behalf_of: str | None = None


class Raised(Step, frozen=True, kw_only=True):
    """By whom, as the paper prints it; the problem, as they put it, is in `problems`."""

    name: str
    organisation: str | None = None
    on_behalf_of: str | None = None

    @property
    def proposer(self) -> RaisedBy:
        return RaisedBy(name=self.name, organisation=self.organisation, on_behalf_of=self.on_behalf_of)


class Chosen(Step, frozen=True, kw_only=True):
    """The path determined for it."""

    path: Path


class Hold(Step, frozen=True, kw_only=True):
    """Work on it stopped for this reason, or went on (None). `awaiting`: the stream on which it hangs."""

    reason: str | None = None
    awaiting: str | None = None


class Titled(Step, frozen=True, kw_only=True):
    """It was given another title."""

    title: str


class TakenOver(Step, frozen=True, kw_only=True):
    """Another took it over. `adopted`: after its Proposer had withdrawn it."""

    proposer: RaisedBy
    adopted: bool = False


class FastTrack(Step, frozen=True, kw_only=True):
    """The Change Sub-Committee recommended the Fast Track; or the Panel approved it."""

    approved: bool = False


class Alternative(Step, frozen=True, kw_only=True):
    """A variation that goes to the Change Board beside it."""

    n: int
    title: str


class Tie(Step, frozen=True, kw_only=True):
    """How it hangs together with the modification whose stream is `other`."""

    how: Literal["depends_on", "split_into", "split_from", "merged_into"]
    other: str


class Withdrawal(Step, frozen=True, kw_only=True):
    """Its Proposer withdrew it; others may adopt it until that day, where they may at all."""

    adoptable_until: date | None = None
    reason: str | None = None


class Appeal(Step, frozen=True, kw_only=True):
    """Somebody appealed; or the Authority determined all appeals that there were."""

    appellant: str | None = None
    outcome: AppealOutcome | None = None


class Assigned(Step, frozen=True, kw_only=True):
    """SECAS's lead analyst from that day on: an id."""

    analyst: str


class Modification(Row, frozen=True, kw_only=True):
    """All lists are in the order of their days. What few modifications have comes last, and is mostly not stored."""

    names: tuple[Called, ...] = ()
    raised: Raised | None = None
    turns: tuple[Turn, ...] = ()
    paths: tuple[Chosen, ...] = ()
    holds: tuple[Hold, ...] = ()
    urgency: tuple[Step, ...] = ()
    urgency_requested: tuple[Step, ...] = ()
    urgency_refused: tuple[Step, ...] = ()
    titles: tuple[Titled, ...] = ()
    taken_over: tuple[TakenOver, ...] = ()
    analysts: tuple[Assigned, ...] = ()
    fast_track: tuple[FastTrack, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    ties: tuple[Tie, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    appeals: tuple[Appeal, ...] = ()

    @property
    def ref(self) -> ModificationRef:
        return ModificationRef.parse(self.stream)

    def turn_at(self, day: date) -> Turn | None:
        """Where it stands at the end of `day`; None before anything says so."""
        for turn in reversed(self.turns):
            if turn.on <= day:
                return turn
        return None

    def turns_by(self, day: date) -> tuple[Turn, ...]:
        """Those by the end of `day`: mostly all."""
        if not self.turns or self.turns[-1].on <= day:
            return self.turns
        return tuple(turn for turn in self.turns if turn.on <= day)

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
        """Raised by the end of `day`, or on a day that no source tells; what was split off is there from that day on.

        A draft of a problem statement is not on the register before it is raised.
        """
        if self.ties and any(tie.how == "split_from" and tie.on > day for tie in self.ties):
            return False
        if self.raised is None:
            turn = self.turn_at(day)
            return turn is None or turn.state != "critical_friend_review"
        return self.raised.on <= day

    def title_at(self, day: date) -> str | None:
        """The title that it was given last by the end of `day`.

        Where it was given none, the title most often printed by then; among equals the first. A later one where none
        is older.
        """
        if self.titles and (given := _last(self.titles, day)):
            return given.title
        titles = {called.title for called in self.names if called.title}
        if len(titles) == 1:
            return titles.pop()
        tellings = [(called.title, telling) for called in self.names if called.title for telling in called.tellings]
        times: dict[str | None, int] = {}
        for title, telling in [told for told in tellings if told[1].on <= day] or tellings:
            times[title] = times.get(title, 0) + telling.times
        return max(times, key=times.__getitem__, default=None)

    def proposer_at(self, day: date) -> RaisedBy | None:
        """Whose it is at the end of `day`: of whoever took it over last by then, or else raised it."""
        taken = _last(self.taken_over, day)
        if taken:
            return taken.proposer
        return self.raised.proposer if self.raised else None

    def hold_at(self, day: date) -> Hold | None:
        """Why work on it stands at the end of `day`; None where it does not."""
        hold = _last(self.holds, day)
        return hold if hold and hold.reason is not None else None

    def urgency_at(self, day: date) -> tuple[Urgency, Step] | None:
        """What was asked or answered last by the end of `day`; of one day, the answer."""
        told: list[tuple[Urgency, Step]] = [
            *(("requested", asked) for asked in self.urgency_requested),
            *(("refused", refused) for refused in self.urgency_refused),
            *(("granted", granted) for granted in self.urgency),
        ]
        by_then = sorted((each for each in told if each[1].on <= day), key=lambda each: each[1].on)
        return by_then[-1] if by_then else None

    def withdrawal_at(self, day: date) -> Withdrawal | None:
        """The request to withdraw it that stands at the end of `day`: nobody has adopted it since."""
        asked, adopted = _last(self.withdrawals, day), [taken for taken in self.taken_over if taken.adopted]
        return asked if asked and not any(asked.on <= taken.on <= day for taken in adopted) else None

    def pending_appeals_at(self, day: date) -> tuple[Appeal, ...]:
        """Those that the Authority has not determined by the end of `day`."""
        lodged: list[Appeal] = []
        for appeal in self.appeals:
            if appeal.on <= day:
                lodged = [*lodged, appeal] if appeal.outcome is None else []
        return tuple(lodged)

    def aliases(self) -> tuple[str, ...]:
        """Every label that a source gave it, in the order told."""
        return tuple(dict.fromkeys(called.label for called in self.names))

    def _series_at(self, day: date) -> str:
        if self._is_of_the_old_series():
            return "SECMP"
        stage = self._last_stage_at(day)
        if stage == "unknown" and self.names:
            return series_of(self.names[-1].label)
        return "DP" if stage in ("define", "unknown") else "MP"

    def _last_stage_at(self, day: date) -> Stage:
        """But for how it ended: a Draft Proposal that is withdrawn goes on being called one."""
        stage = self.stage_at(day)
        if stage not in _CALLED_AS_BEFORE:
            return stage
        before = (turn.stage for turn in reversed(self.turns) if turn.on <= day)
        return next((other for other in before if other not in _CALLED_AS_BEFORE), stage)

    def _is_of_the_old_series(self) -> bool:
        if not self.names:
            return self.ref.own_series == "SECMP"
        return any(map(is_of_the_old_series, [called.label for called in self.names]))


D = TypeVar("D", bound=Step)


def _last(steps: tuple[D, ...], day: date) -> D | None:
    """The last of them by the end of `day`."""
    return next((taken for taken in reversed(steps) if taken.on <= day), None)
