"""Commands as anybody might give them: most of them sensible where they are given, some of them not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar, get_args

from hypothesis.strategies import DataObject, integers, sampled_from

from shared.domain.reference import ModificationRef
from shared.process.command import Giver, Role
from tests.process.naive.table import FACT_OF, MEETINGS, MOVES, RELEASES
from tests.process.pair import Pair

T = TypeVar("T")

MODIFICATIONS = ("125", "130", "102", "102A", "102B", "62")
_MEETING_STREAMS = ("meeting/panel/2020-06-19", "meeting/change_board/2020-05-27")
_RELEASE_STREAMS = ("release/2020-06", "release/2020-11")
_NAMES = ("2020-06", "2020-06", "2020-11", "standalone/2020-05-27")
PEOPLE = ("Analyst One", "Analyst Two", "Member One", "Member Two", "Proposer")
_TYPES = ("refinement", "modification_report", "request_for_information", "draft_proposal_comments")
LEADING = (
    *("SubmitModificationReport", "ApproveReportPhase", "OpenConsultation", "CloseConsultation", "DeterminePath"),
    *("RecordVote", "SubmitReportToAuthority", "RecordAuthorityDetermination", "StartRework", "LodgeAppeal"),
    *("AssignRelease", "ImplementProposal", "RequestAssessment", "AcceptAssessment", "ReturnAssessment"),
)
"""What leads on is asked for more often."""
_OF_ASSESSMENTS = tuple(name for name in FACT_OF if "Assessment" in name)


@dataclass(frozen=True)
class Asking:
    """One command of `stream` that somebody thinks of on a day about `today`."""

    data: DataObject
    pair: Pair
    today: date

    def pick(self, *options: T) -> T:
        return self.data.draw(sampled_from(options))

    def likely(self) -> bool:
        return self.data.draw(integers(0, 2)) > 0

    def often(self, usual: T, *seldom: T) -> T:
        return self.pick(*[usual] * 6, *seldom)

    def command(self) -> tuple[str, dict[str, Any], Giver]:
        """A name, its words, and who gives it."""
        stream = self.stream()
        name = self._name(stream)
        on = self._day(name, stream)
        words: dict[str, Any] = {"ref": stream, "on": on.isoformat()}
        if name in _OF_ASSESSMENTS:
            words |= {"kind": self.pick("PA", "PA", "IA"), **self._number()}
        filled = FIELDS[name](self, stream, on) if name in FIELDS else {}
        told = {field: value for field, value in filled.items() if value is not None}
        return name, words | told, self._giver(name, told)

    def stream(self) -> str:
        """Mostly the one whose life is told."""
        others = (*MODIFICATIONS, *_MEETING_STREAMS, *_RELEASE_STREAMS, *_RELEASE_STREAMS, "paper/2020-06")
        return self.pick(*["125"] * 24, *others)

    def _name(self, stream: str) -> str:
        """Half of the time one that fits where the stream stands."""
        fitting = [name for name in _of_kind(stream) if self._fits(name, stream)]
        leading = [name for name in fitting if name in LEADING] * 3
        is_any = not fitting or self.data.draw(integers(0, 3)) == 0
        return self.pick(*_of_kind(stream)) if is_any else self.pick(*fitting, *leading)

    def _fits(self, name: str, stream: str) -> bool:
        if name in _OF_ASSESSMENTS:
            return self._place(stream) in ("in_refinement", "awaiting_change_board")
        return any(source == self._place(stream) for _, source, _ in MOVES[name])

    def _place(self, stream: str) -> str:
        nowhere = "unscheduled" if stream in _MEETING_STREAMS else "unplanned" if "release" in stream else "unknown"
        return self.pair.naive.places.get(stream, nowhere)

    def _day(self, name: str, stream: str) -> date:
        if name in MEETINGS and self.likely():
            return min(date.fromisoformat(stream[-10:]), self.today if name != "HoldMeeting" else date.max)
        if name in ("CloseConsultation", "CloseAdoptionWindow") and self.likely():
            return self._end(stream) or self.today
        return self.today + timedelta(days=self.pick(0, 0, 0, 0, 0, 1, 1, 4, 12, 30, -1, -9))

    def _end(self, stream: str) -> date | None:
        """Of a consultation or an adoption window that was told last."""
        days = [e.data.get("closes_on") or e.data.get("adoptable_until") for e in self.pair.naive.memory.all(stream)]
        return max((date.fromisoformat(day) for day in days if day), default=None)

    def _number(self) -> dict[str, int]:
        number = self.often(None, 1, 2)
        return {"n": number} if number else {}

    def _giver(self, name: str, told: Mapping[str, Any]) -> Giver:
        if name == "CastVote":
            return Giver(self.often(told["member"], *PEOPLE), self.often("change_board", "secretariat", "panel"))
        roles: tuple[Role, ...] = get_args(Role)
        most: tuple[Role, ...] = ("secretariat",) * 30
        return Giver(self.pick(*PEOPLE), self.pick(*most, *roles))


def _of_kind(stream: str) -> Sequence[str]:
    corrections = ("ProposeCorrection", "ApproveCorrection", "RefuseCorrection")
    if stream.startswith("paper"):
        return "PlanPaper", "StateFigure", "WriteCommentary", *corrections
    if stream in _MEETING_STREAMS:
        return *MEETINGS, *corrections
    if stream in _RELEASE_STREAMS:
        return *RELEASES, *corrections
    others = (*MEETINGS, *RELEASES, "PlanPaper", "StateFigure", "WriteCommentary")
    return [name for name in FACT_OF if name not in others]


def _proposer(a: Asking) -> dict[str, Any]:
    category = a.often("large_supplier", None)
    who = {"name": a.pick("N", "Proposer"), "party_category": category, "organisation": a.pick(None, "DCC")}
    return {name: value for name, value in who.items() if value}


def _raise(a: Asking, stream: str, on: date) -> dict[str, Any]:
    series = a.often("DP", "MP", "MP", "SECMP")
    label = ModificationRef.parse(a.often(stream, "999")).label(series)
    return {"label": label, "title": "T", "proposer": _proposer(a), "urgent_requested": a.often(series == "MP", None)}


def _other(a: Asking) -> str:
    return ModificationRef.parse(a.pick(*MODIFICATIONS)).label(a.pick("MP", "DP"))


def _type(a: Asking, stream: str) -> str:
    """Mostly one that fits where it stands."""
    usual = {
        "in_refinement": "refinement",
        "ready_for_report": "modification_report",
        "out_for_mrc": "modification_report",
        "draft_proposal": "draft_proposal_comments",
    }
    fitting = usual.get(a.pair.naive.places.get(stream, ""), "request_for_information")
    opened: list[str] = [each.data["type"] for each in a.pair.naive.memory.all(stream, ["ConsultationOpened"])]
    return a.often(fitting, *_TYPES, *opened * 2)


def _closing(a: Asking, stream: str, on: date) -> dict[str, Any]:
    closes_on = on + timedelta(days=a.often(28, 7, 21, -1))
    return {"type": _type(a, stream), "closes_on": a.often(closes_on.isoformat(), None)}


def _extending(a: Asking, stream: str, on: date) -> dict[str, Any]:
    return {"type": _type(a, stream), "closes_on": (on + timedelta(days=a.pick(3, 28, 50))).isoformat()}


def _split(a: Asking, stream: str, on: date) -> dict[str, Any]:
    suffixes = a.often("AB", "A", "AA", "B")
    return {"children": [{"suffix": suffix, "title": "T"} for suffix in suffixes]}


def _casting(a: Asking, stream: str, on: date) -> dict[str, Any]:
    return {
        "meeting_on": a.often(on, on + timedelta(days=1)).isoformat(),
        "category": "consumer",
        "choice": a.pick("approve", "reject"),
        "member": a.pick(*PEOPLE),
    }


def _voting(a: Asking, stream: str, on: date) -> dict[str, Any]:
    fitting = "self_governance" if a.pair.naive.memory.path(stream) == "self_governance" else "recommendation"
    votes = {
        "approve": [{"category": "large_supplier", "approve": 7, "reject": 2, "outcome": "approve"}],
        "reject": [{"category": "consumer", "reject": 1, "outcome": "reject"}],
        "tied": [{"category": "network", "approve": 1, "reject": 1, "outcome": "tied"}],
        "too many": [{"category": "consumer", "approve": 2, "outcome": "approve"}],
        "wrong": [{"category": "network", "approve": 2, "outcome": "reject"}],
    }
    result = a.pick("approve", "approve", "reject")
    return {
        "basis": a.often(fitting, "self_governance", "recommendation"),
        "result": result,
        "votes": a.pick(None, None, votes[result], votes[result], *votes.values()),
        "on_alternative": a.often(None, 1, 2),
    }


def _releasing(a: Asking, stream: str, on: date) -> dict[str, Any]:
    known = a.pair.naive.memory.waiting(stream)
    part, name = a.pick(*known.items()) if known and a.likely() else (a.pick(0, 0, 1, 2), a.pick(*_NAMES))
    return {"release": name, "part": part or None}


def _assigning(a: Asking, stream: str, on: date) -> dict[str, Any]:
    part, wd = a.pick(None, None, 1, 2, 3), a.often(None, 1)
    day = a.often(None, "2020-05-28", "2020-11-05")
    return {"release": a.pick(*_NAMES), "part": part, "wd_after_approval": wd, "planned_on": day}


def _moving(a: Asking, stream: str, on: date) -> dict[str, Any]:
    return {"planned_on": a.pick("2020-11-05", "2020-11-29", "2020-12-03")}


def _proposing(a: Asking, stream: str, on: date) -> dict[str, Any]:
    """Only what leads nowhere is corrected, and once: where a modification stands is never told anew here."""
    memory = a.pair.naive.memory
    harmless = [each for each in memory.all(stream) if each.type in HARMLESS]
    mended = [each.data["of"] for each in memory.all(stream, ["CorrectionProposed"]) if each.id in memory.settled]
    ids = [each.id for each in harmless if each.id not in mended]
    of = a.often(a.pick(*ids), "999#1", f"{stream}#1") if ids else f"{stream}#99"
    if of == f"{stream}#1" and of not in ids:
        of = f"{stream}#98"
    field = next((HARMLESS[each.type] for each in harmless if each.id == of), "title")
    now = a.often({field: "Other words"}, None, {}, {"no_such_field": 1})
    return {"of": of, "now": now, "reason": "R"}


HARMLESS: Mapping[str, str] = {
    "TitleChanged": "title",
    "LeadAnalystAssigned": "analyst",
    "SolutionChanged": "summary",
    "CommentaryWritten": "text",
}
"""Facts that lead nowhere, and which of their fields is corrected."""


def _agreeing(a: Asking, stream: str, on: date) -> dict[str, Any]:
    memory = a.pair.naive.memory
    proposed = [each.id for each in memory.all(stream, ["CorrectionProposed"])] or [f"{stream}#77"]
    return {"proposal": a.pick(*proposed)}


def _refusing(a: Asking, stream: str, on: date) -> dict[str, Any]:
    return _agreeing(a, stream, on) | {"reason": "R"}


Fields = Callable[[Asking, str, date], dict[str, Any]]
FIELDS: Mapping[str, Fields] = {
    "ReceiveProblemStatement": lambda a, stream, on: {"title": "T"},
    "RaiseProposal": _raise,
    "ChangeTitle": lambda a, stream, on: {"title": a.pick("T", "U", "V")},
    "ChangeProposer": lambda a, stream, on: {"proposer": _proposer(a)},
    "AssignLeadAnalyst": lambda a, stream, on: {"analyst": "a1"},
    "RecordDependency": lambda a, stream, on: {"depends_on": _other(a)},
    "DetermineReadiness": lambda a, stream, on: {"outcome": a.often("ready", "not_ready"), "mode": "meeting"},
    "ConvertProposal": lambda a, stream, on: {"route": a.pick("refinement", "report_phase", "discussion")},
    "RefuseConversion": lambda a, stream, on: {"reason": "R"},
    "DeterminePath": lambda a, stream, on: {
        "path": a.pick("self_governance", "authority_determined"),
        "by": a.often("panel", "authority", "csc"),
    },
    "RecordWorkingGroupDiscussion": lambda a, stream, on: {"meeting_on": on.isoformat()},
    "ChangeSolution": lambda a, stream, on: {"summary": "S"},
    "AddAlternative": lambda a, stream, on: {
        "n": a.often(1 + len(a.pair.naive.memory.all(stream, ["AlternativeAdded"])), 1, 2),
        "title": "T",
    },
    "ChangeLegalText": lambda a, stream, on: {"text_version": "v1"},
    "SplitProposal": _split,
    "MergeProposals": lambda a, stream, on: {"into": _other(a)},
    "RequestAssessment": lambda a, stream, on: {"at_change_board_on": a.often(on.isoformat(), None)},
    "AcceptAssessment": lambda a, stream, on: {"target_wd": a.pick(None, 15, 25)},
    "StopAssessmentClock": lambda a, stream, on: {"reason": "R", "awaiting": a.pick(None, "the Proposer")},
    "ReviseAssessmentTarget": lambda a, stream, on: {"target_wd": a.pick(15, 25), "was_wd": a.often(None, 15)},
    "PlanConsultation": lambda a, stream, on: {
        "type": _type(a, stream),
        "week_commencing": a.often("2020-06-22", "2020-06-23"),
    },
    "OpenConsultation": _closing,
    "ExtendConsultation": _extending,
    "RecordResponse": lambda a, stream, on: {"type": _type(a, stream), "respondent": a.pick("R", "S")},
    "CloseConsultation": lambda a, stream, on: {"type": _type(a, stream)},
    "ReturnReport": lambda a, stream, on: {"reason": "R"},
    "CastVote": _casting,
    "RecordVote": _voting,
    "DeferVote": lambda a, stream, on: {"reason": "R"},
    "RecordAuthorityDetermination": lambda a, stream, on: {"outcome": a.pick("approved", "rejected", "sent_back")},
    "StartRework": lambda a, stream, on: {"route": a.pick("refinement", "report_phase", "discussion")},
    "LodgeAppeal": lambda a, stream, on: {"appellant": "A"},
    "DetermineAppeal": lambda a, stream, on: {"outcome": a.pick("confirmed", "overturned", "remitted")},
    "PutOnHold": lambda a, stream, on: {"reason": "R", "awaiting": a.often(None, _other(a))},
    "AdoptProposal": lambda a, stream, on: {"proposer": _proposer(a)},
    "AssignRelease": _assigning,
    "ChangeImplementationDate": lambda a, stream, on: _releasing(a, stream, on) | _moving(a, stream, on),
    "CancelImplementation": lambda a, stream, on: _releasing(a, stream, on) | {"reason": "R"},
    "ImplementProposal": _releasing,
    "PlanRelease": _moving,
    "RequestReleaseDateChange": lambda a, stream, on: _moving(a, stream, on) | {"reason": "R"},
    "ApproveReleaseDateChange": lambda a, stream, on: (
        _moving(a, stream, on) | {"flex_to": a.pick(None, "2020-11-29", "2020-12-03")}
    ),
    "ChangeReleaseDate": lambda a, stream, on: _moving(a, stream, on) | {"was_on": a.often(None, "2020-11-05")},
    "PublishAgenda": lambda a, stream, on: {"items": [{"stream": _other(a), "purpose": "refinement"}]},
    "HoldMeeting": lambda a, stream, on: {"considered": a.pick(None, [_other(a)])},
    "PlanPaper": lambda a, stream, on: {
        **{"paper_ref": "P", "action": "A", "classification": "W", "author": "X", "team": "T"},
        "issued_on": on.isoformat(),
    },
    "StateFigure": lambda a, stream, on: {"name": "stages.define", "value": 1},
    "WriteCommentary": lambda a, stream, on: {"section": "summary", "text": "T"},
    "ProposeCorrection": _proposing,
    "ApproveCorrection": _agreeing,
    "RefuseCorrection": _refusing,
}
"""Of each command that has fields: what somebody fills in."""
