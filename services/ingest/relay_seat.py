"""The relay's seat where nobody else may sit: in one process, beside the projector."""

from collections.abc import Mapping


class SeatFromBookmarks:
    """`bookmarks` are the projector's, by partition: the topic is empty at each start, and what is projected already
    need not be carried again.
    """

    def __init__(self, bookmarks: Mapping[int, int]) -> None:
        self._positions = dict(bookmarks)

    def load(self) -> Mapping[int, int]:
        return self._positions

    def save(self, positions: Mapping[int, int], /) -> None:
        self._positions |= positions

    def close(self) -> None:
        """There is nobody to give it to."""
