"""Modifications as `register list` and `register show` give them. The keys are promised to other programs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from services.reporter.listings.befallen import befallen
from services.reporter.listings.find import named, unknown
from services.reporter.listings.particulars import particulars
from services.reporter.rows import RowsOfOne, RowSource
from shared.readmodels import IMPLEMENTATIONS, PARTICULARS, PROCEEDINGS, REGISTER, RELEASES
from shared.readmodels.implementations import Implementation
from shared.readmodels.modification import Telling
from shared.readmodels.proceedings import Proceeding
from shared.readmodels.readmodel import Row, Step
from shared.readmodels.register import Modification
from shared.readmodels.releases import Release

R = TypeVar("R", bound=Row)

DECISIONS = (
    *("vote_approve", "vote_reject", "approved", "rejected", "sent_back"),
    *("fast_track_approved", "appeal_overturned", "appeal_remitted"),
)
_OUTCOME = {
    "vote_approve": "approved",
    "vote_reject": "rejected",
    "fast_track_approved": "approved",
    "appeal_remitted": "sent_back",
}
_OPPOSITE = {"approved": "rejected", "rejected": "approved"}


def register(rows: RowSource, day: date) -> list[dict[str, Any]]:
    """All modifications raised by the end of `day`, or named by a source that tells no day, by number."""
    existing = [row for row in rows.of(REGISTER).values() if row.exists_at(day)]
    parts, deeds = _by_stream(rows.of(IMPLEMENTATIONS)), _by_stream(rows.of(PROCEEDINGS))
    return [
        _modification(row, parts[row.stream], deeds[row.stream], rows.of(RELEASES), day)
        for row in sorted(existing, key=lambda row: row.ref)
    ]


def modification(rows: RowSource, row: Modification, day: date) -> dict[str, Any]:
    """One modification as it stood at the end of `day`; of others, `rows` may hold nothing."""
    parts, deeds = _by_stream(rows.of(IMPLEMENTATIONS)), _by_stream(rows.of(PROCEEDINGS))
    return _modification(row, parts[row.stream], deeds[row.stream], rows.of(RELEASES), day)


def one(text: str, source: RowsOfOne, day: date) -> dict[str, Any]:
    """The modification that any spelling names. Raises NotAReference or UnknownModification."""
    stream = named(text)
    rows = source.rows(stream)
    if (row := rows.of(REGISTER).get(stream)) is None:
        raise unknown(text, source.rows().of(REGISTER))
    return modification(rows, row, day) | {"particulars": particulars(rows.of(PARTICULARS).get(stream), day)}


def _by_stream(rows: Mapping[str, R]) -> Mapping[str, list[R]]:
    by_stream: dict[str, list[R]] = defaultdict(list)
    for row in rows.values():
        by_stream[row.stream].append(row)
    return by_stream


def _modification(
    row: Modification,
    parts: Sequence[Implementation],
    deeds: Sequence[Proceeding],
    releases: Mapping[str, Release],
    day: date,
) -> dict[str, Any]:
    turn, urgency = row.turn_at(day), row.urgency_at(day)
    return {
        "ref": row.label_at(day),
        "aliases": list(row.aliases()),
        "title": row.title_at(day),
        "stage": row.stage_at(day),
        "state": turn.state if turn else "unknown",
        "implied": turn.implied if turn else False,
        "raised_on": row.raised.on.isoformat() if row.raised else None,
        "proposer": _proposer(row, day),
        "path": _path(row, day),
        "urgent": any(granted.on <= day for granted in row.urgency),
        "urgency": urgency[0] if urgency else None,
        "on_hold": row.hold_at(day) is not None,
        "decision": _decision(deeds, day),
        "implementations": _implementations(parts, releases, day),
        **befallen(row, deeds, day),
        "evidence": _evidence(row, parts, deeds, day),
    }


def _proposer(row: Modification, day: date) -> dict[str, str | None] | None:
    proposer = row.proposer_at(day)
    if proposer is None:
        return None
    return {"name": proposer.name, "organisation": proposer.organisation or proposer.on_behalf_of}


def _path(row: Modification, day: date) -> str | None:
    past = [chosen.path for chosen in row.paths if chosen.on <= day]
    return past[-1] if past else None


def _decision(deeds: Iterable[Proceeding], day: date) -> dict[str, str] | None:
    """The last decision by then, as an appeal left it. A Change Board recommendation decides nothing."""
    taken = [
        deed for deed in deeds if deed.deed in DECISIONS and deed.taken.on <= day and deed.basis != "recommendation"
    ]
    decision: dict[str, str] | None = None
    for deed in sorted(taken, key=lambda deed: deed.taken.on):
        outcome = _OUTCOME.get(deed.deed, deed.deed)
        if deed.deed == "appeal_overturned":
            outcome = _OPPOSITE.get(decision["outcome"], "rejected") if decision else "rejected"
        decision = {"outcome": outcome, "by": deed.body or "unknown", "on": deed.taken.on.isoformat()}
    return decision


def _implementations(
    parts: Iterable[Implementation], releases: Mapping[str, Release], day: date
) -> list[dict[str, Any]]:
    known = [part for part in parts if part.is_waiting_at(day) or part.is_implemented_at(day)]
    return [
        _implementation(part, releases, day) for part in sorted(known, key=lambda part: (part.part or 0, part.release))
    ]


def _implementation(part: Implementation, releases: Mapping[str, Release], day: date) -> dict[str, Any]:
    release = releases.get(f"release/{part.release}")
    own = part.move_at(day)
    planned_on = own.planned_on if own else (release.date_at(day) if release else None) or part.planned_on
    done = part.implemented if part.is_implemented_at(day) else None
    return {
        "part": part.part,
        "release": part.release,
        "planned_on": planned_on.isoformat() if planned_on else None,
        "implemented_on": done.on.isoformat() if done else None,
        "wd_after_approval": part.wd_after_approval,
        "sec_version": part.sec_version if done else None,
    }


def _evidence(row: Modification, parts: Iterable[Implementation], deeds: Iterable[Proceeding], day: date) -> list[str]:
    """The facts that had occurred by then, in the order of the stream."""
    steps: list[Step | Telling] = [telling for called in row.names for telling in called.tellings]
    steps += [*row.turns, *row.paths, *row.holds, *row.urgency, *([row.raised] if row.raised else [])]
    steps += [*row.titles, *row.taken_over, *row.analysts, *row.ties]
    steps += [step for part in parts for step in (part.assigned, *part.moves, part.implemented, part.left) if step]
    steps += [deed.taken for deed in deeds]
    ids = {id for step in steps if step.on <= day for id in step.evidence}
    return sorted(ids, key=lambda id: int(id.rpartition("#")[2]))


def by_stage(rows: RowSource, day: date) -> dict[str, int]:
    """How many modifications stand in each stage at the end of `day`."""
    count: dict[str, int] = defaultdict(int)
    for row in rows.of(REGISTER).values():
        if row.exists_at(day):
            count[row.stage_at(day)] += 1
    return dict(count)
