"""PURE. Whether a fact about a fact can stand: its target must be there, and must stay a possible fact."""

from pydantic import ValidationError

from services.ingest.fact_line import FactLine
from shared.domain.codec import NotAFact, placed
from shared.domain.facts import EvidenceAdded, FactCorrected, FactRetracted
from shared.domain.history import History, effective
from shared.domain.identity import identity_of
from shared.domain.reasons import first_reason
from shared.domain.recorded import Recorded


def mends(line: FactLine) -> bool:
    """Whether the fact speaks of another fact, so that the log must be asked before it is recorded."""
    return isinstance(line.entry.data, EvidenceAdded | FactCorrected | FactRetracted)


def check_mend(line: FactLine, history: History) -> None:
    """Raises NotAFact where the fact on the line cannot follow the history of its stream.

    One that the log has already may be told again. One that was exported names its target by an id of the log it
    comes from, so it must fall on the same id here.
    """
    identity = identity_of(line.entry)
    if any(identity_of(recorded.entry) == identity for recorded in history):
        return
    after = _following(line, history)
    if line.id and line.id != after.id:
        raise NotAFact(f"exported as {line.id}, it would be {after.id} here: the two logs have different ids")
    _check_target(line, history)
    try:
        effective((*history, after))
    except ValidationError as error:
        raise NotAFact(f"it would make the fact impossible: {first_reason(error)}") from None
    except ValueError as error:
        raise NotAFact(str(error)) from None


def _check_target(line: FactLine, history: History) -> None:
    of = getattr(line.entry.data, "of", None)
    if of not in {recorded.id for recorded in history}:
        raise NotAFact(f"it speaks of {of}, which is not in the log: record that fact first")


def _following(line: FactLine, history: History) -> Recorded:
    version = history[-1].version + 1 if history else 1
    position = history[-1].position + 1 if history else 1
    return placed(line.entry, position, line.entry.stream, version, line.entry.known_at)
