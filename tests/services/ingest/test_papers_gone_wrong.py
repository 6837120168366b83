"""Whatever happens to a paper's text, it is refused as no paper or taken with an account: it never crashes."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

import pytest

from services.ingest.from_paper import Imported, facts_of
from services.ingest.papers import JUNE_2020, bundled
from shared.domain.recorded import Recorded
from shared.papers.decode import NotAPaper, text_of
from shared.papers.read import read
from tests.services.ingest.given import recorded

LINES = text_of(bundled(JUNE_2020)).split("\n")


@pytest.fixture(scope="module")
def log(june: Imported) -> Mapping[str, Sequence[Recorded]]:
    streams = defaultdict(list)
    for each in recorded(june.entries):
        streams[each.stream].append(each)
    return streams


def spoilt(seed: int) -> str:
    """The paper with one line lost, doubled, moved, misspelt, cut off or shuffled."""
    chance, lines = random.Random(seed), list(LINES)
    at = chance.choice([number for number, text in enumerate(lines) if text.strip()])
    text = lines[at]
    spot = chance.randrange(len(text))
    lines[at : at + 1] = chance.choice(
        [
            [],
            [text, text],
            [chance.choice(LINES), text],
            [text[:spot] + chance.choice("0123456789 \t'[]().,–-Z") + text[spot + 1 :]],
            [text[:spot]],
            [" ".join(chance.sample(words, len(words)))] if (words := text.split()) else [],
        ]
    )
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(40))
def test_a_spoilt_line_is_accounted_for(seed: int, log: Mapping[str, Sequence[Recorded]]) -> None:
    try:
        taken = facts_of(read(spoilt(seed)), lambda stream: log.get(stream, ()))
    except NotAPaper as refused:
        assert "\n" not in str(refused)
        return
    assert len(taken.entries) > 120  # a table that loses its heading loses all its rows
    assert all(line.why for line in taken.not_understood)
    assert all("\n" not in finding.message for finding in taken.findings)


def test_the_unspoilt_paper_is_taken_whole_beside_its_own_log(log: Mapping[str, Sequence[Recorded]]) -> None:
    taken = facts_of(read("\n".join(LINES)), lambda stream: log.get(stream, ()))
    assert (len(taken.entries), taken.not_understood, taken.findings) == (163, (), ())
