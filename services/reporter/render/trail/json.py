"""PURE. A decision trail as JSON, with every proof whole. Its keys are promised; more may come beside them.

A fact's `line` has the columns that its leaf is the hash of, as a bundle has them (docs/verify.md).
"""

from base64 import b64encode
from json import dumps
from typing import Any

from services.reporter.trail_document.document import Ballot, Cast, Particular, Proof, StageReached, TrailDocument

JsonObject = dict[str, Any]


def json(document: TrailDocument) -> bytes:
    return (dumps(as_json(document), ensure_ascii=False, indent=2) + "\n").encode()


def as_json(document: TrailDocument) -> JsonObject:
    return {
        "ref": document.ref,
        "title": document.title,
        "as_of": document.day.isoformat(),
        "position": document.position,
        "header": _particulars(document.header),
        "about": _particulars(document.about),
        "stages": list(map(_stage, document.stages)),
        "ballots": list(map(_ballot, document.ballots)),
        "casts": list(map(_cast, document.casts)),
        "steps": [step.told | {"stands": step.stands, "proof": proof_json(step.proof)} for step in document.steps],
        "checkpoint": document.checkpoint,
    }


def proof_json(proof: Proof) -> JsonObject:
    line = proof.line._asdict()
    told = {"identity": proof.line.identity.hex() or None, "state": base64(proof.line.state)}
    return {
        "index": proof.index,
        "leaf": base64(proof.leaf),
        "path": list(map(base64, proof.path)),
        "line": line | told,
    }


def base64(data: bytes) -> str:
    return b64encode(data).decode()


def _particulars(of: tuple[Particular, ...]) -> JsonObject:
    return {each.key: each.value if isinstance(each.value, str | None) else each.value.isoformat() for each in of}


def _stage(stage: StageReached) -> JsonObject:
    since = stage.since.isoformat() if stage.since else None
    return {"stage": stage.stage, "progress": stage.progress, "since": since, "exact": stage.exact}


def _ballot(ballot: Ballot) -> JsonObject:
    votes = [
        {
            "category": votes.category,
            "approve": votes.approve,
            "reject": votes.reject,
            "abstain": votes.abstain,
            "outcome": votes.outcome,
        }
        for votes in ballot.votes
    ]
    return {
        "on": ballot.on.isoformat(),
        "exact": ballot.exact,
        "what": ballot.what,
        "votes": votes,
        "facts": list(ballot.facts),
    }


def _cast(cast: Cast) -> JsonObject:
    return {
        "meeting_on": cast.on.isoformat(),
        "member": cast.member,
        "category": cast.category,
        "choice": cast.choice,
        "facts": list(cast.facts),
    }
