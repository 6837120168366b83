"""How the page calls places, marks and lists."""

from collections.abc import Iterable, Mapping

from shared.process.rule import Place
from shared.process.settings import Sureness

MARKS: Mapping[Sureness, str] = {
    "S": "the published paper of June 2020 says it",
    "P": "a public page says it",
    "C": "it follows from what happened, or from how the system works",
    "K": "general knowledge of Section D, which could not be checked against the legal text",
}
_PLACES: Mapping[Place, str] = {
    "unknown": "not known yet",
    "none": "not asked for",
    "any": "any",
    "out_for_mrc": "out for MRC",
    "awaiting_change_board": "awaiting Change Board",
    "with_authority": "with Authority",
    "ready_for_panel": "ready for Panel",
    "in_refinement": "in Refinement",
    "ready_for_report": "ready for Report Phase",
    "critical_friend_review": "critical friend review",
    "draft_proposal": "Draft Proposal",
}


def place(of: Place) -> str:
    """`in_refinement` is `in Refinement`."""
    return _PLACES.get(of, of.replace("_", " "))


def listed(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def lines_of(words: str, longest: int) -> tuple[str, ...]:
    """Parted between words into lines of at most so many characters, where the words allow it."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)
