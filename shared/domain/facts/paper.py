"""The Change Status Report as a thing of its own: planned, stating figures, commented on, issued."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from shared.domain.facts.base import Fact
from shared.domain.streams import StreamKind


class PaperFact(Fact):
    """What all of them share: the month of the paper is its stream, `paper/2020-06`."""

    BELONGS_TO: ClassVar[StreamKind | None] = "paper"


class Attachment(BaseModel):
    """`Appendix A`, and what it is."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    name: str
    title: str


class PaperPlanned(PaperFact):
    """The head of a paper, and the days it covers. Windows include both their ends.

    `news_from`..`news_to`: what is new. `stats_to`: the last day of the statistics, a month's end.
    """

    paper_ref: str
    panel_on: date | None = None
    action: str
    classification: str
    author: str
    team: str
    issued_on: date
    attachments: tuple[Attachment, ...] = ()
    news_from: date | None = None
    news_to: date | None = None
    stats_to: date | None = None

    def says(self) -> str:
        return self.paper_ref


class FigureStated(PaperFact):
    """A figure that the paper prints: `proposals.open.mean_wd`, 279, `WD`."""

    name: Annotated[str, Field(min_length=1)]
    value: int
    unit: str = ""

    def says(self) -> str:
        return self.name


class CommentaryWritten(PaperFact):
    """The analyst's own words, in Markdown, for the section `section`, after what `about` names."""

    section: str
    about: str | None = None
    text: Annotated[str, Field(min_length=1)]

    def says(self) -> str:
        return f"{self.section}|{self.about or ''}|{self.text}"
