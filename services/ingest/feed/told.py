"""What the stream of a source holds already, kept at hand: it grows with all that was ever set aside."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from shared.domain.facts import AnyFact, FeedConnected, FeedMappingFixed, QuarantineReplayed, TicketQuarantined
from shared.domain.recorded import Recorded


@dataclass(slots=True)
class SourceTold:
    """`version` is of the last fact; doors through which something came; the items that were set aside and not cured;
    the words that people have mapped."""

    version: int = 0
    doors: set[str] = field(default_factory=set)
    items: set[str] = field(default_factory=set)
    words: list[FeedMappingFixed] = field(default_factory=list)

    def tell(self, fact: AnyFact) -> None:
        self.version += 1
        match fact:
            case FeedConnected(door=door):
                self.doors.add(door)
            case TicketQuarantined(item=item):
                self.items.add(item)
            case QuarantineReplayed(item=item, reason=None):
                self.items.discard(item)
            case FeedMappingFixed() as word:
                self.words.append(word)
            case _:
                pass


class SourcesTold:
    """Of each stream, read once. `forget` what was not recorded after all, or was told by somebody else meanwhile."""

    def __init__(self, history: Callable[[str], Iterable[Recorded]]) -> None:
        self._history = history
        self._told: dict[str, SourceTold] = {}

    def of(self, stream: str) -> SourceTold:
        if (told := self._told.get(stream)) is None:
            told = self._told[stream] = SourceTold()
            for recorded in self._history(stream):
                told.tell(recorded.fact)
        return told

    def forget(self) -> None:
        self._told = {}

    def heed(self, versions: Callable[[Sequence[str]], Mapping[str, int]]) -> None:
        """What somebody else told of a source meanwhile counts from now on: it is read anew when it is asked for."""
        if self._told:
            now = versions(list(self._told))
            self._told = {stream: told for stream, told in self._told.items() if told.version == now[stream]}
