"""A paper that was built, issued and restated: out of what it was made, and the hash of every file of it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from shared.domain.facts.paper import PaperFact

Text = Annotated[str, Field(min_length=1)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

_PART = ConfigDict(defer_build=True, frozen=True, extra="forbid")


class PaperInputs(BaseModel):
    """What a paper is made out of, beside the facts and its month: the same give the same bytes for ever."""

    model_config = _PART

    position: Annotated[int, Field(ge=0)]
    known_at: AwareDatetime | None = None
    news_from: date
    news_to: date
    stats_to: date
    day_count: Text
    beside: Text | None = None
    calendar: Text
    rules: Text
    template: Text


class IssuedFormat(BaseModel):
    """One file of a paper: the name of its format, such as `pdf`, and what tells its bytes."""

    model_config = _PART

    format: Text
    sha256: Sha256
    size_bytes: Annotated[int, Field(ge=0)]


class AcceptedFinding(BaseModel):
    """What a check found, and why the paper was issued all the same."""

    model_config = _PART

    rule: Text
    message: Text
    reason: Text


class FigureChange(BaseModel):
    """A figure that is another than before, and the facts that made it so.

    R1: told late. R2: calculated anew. R3: by another rule. C: corrected.
    """

    model_config = _PART

    figure: Text
    before: str
    after: str
    kind: Literal["R1", "R2", "R3", "C"]
    facts: tuple[str, ...]


class ReportBuilt(PaperFact):
    """Somebody built the paper, looked at it, and stands by it: `edition` is empty for the original."""

    paper_ref: Text
    edition: str = ""
    inputs: PaperInputs
    formats: tuple[IssuedFormat, ...]

    def says(self) -> str:
        return f"{self.edition}|{self.inputs.position}"


class ReportIssued(PaperFact):
    """The paper as it went out, with the checkpoint of the log that it prints. `built` is the fact that built it."""

    paper_ref: Text
    edition: str = ""
    inputs: PaperInputs
    checkpoint: Text
    formats: tuple[IssuedFormat, ...]
    accepted: tuple[AcceptedFinding, ...] = ()
    built: Text

    def says(self) -> str:
        return self.edition


class ReportRestated(PaperFact):
    """The paper issued once more beside the one that it `restates`, which stays; with what is different and why."""

    paper_ref: Text
    edition: Annotated[str, Field(pattern=r"^R[1-9][0-9]*$")]
    inputs: PaperInputs
    checkpoint: Text
    formats: tuple[IssuedFormat, ...]
    accepted: tuple[AcceptedFinding, ...] = ()
    built: Text
    restates: Text
    changes: tuple[FigureChange, ...] = ()

    def says(self) -> str:
        return self.edition
