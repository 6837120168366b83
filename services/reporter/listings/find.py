"""From what people type to one modification, and near ones where there is none."""

from collections.abc import Collection
from difflib import get_close_matches

from shared.domain.reference import ModificationRef

_NEIGHBOURS, _ALIKE = 3, 2
_LIKENESS = 0.6
"""Of 0 to 1: two of three characters in their order, as in 120 for 102 or 12O for 120."""


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
    """Parts of the same number first (102A, 102B for 102), then the nearest numbers, then those typed much alike."""
    known = sorted(ModificationRef.parse(stream) for stream in streams)
    known.sort(key=lambda other: (other.number != ref.number, abs(other.number - ref.number)))
    alike = get_close_matches(ref.stream, [other.stream for other in known], _ALIKE, _LIKENESS)
    return list(dict.fromkeys((*(other.stream for other in known[:_NEIGHBOURS]), *alike)))
