"""PURE. Whether a fact about a fact can stand: its target must be there, and must stay a possible fact."""

from pydantic import ValidationError

from services.ingest.fact_line import FactLine
from shared.domain.codec import NotAFact, placed
from shared.domain.facts import (
    CorrectionProposed,
    CorrectionRefused,
    EvidenceAdded,
    FactCorrected,
    FactRetracted,
)
from shared.domain.history import History, effective
from shared.domain.identity import identity_of
from shared.domain.reasons import first_reason
from shared.domain.recorded import Recorded
from shared.domain.superseding import contradicted


def mends(line: FactLine) -> bool:
    """Whether the fact speaks of another fact, so that the log must be asked before it is recorded."""
    return isinstance(
        line.entry.data, EvidenceAdded | CorrectionProposed | CorrectionRefused | FactCorrected | FactRetracted
    )


def check_mend(line: FactLine, history: History) -> None:
    """Raises NotAFact where the fact on the line cannot follow the history of its stream.

    One that the log has already may be told again; a correction that contradicts another one names it. One that was
    exported names its target by an id of the log it comes from, so it must fall on the same id here.
    """
    identity = identity_of(line.entry)
    if any(identity_of(recorded.entry) == identity for recorded in history):
        return
    after = _following(line, history)
    if line.id and line.id != after.id:
        raise NotAFact(f"exported as {line.id}, it would be {after.id} here: the two logs have different ids")
    _check_targets(line, history)
    said = line.entry.data
    if isinstance(said, FactCorrected) and (why := contradicted(history, said.of, said.now, said.reason)):
        raise NotAFact(why)
    try:
        effective((*history, after))
    except ValidationError as error:
        raise NotAFact(f"it would make the fact impossible: {first_reason(error)}") from None
    except ValueError as error:
        raise NotAFact(str(error)) from None


def _check_targets(line: FactLine, history: History) -> None:
    """Of what it mends, and of the proposal that it settles."""
    there = {recorded.id for recorded in history}
    for of in (getattr(line.entry.data, "of", None), getattr(line.entry.data, "proposal", None)):
        if of is not None and of not in there:
            raise NotAFact(f"it speaks of {of}, which is not in the log: record that fact first")


def _following(line: FactLine, history: History) -> Recorded:
    version = history[-1].version + 1 if history else 1
    position = history[-1].position + 1 if history else 1
    return placed(line.entry, position, line.entry.stream, version, line.entry.known_at)
