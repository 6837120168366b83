"""SEC Releases, and the modifications that they implement, whole or in parts."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from shared.domain.facts.base import Fact
from shared.domain.streams import StreamKind

ReleaseName = Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}|standalone/[0-9]{4}-[0-9]{2}-[0-9]{2})$")]
"""`2020-11`, or `standalone/2020-05-27`. A release's name is not its month: June 2020 went live on 6 May."""
Part = Annotated[int, Field(ge=1, le=99)]


class ReleasePlanned(Fact):
    """It is to go live on `planned_on`."""

    BELONGS_TO: ClassVar[StreamKind | None] = "release"

    planned_on: date

    def says(self) -> str:
        return self.planned_on.isoformat()


class ReleaseDateChanged(Fact):
    """It was moved."""

    BELONGS_TO: ClassVar[StreamKind | None] = "release"

    was_on: date | None = None
    planned_on: date

    def says(self) -> str:
        return self.planned_on.isoformat()


class ReleaseWentLive(Fact):
    """It went live on the entry's day."""

    BELONGS_TO: ClassVar[StreamKind | None] = "release"


class ReleaseAssigned(Fact):
    """The approved modification, or a part of it, is to be implemented in `release`."""

    release: ReleaseName
    part: Part | None = None
    planned_on: date | None = None

    def says(self) -> str:
        return f"{self.release}|{self.part or ''}"


class ProposalImplemented(Fact):
    """It, or a part of it, is in the Code from the entry's day on."""

    release: ReleaseName
    part: Part | None = None

    def says(self) -> str:
        return f"{self.release}|{self.part or ''}"
