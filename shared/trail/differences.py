"""From what differs between the log and its tree to what was done to it, place by place."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from shared.trail.finding import Finding
from shared.trail.guesses import WHOLE, column_of, hash_of, other_topic, other_version, taken_from
from shared.trail.leaf import Line

AT_MOST = 100
"""So many of each are guessed at; whoever changed more is found all the same, and told with fewer words."""


class Missing(NamedTuple):
    """The tree has a leaf for this position, and the log has no fact there."""

    position: int
    hash: bytes


class Extra(NamedTuple):
    """The log has a fact among others that were hashed, and the tree has no leaf for it."""

    position: int
    line: Line


class Differs(NamedTuple):
    """Both have something at this position, and not the same."""

    position: int
    hash: bytes
    line: Line


Difference = Missing | Extra | Differs


def explained(differences: Sequence[Difference], later: Sequence[Line], topics: Collection[str]) -> list[Finding]:
    """What happened at each place, in order of position. `later`: facts that the tree does not cover yet, among which
    one that was renumbered may be; `topics`: those that a fact may have had."""
    missing = [each for each in differences if isinstance(each, Missing)]
    extra = [each for each in differences if isinstance(each, Extra)]
    differing = [each for each in differences if isinstance(each, Differs)]
    here = [*(each.line for each in extra[:AT_MOST]), *(each.line for each in differing[:AT_MOST])]
    moved = list(_renumbered(missing[:AT_MOST], [*here, *later[:AT_MOST]]))
    left, taken = {each.position for each in moved}, {each.until for each in moved}
    found = [
        *moved,
        *(_deleted(each) for each in missing if each.position not in left),
        *(_inserted(each.line) for each in extra if each.position not in taken),
        *_exchanged(differing[:AT_MOST], topics),
        *(_changed(each) for each in differing[AT_MOST:]),
    ]
    return sorted(found, key=lambda each: each.position)


def _renumbered(missing: Sequence[Missing], lines: Sequence[Line]) -> Iterator[Finding]:
    for line in lines:
        for place, leaf in missing:
            if hash_of(line._replace(position=place)) == leaf:
                message = (
                    f"the fact that was recorded at position {place} ({_told(line)}) stands at {line.position} now"
                )
                yield Finding("renumbered", place, message, line.position)


def _deleted(gone: Missing) -> Finding:
    return Finding("deleted", gone.position, f"the fact that was recorded at position {gone.position} is gone")


def _inserted(line: Line) -> Finding:
    message = f"a fact ({_told(line)}) stands at position {line.position} that was not there when those after it were"
    return Finding("inserted", line.position, message)


def _exchanged(differing: Sequence[Differs], topics: Collection[str]) -> Iterator[Finding]:
    for one in differing:
        found = _where_it_is(one, differing)
        if found is None:
            yield _alone(one, topics)
            continue
        other, what, is_mutual = found
        if not is_mutual:
            yield Finding("renumbered", one.position, f"{what} of position {one.position} stands at {other} now", other)
        elif one.position < other:
            message = f"{what} of positions {one.position} and {other} were exchanged ({_told(one.line)})"
            yield Finding("swapped", one.position, message, other)


def _where_it_is(one: Differs, differing: Sequence[Differs]) -> tuple[int, str, bool] | None:
    """Where what stood at a position stands now, what of it, and whether it was exchanged for what stood there."""
    for other in differing:
        if other is not one and (what := taken_from(one.line, one.hash, other.line)):
            is_mutual = taken_from(other.line, other.hash, one.line) == what
            # Of a column alone, many facts have the same: one such shows nothing.
            if is_mutual or what == WHOLE:
                return other.position, what, is_mutual
    return None


def _alone(one: Differs, topics: Collection[str]) -> Finding:
    at = f"the fact at position {one.position} ({_told(one.line)})"
    if topic := other_topic(one.line, one.hash, topics):
        return Finding("retopicked", one.position, f"{at} was a {topic}, and was given another topic")
    if version := other_version(one.line, one.hash):
        return Finding("renumbered", one.position, f"{at} was version {version} of its stream")
    return _changed(one)


def _changed(one: Differs) -> Finding:
    column = column_of(one.line, one.hash)
    message = f"the fact at position {one.position} ({_told(one.line)}) is not as it was when it was recorded"
    return Finding("changed", one.position, f"{message}: its {column} was changed" if column else message)


def _told(line: Line) -> str:
    return f"{line.id}, {line.topic}"
