"""What every fact shares: frozen, closed to unknown fields, named in the past tense, versioned by its name."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from shared.domain.streams import StreamKind


class Fact(BaseModel):
    """Something that happened. Its class name and VERSION are stored for ever; its Python path never is."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    VERSION: ClassVar[int] = 1
    BELONGS_TO: ClassVar[StreamKind | None] = "modification"
    """The kind of stream that may hold it; None where any may."""
    OF_AN_ASSESSMENT: ClassVar[bool] = False
    """True where the fact speaks of one PA or IA, whose kind and number stand beside it in the entry."""

    def says(self) -> str:
        """What tells this fact from another of its type, stream and day. Part of its identity, so it never changes."""
        return ""

    @classmethod
    def topic(cls) -> str:
        """The public name under which the fact is stored and carried: `AssessmentReturned/1`."""
        return f"{cls.__name__}/{cls.VERSION}"
