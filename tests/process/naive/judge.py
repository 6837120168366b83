"""The naive model: what a command leads to, by the table, the checks, and what was told."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shared.domain import facts as all_facts
from shared.domain.facts import AnyFact
from shared.domain.reference import ModificationRef, series_of
from tests.process.naive.checks import CHECKS, code_of, named_in
from tests.process.naive.memory import Asked, Made, Memory, working_days_after
from tests.process.naive.table import ANYWHERE, FACT_OF, LIVE, MEETINGS, MOVES, RELEASES, may

_EDITS = ("StopAssessmentClock", "ResumeAssessmentClock", "ReviseAssessmentTarget", "ReturnAssessment")


@dataclass(frozen=True)
class Accepted:
    """From where the command leads, to where, and the facts that it makes."""

    source: str
    target: str
    facts: tuple[Made, ...]


@dataclass
class Naive:
    """Where everything stands: a stream, or `125/PA/1`; and since when."""

    memory: Memory = field(default_factory=Memory)
    places: dict[str, str] = field(default_factory=dict)
    since: dict[str, date] = field(default_factory=dict)
    approved_on: dict[str, date] = field(default_factory=dict)
    _before: dict[str, str] = field(default_factory=dict)
    _begun: dict[tuple[str, str], int] = field(default_factory=dict)

    def judge(self, asked: Asked) -> Accepted | str:
        """What the command leads to, or the code of the rule that it breaks."""
        if not may(asked.role, asked.name):
            return "role_may_not"
        if code := self._mixed(asked):
            return code
        place, is_anywhere = self.place(asked), asked.name in ANYWHERE
        moves = {case: to for case, source, to in MOVES[asked.name] if source == place}
        if not moves and not is_anywhere:
            return "not_allowed_now"
        for check in CHECKS.get(asked.name, ()):
            if check(self, asked):
                return code_of(check)
        target = place if is_anywhere else moves.get("", moves.get(self._case(asked), ""))
        if target == "before":
            target = self._before[asked.stream]
        return Accepted(place, target, tuple(self._facts(asked))) if target else "not_allowed_now"

    def take(self, asked: Asked, accepted: Accepted) -> None:
        """It happens."""
        subject = self.subject(asked)
        told = [self.memory.tell(made, asked.person) for made in accepted.facts]
        first = told[0].at
        if asked.name == "RequestWithdrawal":
            self._before[asked.stream] = accepted.source
        for child in asked.data["children"] if asked.name == "SplitProposal" else ():
            self._move(f"{asked.stream}{child['suffix']}", accepted.source, asked.on, first)
        if accepted.target == "approved" and accepted.source not in ("approved", "awaiting_implementation"):
            self.approved_on[asked.stream] = asked.on
        if asked.name not in ANYWHERE:
            self._move(subject, accepted.target, asked.on, first)

    def place(self, asked: Asked) -> str:
        """Of what the command is about."""
        nowhere = "unscheduled" if asked.name in MEETINGS else "unplanned" if asked.name in RELEASES else "unknown"
        return self.places.get(self.subject(asked), "none" if asked.kind else nowhere)

    def subject(self, asked: Asked) -> str:
        return f"{asked.stream}/{asked.kind}/{self.memory.number(asked)}" if asked.kind else asked.stream

    def told_in(self, stream: str, place: str, type: str) -> bool:
        """Whether such a fact was told since it last came to that place."""
        begun = self._begun.get((stream, place))
        return begun is not None and any(told.at >= begun for told in self.memory.all(stream, [type]))

    def _move(self, subject: str, target: str, on: date, first: int) -> None:
        if self.places.get(subject) != target:
            self.places[subject], self.since[subject] = target, on
            self._begun[subject, target] = first

    def _case(self, asked: Asked) -> str:
        """Which of the moves of its command is meant."""
        data = asked.data
        match asked.name:
            case "RaiseProposal":
                return "DP" if series_of(data["label"]) == "DP" else "MP"
            case "DetermineReadiness" | "RecordAuthorityDetermination" | "DetermineAppeal":
                return str(data["outcome"])
            case "ConvertProposal" | "StartRework":
                return str(data["route"])
            case "RecordVote":
                if data.get("on_alternative") and (data["basis"], data["result"]) != ("self_governance", "approve"):
                    return "alternative"
                return "recommendation" if data["basis"] == "recommendation" else f"{data['basis']}/{data['result']}"
            case "CancelImplementation" | "ImplementProposal":
                return self._last_or_some(asked)
            case _:
                return str(data.get("type", ""))

    def _last_or_some(self, asked: Asked) -> str:
        part = asked.data.get("part", 0)
        others = self.memory.waiting(asked.stream).keys() - {part}
        if asked.name == "ImplementProposal" and part and not others and not self.memory.done(asked.stream):
            return "some"
        return "some" if others else "last"

    def _facts(self, asked: Asked) -> Iterator[Made]:
        number = self.memory.number(asked) if asked.kind else None
        fact = self._mend(asked) if asked.name == "ApproveCorrection" else _fact(FACT_OF[asked.name], self._data(asked))
        yield Made(asked.stream, asked.on, fact, asked.kind, number)
        if asked.name == "RequestWithdrawal" and self.places[asked.stream] in LIVE[:2]:
            yield Made(asked.stream, asked.on, _fact("ProposalWithdrawn", {}))
        for child in asked.data["children"] if asked.name == "SplitProposal" else ():
            yield from self._child(asked, f"{asked.stream}{child['suffix']}", child["title"])

    def _data(self, asked: Asked) -> dict[str, Any]:
        """What was asked, with what is worked out."""
        data = dict(asked.data)
        for name in ("depends_on", "into", "awaiting") if not asked.kind else ():
            if name in data:
                data[name] = ModificationRef.parse(data[name]).stream
        if "items" in data:
            data["items"] = [
                {"stream": stream, "purpose": item["purpose"]}
                for item, stream in zip(data["items"], named_in(asked), strict=True)
            ]
        if data.get("considered"):
            data["considered"] = named_in(asked)
        match asked.name:
            case "RequestWithdrawal" if self.places[asked.stream] not in LIVE[:2]:
                data["adoptable_until"] = working_days_after(asked.on, 10).isoformat()
            case "SubmitReportToAuthority":
                data["submission"] = 1 + len(self.memory.all(asked.stream, ["ReportSubmittedToAuthority"]))
            case "AssignRelease" if "planned_on" not in data:
                data["planned_on"] = self._release_day(asked)
        return data

    def _release_day(self, asked: Asked) -> str:
        data = asked.data
        if data.get("wd_after_approval") is not None:
            return working_days_after(self.approved_on[asked.stream], data["wd_after_approval"]).isoformat()
        return self.memory.planned_on(data["release"]) or str(data["release"]).removeprefix("standalone/")

    def _child(self, asked: Asked, stream: str, title: str) -> Iterator[Made]:
        """It was raised when its parent was, and goes on as that stood."""
        raised = self.memory.last(asked.stream, "ProposalRaised")
        assert raised is not None
        label = raised.data["label"] + stream[-1]
        told = {"label": label, "title": title, "proposer": raised.data["proposer"]}
        yield Made(stream, raised.on, _fact("ProposalRaised", told))
        off = {"parent": asked.stream, "state": self.places[asked.stream]}
        yield Made(stream, asked.on, _fact("ProposalSplitOff", off))

    def _mend(self, asked: Asked) -> AnyFact:
        """A correction, or a retraction: as it was proposed."""
        proposed = self.memory.with_id(asked.data["proposal"]).data
        told = {"of": proposed["of"], "reason": proposed["reason"], "proposal": asked.data["proposal"]}
        return (
            _fact("FactCorrected", told | {"now": proposed["now"]})
            if "now" in proposed
            else _fact("FactRetracted", told)
        )

    def _mixed(self, asked: Asked) -> str | None:
        """The duties that one person may not mix."""
        person, memory = asked.person, self.memory
        match asked.name:
            case "CastVote":
                told = memory.last(asked.stream, "ProposalRaised", "ProposerChanged", "ProposalAdopted")
                if told and told.data["proposer"]["name"] == person:
                    return "proposer_votes"
                return "votes_for_another" if asked.data["member"] != person else None
            case "RecordAuthorityDetermination" | "DetermineAppeal":
                voted = [told.data["member"] for told in memory.all(asked.stream, ["VoteCast"])]
                return "voter_determines" if person in voted else None
            case "ApproveCorrection" | "RefuseCorrection":
                own = [told.id for told in memory.all(asked.stream, ["CorrectionProposed"]) if told.person == person]
                return "author_agrees" if asked.data["proposal"] in own else None
            case _:
                return self._edits(asked)

    def _edits(self, asked: Asked) -> str | None:
        if asked.name not in _EDITS or self.place(asked) != "returned":
            return None
        mine = (asked.kind, self.memory.number(asked), asked.person)
        told = self.memory.all(asked.stream, ["AssessmentReturned"])
        return "assessor_edits" if mine in [(each.kind, each.n, each.person) for each in told] else None


def _fact(name: str, data: dict[str, Any]) -> AnyFact:
    fact: type[AnyFact] = getattr(all_facts, name)
    made: AnyFact = fact.model_validate_json(json.dumps(data))
    return made
