"""Lines one after another, some of which can be given back."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from shared.trail.leaf import Line


class LinesAhead:
    """Each line is given once, unless it was given back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._returned: deque[Line] = deque()

    def take(self, count: int) -> list[Line]:
        """The next ones, as many as there are."""
        first = [self._returned.popleft() for _ in range(min(count, len(self._returned)))]
        return first + list(islice(self._lines, count - len(first)))

    def give_back(self, lines: Sequence[Line]) -> None:
        """They come next, in their order."""
        self._returned.extendleft(reversed(lines))

    def upto(self, position: int) -> Iterator[Line]:
        """Those with positions not above that one."""
        while found := self.take(1):
            if found[0].position > position:
                self.give_back(found)
                return
            yield found[0]
