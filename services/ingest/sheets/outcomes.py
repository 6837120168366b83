"""What a body may write as the outcome for a modification, and the commands that it means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.ingest.sheets.columns import CATEGORIES, CHOICES, COUNTED, vote_column
from shared.domain.facts import CategoryVote
from shared.domain.streams import Body, meeting
from shared.domain.vocabulary import Path
from shared.process.guards.votes import outcome_of


class Unreadable(ValueError):
    """A cell says what it cannot mean: `column` by its name."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


@dataclass(frozen=True, slots=True)
class Sitting:
    """The meeting of whose outcomes the sheet is."""

    body: Body
    on: date
    mode: str = "meeting"
    ad_hoc: bool = False

    @property
    def stream(self) -> str:
        return meeting(self.body, self.on)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row by the names of their columns, without those that are blank; and the sitting.

    `path`: that of the modification as it stands, None where none is determined.
    """

    sitting: Sitting
    by_column: Mapping[str, str]
    path: Path | None = None

    def get(self, column: str) -> str | None:
        return self.by_column.get(column)

    def needed(self, column: str, why: str) -> str:
        """Raises Unreadable where it is blank."""
        if (found := self.get(column)) is None:
            raise Unreadable(column, f"it is blank: expected {why}")
        return found

    def word(self, column: str, words: Mapping[str, str]) -> str | None:
        """One of the words, in any spelling; None where it is blank. Raises Unreadable."""
        if (found := self.get(column)) is None:
            return None
        if (meant := {plain(word): value for word, value in words.items()}.get(plain(found))) is None:
            raise Unreadable(column, f"found {found!r}: expected one of {', '.join(words)}")
        return meant

    def count(self, column: str) -> int:
        """A number of votes; a blank is none. Raises Unreadable."""
        text = self.get(column) or "0"
        if not (text.isascii() and text.isdigit() and len(text) <= 3):
            raise Unreadable(column, f"found {text!r}: expected a whole number of votes")
        return int(text)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A command by name, with the fields of its own."""

    command: str
    fields: Mapping[str, Any] = field(default_factory=dict)


Means = Callable[[Cells], tuple[Wanted, ...]]


def plain(text: str) -> str:
    """For comparing what people write."""
    return " ".join(text.replace("_", " ").replace("-", " ").lower().split())


def _reason(cells: Cells) -> str:
    return cells.needed("reason", "why")


def _by_a_route(command: str) -> Means:
    def means(cells: Cells) -> tuple[Wanted, ...]:
        route = cells.word("route", {"refinement": "refinement", "report phase": "report_phase"})
        if route is None:
            raise Unreadable("route", "it is blank: expected refinement or report phase")
        return (Wanted(command, {"route": route}), *_path(cells))

    return means


def _path(cells: Cells) -> tuple[Wanted, ...]:
    """The path that the Panel determines, where one is told and it is another than before."""
    path = _path_told(cells)
    return (Wanted("DeterminePath", {"path": path, "by": "panel"}),) if path and path != cells.path else ()


def _path_told(cells: Cells) -> str | None:
    words: Mapping[str, str] = {
        "authority led": "authority_led",
        "authority determined": "authority_determined",
        "self governance": "self_governance",
        **{"path 1": "authority_led", "path 2": "authority_determined", "path 3": "self_governance"},
    }
    return cells.word("path", words)


def _path_alone(cells: Cells) -> tuple[Wanted, ...]:
    if (path := _path_told(cells)) is None:
        raise Unreadable("path", "it is blank: expected the path that was determined")
    return (Wanted("DeterminePath", {"path": path, "by": "panel"}),)


def _voted(result: str) -> Means:
    def means(cells: Cells) -> tuple[Wanted, ...]:
        if cells.path is None:
            raise Unreadable("outcome", "the path of the modification is not determined: expected DeterminePath first")
        basis = "self_governance" if cells.path == "self_governance" else "recommendation"
        vote: dict[str, Any] = {"basis": basis, "result": result, "ad_hoc": cells.sitting.ad_hoc}
        if votes := _votes(cells):
            vote["votes"] = votes
        release = cells.get("release")
        if release is None:
            return (Wanted("RecordVote", vote),)
        told = Wanted("RecordVote", vote | {"release": release})
        is_decided = basis == "self_governance" and result == "approve"
        return (told, Wanted("AssignRelease", {"release": release})) if is_decided else (told,)

    return means


def _votes(cells: Cells) -> list[dict[str, Any]]:
    """Of each category that voted, with the one result that it gives; none where the split is not told."""
    if not any(cells.get(column) for column in COUNTED):
        return []
    told = []
    for category in CATEGORIES:
        counts = {choice: cells.count(vote_column(category, choice)) for choice in CHOICES}
        outcome = outcome_of(CategoryVote(category=category, **counts, outcome="no_vote"))
        told.append({"category": category, **counts, "outcome": outcome})
    return told


def _deferred(cells: Cells) -> tuple[Wanted, ...]:
    fields = {"reason": _reason(cells)}
    until = cells.get("until")
    return (Wanted("DeferVote", fields | {"until_on": until} if until else fields),)


def _assessed(cells: Cells) -> tuple[Wanted, ...]:
    return (Wanted("RequestAssessment", {"kind": "IA", "at_change_board_on": cells.sitting.on.isoformat()}),)


def _ready(outcome: str) -> Means:
    return lambda cells: (Wanted("DetermineReadiness", {"outcome": outcome, "mode": cells.sitting.mode}),)


def _one(command: str, **fields: str) -> Means:
    return lambda cells: (Wanted(command, fields),)


def _with_reason(command: str) -> Means:
    return lambda cells: (Wanted(command, {"reason": _reason(cells)}),)


def _discussed(cells: Cells) -> tuple[Wanted, ...]:
    return (Wanted("RecordWorkingGroupDiscussion", {"meeting_on": cells.sitting.on.isoformat()}),)


OUTCOMES: Mapping[Body, Mapping[str, Means]] = {
    "panel": {
        "converted": _by_a_route("ConvertProposal"),
        "conversion refused": _with_reason("RefuseConversion"),
        "fast-track approved": _one("ApproveFastTrack"),
        "report phase approved": _one("ApproveReportPhase"),
        "report returned": _with_reason("ReturnReport"),
        "rework started": _by_a_route("StartRework"),
        "path determined": _path_alone,
        "urgency requested": _one("RequestUrgency", by="panel"),
        "put on hold": _with_reason("PutOnHold"),
        "resumed": _one("ResumeProposal"),
    },
    "csc": {
        "ready": _ready("ready"),
        "not ready": _ready("not_ready"),
        "fast-track recommended": _one("RecommendFastTrack"),
        "urgency requested": _one("RequestUrgency", by="csc"),
    },
    "change_board": {
        "approve": _voted("approve"),
        "reject": _voted("reject"),
        "deferred": _deferred,
        "impact assessment requested": _assessed,
    },
    "working_group": {
        "discussed": _discussed,
    },
}
"""By body, each word with what it means. Words are compared without regard to case, dashes and spaces."""
