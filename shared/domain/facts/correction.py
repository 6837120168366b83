"""Facts about facts. Nothing stored is edited: what was wrong is mended by what is said after it."""

import json
from typing import Annotated, Any, ClassVar

from pydantic import Field

from shared.domain.facts.base import Fact
from shared.domain.streams import StreamKind

FactId = Annotated[str, Field(pattern=r"^.+#[1-9]\d*$")]
"""`106#4`: stream and version."""
Reason = Annotated[str, Field(min_length=1)]


class FactAboutFact(Fact):
    """What all of them share: they stand in the stream of the fact they speak of, whatever its kind."""

    BELONGS_TO: ClassVar[StreamKind | None] = None


class EvidenceAdded(FactAboutFact):
    """A further source says what the fact `of`, in the same stream, says. The source is the entry's."""

    of: FactId

    def says(self) -> str:
        return self.of


class CorrectionProposed(FactAboutFact):
    """Somebody found the fact `of` wrong: in the fields of `now`, or wholly (None). Somebody else is to agree."""

    of: FactId
    now: dict[str, Any] | None = None
    reason: Reason

    def says(self) -> str:
        return f"{self.of}|{json.dumps(self.now, sort_keys=True, ensure_ascii=False)}"


class CorrectionRefused(FactAboutFact):
    """The correction that `proposal` proposes was not agreed to."""

    proposal: FactId
    reason: Reason

    def says(self) -> str:
        return self.proposal


class FactCorrected(FactAboutFact):
    """The fact `of`, in the same stream, was wrong in these fields. `now` holds the new values, by field.

    Field names are those of the fact's own JSON: `occurred_on`, or one of `data`. `proposal` is the fact by which
    somebody else proposed it, where it went that way.
    """

    of: FactId
    now: dict[str, Any]
    reason: Reason
    proposal: FactId | None = None

    def says(self) -> str:
        return f"{self.of}|{json.dumps(self.now, sort_keys=True, ensure_ascii=False)}"


class FactRetracted(FactAboutFact):
    """The fact `of`, in the same stream, should not have been recorded."""

    of: FactId
    reason: Reason
    proposal: FactId | None = None

    def says(self) -> str:
        return self.of
