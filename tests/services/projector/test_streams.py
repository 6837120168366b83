"""Streams at hand spare the log; with none at hand the rows are the same."""

from collections.abc import Sequence

from services.projector.standing import standing_after
from services.projector.streams import StreamsAtHand
from shared.domain.codec import recorded
from shared.domain.recorded import StoredFact
from shared.readmodels import READ_MODELS
from tests.given import entries, stored

FACTS = stored(
    entries("""
    2020-03-02  MP106  ProposalNamed  label=MP106 title=Meters
    2020-03-03  MP107  ProposalNamed  label=MP107 title=Gateways
    2020-03-04  MP106  UrgencyRequested
    2020-03-05  MP106  ProposalWithdrawn
    """)
)


class Log:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, after: int, limit: int) -> Sequence[StoredFact]:
        raise AssertionError("only histories are asked for")

    def stored_history(self, stream: str) -> Sequence[StoredFact]:
        self.asked.append(stream)
        return [fact for fact in FACTS if fact.stream == stream]


def test_the_first_fact_of_a_stream_needs_no_log() -> None:
    log = Log()
    assert StreamsAtHand(READ_MODELS, log).before(FACTS[0]).told == ()
    assert log.asked == []


def test_a_stream_not_at_hand_is_read_from_the_log_up_to_the_fact() -> None:
    streams = StreamsAtHand(READ_MODELS, Log())
    assert [told.id for told in streams.before(FACTS[2]).told] == ["106#1"]
    assert [told.id for told in streams.before(FACTS[3]).told] == ["106#1", "106#2"]


def test_a_stream_at_hand_is_not_asked_for_again() -> None:
    log = Log()
    streams = StreamsAtHand(READ_MODELS, log)
    streams.keep("106", standing_after(READ_MODELS, [recorded(FACTS[0])]))
    assert [told.id for told in streams.before(FACTS[2]).told] == ["106#1"]
    assert log.asked == []
    streams.forget()
    streams.before(FACTS[2])
    assert log.asked == ["106"]


def test_streams_untouched_for_longest_make_room() -> None:
    log = Log()
    streams = StreamsAtHand(READ_MODELS, log, limit=2)
    streams.keep("106", standing_after(READ_MODELS, [recorded(FACTS[0]), recorded(FACTS[2])]))
    streams.keep("107", standing_after(READ_MODELS, [recorded(FACTS[1])]))
    streams.before(FACTS[3])
    assert log.asked == ["106"]
