"""What became of commands, for people and for programs."""

import sys
from collections.abc import Iterable
from typing import Any

from services.cli.output import put_json, put_table, tell
from services.ingest.bulk import Answer, Unread, Withheld
from services.ingest.weighing import Accepted, Asked, Conflict, Outcome, Planned
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.reference import ModificationRef
from shared.domain.streams import kind_of
from shared.process.place import meeting_place, release_place
from shared.process.refusal import Refusal
from shared.process.standing import Standing

_DRAFTS = ("critical_friend_review", "draft_proposal", "ready_for_panel")


def put_outcome(asked: Asked, outcome: Planned | Outcome, standing: Standing, json: bool) -> None:
    """What was recorded and how its subject stands now, on stdout; a refusal in words, on stderr."""
    if json:
        put_json(outcome_json(asked, outcome) | {"now": how_it_stands(standing)})
    match outcome:
        case Accepted(facts=facts, again=again) if not json:
            rows = [(told.id, told.day, type(told.fact).__name__, _said(told.entry)) for told in facts]
            put_table("Recorded before" if again else "Recorded", ("Fact", "Day", "What", ""), rows)
            print(f"\n{how_it_stands(standing)}")
        case Planned(entries=entries) if not json:
            rows_ = [(told.stream, told.day, told.type, _said(told)) for told in entries]
            put_table("Would be recorded", ("Stream", "Day", "What", ""), rows_)
        case Refusal():
            tell(f"secchange: refused: {outcome}")
        case Conflict():
            tell(f"secchange: conflict: {outcome}")
        case _:
            pass


def put_answers(name: str, answers: Iterable[Answer], json: bool) -> bool:
    """One line for each answer, as it comes; as JSON all of them together. Whether every one was taken."""
    told, not_taken, count = [], 0, 0
    for answer in answers:
        count += 1
        not_taken += not answer.is_taken
        if json:
            told.append(answer_json(answer))
        else:
            print(_in_one_line(name, answer), file=sys.stdout if answer.is_taken else sys.stderr)
    if json:
        put_json(told)
    else:
        print(f"{count - not_taken:,} carried out, {not_taken:,} not")
    return not not_taken


def answer_json(answer: Answer) -> dict[str, Any]:
    """One line of a bulk text and what became of it."""
    return {"line": answer.line} | _told(answer.asked, answer.outcome)


def outcome_json(asked: Asked, outcome: Planned | Outcome) -> dict[str, Any]:
    """One command and what became of it."""
    return _told(asked, outcome)


def how_it_stands(standing: Standing) -> str:
    """Where the subject of a command is now, in a sentence."""
    match kind_of(standing.stream):
        case "modification":
            return f"{_modification(standing)} (version {standing.version})."
        case "meeting":
            return f"{standing.stream} is {meeting_place(standing)} (version {standing.version})."
        case "release":
            return f"{standing.stream} is {release_place(standing)} (version {standing.version})."
        case _:
            return f"{standing.stream} is at version {standing.version}."


def _modification(standing: Standing) -> str:
    ref = ModificationRef.parse(standing.stream)
    label = ref.label("DP" if standing.state in _DRAFTS else ref.own_series)
    since = f" since {standing.since}" if standing.turns else ""
    told = [f"{label} is {_words(standing.state)}{since}"]
    told += ["on hold"] if standing.is_on_hold else []
    told += ["urgent"] if standing.is_urgent else []
    told += [f"path {_words(standing.path)}"] if standing.path else []
    told += [f"{row.kind} {row.n} {row.turns[-1].state}" for row in standing.assessments.values() if row.turns]
    return ", ".join(told)


def _told(asked: Asked | None, outcome: object) -> dict[str, Any]:
    of = (
        {"command": asked.command.name, "stream": asked.command.stream, "command_id": asked.command_id} if asked else {}
    )
    match outcome:
        case Accepted(facts=facts, version=version, state=state, again=again):
            ids = [{"id": told.id, "type": type(told.fact).__name__, "on": told.day.isoformat()} for told in facts]
            return of | {"outcome": "accepted", "again": again, "facts": ids, "version": version, "state": state}
        case Planned(entries=entries):
            would = [{"stream": told.stream, "type": told.type, "on": told.day.isoformat()} for told in entries]
            return of | {"outcome": "allowed", "facts": would}
        case Refusal(code=code, message=message, clause=clause, allowed=allowed):
            more = {"code": code, "message": message, "clause": clause, "allowed": list(allowed)}
            return of | {"outcome": "refused"} | more
        case Conflict(expected=expected, version=version, state=state):
            more_ = {"expected": expected, "version": version, "state": state, "message": str(outcome)}
            return of | {"outcome": "conflict"} | more_
        case Withheld():
            return of | {"outcome": "withheld", "message": str(outcome)}
        case _:
            return of | {"outcome": "unread", "message": str(outcome)}


def _in_one_line(name: str, answer: Answer) -> str:
    what = f"{answer.asked.command.name} of {answer.asked.command.stream}: " if answer.asked else ""
    match answer.outcome:
        case Accepted(facts=facts, again=again):
            said = f"{'recorded before' if again else 'recorded'} {', '.join(told.id for told in facts)}"
        case Refusal():
            said = f"refused: {answer.outcome}"
        case Conflict():
            said = f"conflict: {answer.outcome}"
        case Withheld() | Unread():
            said = f"not recorded: {answer.outcome}"
    return f"{name}:{answer.line}: {what}{said}"


def _said(entry: Entry[AnyFact]) -> str:
    told = entry.data.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    named = {"kind": entry.kind, "n": entry.n} if entry.kind else {}
    return ", ".join(f"{_words(name)} {_value(value)}" for name, value in (named | told).items())


def _value(value: object) -> str:
    match value:
        case dict():
            return " ".join(f"{_words(str(name))} {_value(inner)}" for name, inner in value.items())
        case list():
            return "; ".join(map(_value, value))
        case _:
            text = str(value)
            return text if len(text) <= 80 else f"{text[:79]}…"


def _words(text: str) -> str:
    return text.replace("_", " ")
