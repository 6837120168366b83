"""Why something from the feed was set aside: stable codes, each with what it means and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

ReasonCode = Literal[
    "not-json",
    "not-cloudevents",
    "schema-invalid",
    "unknown-source",
    "unknown-modification",
    "ambiguous-modification",
    "modification-closed",
    "type-unknown",
    "state-unmapped",
    "transition-illegal",
    "date-ambiguous",
    "date-impossible",
    "clock-skew",
    "revision-conflict",
    "revision-regressed",
    "target-out-of-range",
    "correction-unmatched",
    "encoding",
    "too-large",
    "handler-error",
]

MEANING: Mapping[ReasonCode, str] = {
    "not-json": "It is not JSON, or not strict JSON: have the sender repair it.",
    "not-cloudevents": "It is JSON, and no CloudEvent of the type that the feed takes: look at the envelope.",
    "schema-invalid": "A field is missing, unknown, or not of its type: the message names it.",
    "unknown-source": "No source of this name is configured: add it, or have the sender name a known one.",
    "unknown-modification": "No modification of this number is known: raise it first, then replay.",
    "ambiguous-modification": "It names more than one modification: have the sender make it two tickets.",
    "modification-closed": "The modification was decided or withdrawn before: look whether the ticket is of another.",
    "type-unknown": "It says neither Preliminary nor Impact Assessment: map the word, then replay.",
    "state-unmapped": "The state is no word of the mapping: map it, then replay; it is never guessed.",
    "transition-illegal": "The states follow each other in a way in which they cannot: look at the ticket's history.",
    "date-ambiguous": "A date can be read in two ways (03/04/20): have the sender write it as 2020-04-03.",
    "date-impossible": "Dates exclude each other, such as returned before accepted: have the sender correct them.",
    "clock-skew": "It says that it was changed in the future: look at the sender's clock.",
    "revision-conflict": "A revision came before with another content: a silent edit; both are kept.",
    "revision-regressed": "A later revision says that it was changed earlier: look at the ticket's history.",
    "target-out-of-range": "The target is not between 1 and 400 Working Days.",
    "correction-unmatched": "It corrects a revision that never came: have the sender send that one.",
    "encoding": "The text is not UTF-8: save the file as UTF-8.",
    "too-large": "It is larger than anything that a ticket needs.",
    "handler-error": "This program failed over it: the fingerprint tells where; replay after it is mended.",
}
assert MEANING.keys() == set(get_args(ReasonCode))


@dataclass(frozen=True, slots=True)
class Refused:
    """One thing set aside: the code, what was found and expected, and the JSON pointers of what is wrong."""

    code: ReasonCode
    message: str
    pointers: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What groups it with others of its kind: the code and the places, without the values."""
        return "|".join((self.code, *self.pointers))


@dataclass(frozen=True, slots=True)
class Ignored:
    """Other people's work in the same table: counted, not set aside."""

    why: str
