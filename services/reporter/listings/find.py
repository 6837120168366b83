"""From what people type to one modification, and near ones where there is none."""

from collections.abc import Collection

from shared.domain.reference import ModificationRef


class UnknownModification(LookupError):
    """No fact speaks of the modification that was asked for. The message suggests near ones."""


def named(text: str) -> str:
    """The stream that any spelling names, `102b` too, known or not. Raises NotAReference."""
    return ModificationRef.parse(text.strip().upper()).stream


def unknown(text: str, streams: Collection[str]) -> UnknownModification:
    """What is to be said of one that is none of `streams`."""
    ref = ModificationRef.parse(named(text))
    near = _near(ref, streams)
    hint = f" Near ones: {', '.join(near)}." if near else " Nothing is recorded yet: import a paper or facts first."
    return UnknownModification(f"No fact speaks of {text.strip()} (stream {ref.stream}).{hint}")


def _near(ref: ModificationRef, streams: Collection[str]) -> list[str]:
    """Parts of the same number first (102A, 102B for 102), then the nearest numbers."""
    known = sorted(ModificationRef.parse(stream) for stream in streams)
    known.sort(key=lambda other: (other.number != ref.number, abs(other.number - ref.number)))
    return [other.stream for other in known[:3]]
