"""What the naive model remembers: every fact, in a list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from shared.domain.calendar import CALENDARS
from shared.domain.facts import AnyFact

_CALENDAR = CALENDARS["england_and_wales/1"]


@dataclass(frozen=True)
class Asked:
    """A command as it was written down: `data` are its own fields."""

    name: str
    stream: str
    on: date
    data: dict[str, Any]
    kind: str | None
    n: int | None
    person: str
    role: str


@dataclass(frozen=True)
class Made:
    """A fact that a command makes."""

    stream: str
    on: date
    fact: AnyFact
    kind: str | None = None
    n: int | None = None


@dataclass
class Told:
    """A fact that was told: the `at`th of all."""

    at: int
    id: str
    stream: str
    on: date
    type: str
    data: dict[str, Any]
    kind: str | None
    n: int | None
    person: str


def working_days_after(day: date, count: int) -> date:
    """Day by day."""
    while count:
        day += timedelta(days=1)
        count -= _CALENDAR.is_working_day(day)
    return day


def working_days_in(first: date, last: date) -> int:
    """Both ends counted, day by day."""
    return sum(_CALENDAR.is_working_day(first + timedelta(days=n)) for n in range((last - first).days + 1))


@dataclass
class Memory:
    """All that was told and not retracted, as corrected; and what can be looked up in it."""

    told: list[Told] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    _versions: Counter[str] = field(default_factory=Counter)
    _count: int = 0

    def tell(self, made: Made, person: str) -> Told:
        """A correction is applied at once, and not kept."""
        self._count += 1
        self._versions[made.stream] += 1
        id = f"{made.stream}#{self._versions[made.stream]}"
        data = made.fact.model_dump(mode="json", exclude_none=True)
        name = type(made.fact).__name__
        told = Told(self._count, id, made.stream, made.on, name, data, made.kind, made.n, person)
        if name == "FactCorrected":
            self._correct(data["of"], data["now"])
        elif name == "FactRetracted":
            self.told.remove(self.with_id(data["of"]))
            self.gone.add(data["of"])
        else:
            self.told.append(told)
        self.settled.add(data.get("proposal", ""))
        return told

    settled: set[str] = field(default_factory=set)
    """Proposed corrections that were agreed to or refused."""

    def _correct(self, of: str, now: dict[str, Any]) -> None:
        told = self.with_id(of)
        told.data.update({name: value for name, value in now.items() if name != "occurred_on"})
        told.on = date.fromisoformat(now["occurred_on"]) if "occurred_on" in now else told.on

    def with_id(self, id: str) -> Told:
        return next(each for each in self.told if each.id == id)

    def has(self, id: str) -> bool:
        return any(each.id == id for each in self.told)

    def all(self, stream: str, types: Iterable[str] = ()) -> list[Told]:
        """In the order of their days."""
        wanted = tuple(types)
        told = [each for each in self.told if each.stream == stream and (not wanted or each.type in wanted)]
        return sorted(told, key=lambda each: each.on)

    def last(self, stream: str, *types: str) -> Told | None:
        told = self.all(stream, types)
        return told[-1] if told else None

    def highest(self, asked: Asked) -> int:
        """The number of the last assessment of the kind."""
        return max((each.n or 0 for each in self.all(asked.stream) if each.kind == asked.kind), default=0)

    def number(self, asked: Asked) -> int:
        """Of the assessment that is meant."""
        if asked.n is not None:
            return asked.n
        last = self.highest(asked)
        return last + 1 if asked.name == "RequestAssessment" else max(last, 1)

    def waiting(self, stream: str) -> dict[int, str]:
        """The release of each part that waits; 0 is the whole."""
        parts: dict[int, str] = {}
        for each in self.all(stream):
            part = each.data.get("part", 0)
            if each.type == "ReleaseAssigned":
                parts[part] = each.data["release"]
            elif each.type in ("ImplementationCancelled", "ProposalImplemented"):
                parts.pop(part, None)
            elif each.type == "AppealDetermined" and each.data["outcome"] != "confirmed":
                parts = {}
        return parts

    def done(self, stream: str) -> set[int]:
        return {each.data.get("part", 0) for each in self.all(stream, ["ProposalImplemented"])}

    def planned_on(self, release: str) -> str | None:
        told = self.last(f"release/{release}", "ReleasePlanned", "ReleaseDateChanged")
        return told.data["planned_on"] if told else None

    def path(self, stream: str) -> str | None:
        told = self.last(stream, "PathDetermined")
        return told.data["path"] if told else None

    def open_one(self, asked: Asked) -> Told | None:
        """The opening of the consultation of that type that is open."""
        told = self._consulted(asked)
        opened = [each for each in told if each.type == "ConsultationOpened"]
        closed = [each for each in told if each.type == "ConsultationClosed"]
        return opened[-1] if len(opened) > len(closed) else None

    def _consulted(self, asked: Asked) -> list[Told]:
        types = ("ConsultationOpened", "ConsultationExtended", "ConsultationClosed")
        return [each for each in self.all(asked.stream, types) if each.data["type"] == asked.data["type"]]

    def last_consulted(self, asked: Asked) -> Told | None:
        """The last step of the last consultation of that type."""
        told = self._consulted(asked)
        return told[-1] if told else None

    def closes_on(self, asked: Asked) -> date:
        """The last day of the open one, as it was extended last."""
        days = [each.data["closes_on"] for each in self._consulted(asked) if "closes_on" in each.data]
        return date.fromisoformat(days[-1])

    def deciding_vote(self, stream: str) -> Told | None:
        """The vote, where the last decision was one under Self-Governance that no appeal undid."""
        decided = None
        types = ("ChangeBoardVoted", "AuthorityDetermined", "FastTrackApproved", "AppealDetermined")
        for each in self.all(stream, types):
            if each.data.get("basis") == "self_governance":
                is_other = each.data.get("on_alternative") and each.data["result"] == "reject"
                decided = decided if is_other else each
            elif each.type != "ChangeBoardVoted" and each.data.get("outcome") != "confirmed":
                decided = None
        return decided
