"""PURE. The decision trail of one modification, made of its rows, its facts, and their proofs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from services.reporter import words
from services.reporter.listings.find import named, unknown
from services.reporter.listings.register import one
from services.reporter.listings.trail import trail
from services.reporter.listings.words import in_words
from services.reporter.rows import RowsOfOne
from services.reporter.trail_document.document import Particular, Proof, Step, TrailDocument
from services.reporter.trail_document.stages import stages
from services.reporter.trail_document.votes import ballots, casts
from shared.domain.facts import FactRetracted
from shared.domain.history import MENDING, effective
from shared.domain.recorded import Recorded
from shared.readmodels import PROBLEMS, REGISTER
from shared.trail.leaf import Line, leaf_hash


class Held(NamedTuple):
    """What the tree of a log holds of the facts, by position, and the signed checkpoint of that tree."""

    checkpoint: str
    position: int
    proofs: Mapping[int, Proof]


def proof(line: Line, index: int, path: Sequence[bytes]) -> Proof:
    return Proof(line, index, leaf_hash(line), tuple(path))


def trail_document(text: str, source: RowsOfOne, history: Sequence[Recorded], day: date, held: Held) -> TrailDocument:
    """Of the modification that `text` names, whose stream's history is given. Raises UnknownModification."""
    stream = named(text)
    rows = source.rows(stream)
    if not history or stream not in rows.of(REGISTER):
        raise unknown(text, source.rows().of(REGISTER))
    found, row, problem = one(text, source, day), rows.of(REGISTER)[stream], rows.of(PROBLEMS).get(stream)
    standing = [told for told in effective(_by_then(history, day)) if told.day <= day]
    return TrailDocument(
        ref=found["ref"],
        title=found["title"],
        day=day,
        position=held.position,
        header=_header(found, standing),
        about=_about(found, problem.text if problem and problem.opened_on <= day else None),
        stages=stages(row, day),
        ballots=ballots(standing),
        casts=casts(standing),
        steps=tuple(_steps(history, standing, day, held)),
        checkpoint=held.checkpoint,
    )


def _by_then(history: Iterable[Recorded], day: date) -> list[Recorded]:
    """Without what was mended later; of the rest all, so that whatever is mended is there."""
    return [told for told in history if told.day <= day or type(told.fact) not in MENDING]


def _header(found: Mapping[str, Any], standing: Sequence[Recorded]) -> tuple[Particular, ...]:
    """In the order of the Code's own pages."""
    proposer, decision = found["proposer"], found["decision"]
    last = max((told.day for told in standing), default=None)
    return (
        Particular("proposer", "Proposer", ", ".join(filter(None, proposer.values())) if proposer else None),
        Particular("lead_analyst", "Lead analyst", found["lead_analyst"]),
        Particular("raised_on", "Date raised", _day(found["raised_on"])),
        Particular("stage", "Stage", found["stage"].replace("_", " ")),
        Particular("implementation", "Implementation date", _implementation(found["implementations"])),
        Particular("latest_update", "Latest update", last),
        Particular("decision", "Decision", _decision(decision) if decision else None),
        Particular("also_called", "Also called", ", ".join(_others(found)) or None),
    )


def _others(found: Mapping[str, Any]) -> list[str]:
    return [alias for alias in found["aliases"] if alias != found["ref"]]


def _about(found: Mapping[str, Any], problem: str | None) -> tuple[Particular, ...]:
    told = found["particulars"] or {}
    impacts = told.get("impacts") or {"party_categories": (), "documents": ()}
    parties = ", ".join(party.replace("_", " ") for party in impacts["party_categories"])
    return (
        Particular("issue", "What is the issue?", problem),
        Particular("solution", "What is the solution?", told.get("solution")),
        Particular("impacted", "Who is impacted?", parties or None),
        Particular("documents", "What SEC documents are affected?", ", ".join(impacts["documents"]) or None),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _implementation(parts: Sequence[Mapping[str, Any]]) -> str | None:
    return "; ".join(map(_part, parts)) or None


def _part(part: Mapping[str, Any]) -> str:
    done, planned = part["implemented_on"], part["planned_on"]
    when = f"planned for {_in_words(planned)}" if planned else "no date yet"
    when = f"implemented on {_in_words(done)}" if done else when
    number = f"part {part['part']}: " if part["part"] else ""
    name = part["release"]
    return f"{number}{when}, {'a standalone release' if name.startswith('standalone/') else f'release {name}'}"


def _decision(decision: Mapping[str, str]) -> str:
    outcome, by = (decision[name].replace("_", " ") for name in ("outcome", "by"))
    return f"{outcome} by the {by.title()} on {_in_words(decision['on'])}"


def _in_words(day: str) -> str:
    return words.day(date.fromisoformat(day))


def _steps(history: Sequence[Recorded], standing: Sequence[Recorded], day: date, held: Held) -> Iterable[Step]:
    now = {told.id: told for told in standing if told.corrected_by}
    gone = {told.fact.of for told in history if isinstance(told.fact, FactRetracted) and told.day <= day}
    for step in trail(history, day):
        stands = "nothing: it was retracted" if step["id"] in gone else _stands(now.get(step["id"]))
        yield Step(step, stands, held.proofs[step["position"]])


def _stands(told: Recorded | None) -> str | None:
    if told is None:
        return None
    return f"{in_words(told)}, {'on' if told.exact else 'by'} {words.day(told.day)}"
