"""The words that people have mapped, over those that a source is configured with."""

from collections.abc import Iterable
from dataclasses import replace

from shared.domain.facts import AnyFact, FeedMappingFixed
from shared.feed.take import Words


def mapped(words: Words, told: Iterable[AnyFact]) -> Words:
    """What was mapped last counts. `told` are facts of the source, in order."""
    for fact in told:
        match fact:
            case FeedMappingFixed(field="state", word=word, meaning=meaning):
                words = replace(words, states={**words.states, word: meaning})
            case FeedMappingFixed(field="assessment_type", word=word, meaning=meaning):
                words = replace(words, assessment_types={**words.assessment_types, word: meaning})
            case FeedMappingFixed(field="hold_reason", word=word, meaning=meaning):
                words = replace(words, hold_reasons={**words.hold_reasons, word: meaning})
            case _:
                pass
    return words
