"""SEC Releases, and the modifications that they implement, whole or in parts."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from shared.domain.facts.base import Fact
from shared.domain.streams import StreamKind

ReleaseName = Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}|standalone/[0-9]{4}-[0-9]{2}-[0-9]{2})$")]
"""`2020-11`, or `standalone/2020-05-27`. A release's name is not its month: June 2020 went live on 6 May."""
Part = Annotated[int, Field(ge=1, le=99)]
Text = Annotated[str, Field(min_length=1)]


class ReleasePlanned(Fact):
    """It is to go live on `planned_on`."""

    BELONGS_TO: ClassVar[StreamKind | None] = "release"

    planned_on: date

    def says(self) -> str:
        return self.planned_on.isoformat()


class ReleaseDateChangeRequested(Fact):
    """The Panel asked the Authority to have it moved to `planned_on`."""

    BELONGS_TO: ClassVar[StreamKind | None] = "release"

    planned_on: date
    reason: Text

    def says(self) -> str:
        return self.planned_on.isoformat()


class ReleaseDateChangeApproved(Fact):
    """The Authority approved `planned_on`; up to `flex_to` the Panel may move it by itself."""

    BELONGS_TO: ClassVar[StreamKind | None] = "release"

    planned_on: date
    flex_to: date | None = None

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

    sec_version: Text | None = None


class ReleaseAssigned(Fact):
    """The approved modification, or a part of it, is to be implemented in `release`: in no other from that day on.

    `wd_after_approval` is the rule by which the day was set: "one Working Day following approval".
    """

    release: ReleaseName
    part: Part | None = None
    planned_on: date | None = None
    wd_after_approval: Annotated[int, Field(ge=0, le=999)] | None = None

    def says(self) -> str:
        return f"{self.release}|{self.part or ''}"


class ImplementationDateChanged(Fact):
    """It, or a part of it, is to be implemented on another day of the same release."""

    release: ReleaseName
    part: Part | None = None
    planned_on: date
    reason: Text | None = None

    def says(self) -> str:
        return f"{self.release}|{self.part or ''}|{self.planned_on.isoformat()}"


class ImplementationCancelled(Fact):
    """It, or a part of it, is no longer to be implemented in `release`."""

    release: ReleaseName
    part: Part | None = None
    reason: Text

    def says(self) -> str:
        return f"{self.release}|{self.part or ''}"


class ProposalImplemented(Fact):
    """It, or a part of it, is in the Code from the entry's day on, by the version `sec_version` of the Code."""

    release: ReleaseName
    part: Part | None = None
    sec_version: Text | None = None

    def says(self) -> str:
        return f"{self.release}|{self.part or ''}"
