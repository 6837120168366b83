"""However the facts of a stream come, one by one or many at once, they make the versions that the plain way makes."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

import pytest

from services.projector.standing import Standing
from services.projector.versions import StreamChanges, versions_of
from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.domain.recorded import StoredFact
from shared.readmodels import READ_MODELS
from tests import given
from tests.projected import Kept, versions_of_the_log

LIFE = """
    2020-03-02  MP106  ProposalRaised  label=DP106 title="Smart meters" proposer.name=Someone
    2020-03-04  MP106  ProposalNamed  label=DP106 title="Smart meters"
    2020-03-06  MP106  ReadinessDetermined  outcome=ready mode=meeting
    2020-03-06  MP106  ProposalConverted  route=refinement
    2020-03-06  MP106  PathDetermined  path=self_governance
    2020-03-06  MP106  SolutionChanged  summary="Meters, but smart"
    2020-03-09  MP106  WorkingGroupDiscussed  meeting_on=2020-03-09
    2020-03-09  MP106  ConsultationPlanned  type=refinement week_commencing=2020-03-16
    2020-03-09  MP106  AssessmentRequested  PA 1
    2020-03-09  MP106  AssessmentAccepted  PA 1  target_wd=15
    2020-03-10  MP106  AssessmentClockStopped  PA 1  reason=awaiting_clarification
    2020-03-12  MP106  SolutionChanged  summary="Meters, but smarter"
"""
"""Some lead it on, some are shown of it, and some neither; several are of one day, in the order of the process."""


def test_a_command_of_the_same_day_puts_what_was_observed_before_into_the_order_in_which_it_was_recorded() -> None:
    observed = told(
        "2020-03-02  MP106  ProposalRaised  label=DP106 title=Meters proposer.name=Someone",
        "2020-03-06  MP106  ProposalConverted  route=refinement",
        "2020-03-06  MP106  ReadinessDetermined  outcome=ready mode=meeting",
    )
    path = commanded(told("2020-03-06  MP106  PathDetermined  path=self_governance")[0])
    facts = given.stored([*observed, path])
    assert turns_of(facts[:3]) == ["draft_proposal", "ready_for_panel", "in_refinement"]
    assert turns_of(facts) == ["draft_proposal", "in_refinement"]
    assert one_by_one(facts) == the_plain_way(facts)


@pytest.mark.parametrize("seed", range(60))
def test_one_by_one_or_many_at_once(seed: int) -> None:
    facts = given.stored(made_up(Random(seed)))
    expected = the_plain_way(facts)
    assert one_by_one(facts) == expected
    assert in_cuts(facts, [len(facts)]) == expected
    middle = len(facts) // 2
    assert in_cuts(facts, [middle, len(facts)]) == expected


@pytest.mark.parametrize("number", [1, 5, 9])
def test_what_goes_before_a_fact_that_cannot_be_read_is_made_as_if_nothing_followed(number: int) -> None:
    facts = list(given.stored(made_up(Random(7))))
    expected = the_plain_way(facts[: number - 1])
    sick = facts[number - 1]
    facts[number - 1] = StoredFact(sick.position, sick.stream, sick.version, sick.topic, sick.recorded_at, b"{}")
    standing, changes, reason = versions_of(READ_MODELS, Standing(), facts)
    assert len(standing.told) == number - 1
    assert reason is not None
    assert put_together([changes]) == expected


def told(*lines: str) -> tuple[Entry[AnyFact], ...]:
    return given.entries("\n".join(lines))


def commanded(entry: Entry[AnyFact]) -> Entry[AnyFact]:
    return entry.model_copy(update={"causation_id": "018f-of-some-command"})


def made_up(random: Random) -> list[Entry[AnyFact]]:
    """All in any order, some commanded; some corrected to another day, and one retracted."""
    entries = list(told(LIFE))
    random.shuffle(entries)
    entries = [commanded(entry) if random.random() < 0.2 else entry for entry in entries]
    for of in random.sample(range(1, len(entries) + 1), k=2):
        day = f"2020-03-{random.choice((2, 4, 6, 9, 11)):02}"
        now = f'now={{"occurred_on":"{day}"}}'
        entries += told(f"2020-03-20  MP106  FactCorrected  of=106#{of} '{now}' reason=Mistaken")
    entries += told(f"2020-03-20  MP106  FactRetracted  of=106#{random.randint(1, 12)} reason=Mistaken")
    return entries


def one_by_one(facts: Sequence[StoredFact]) -> list[Kept]:
    return in_cuts(facts, range(1, len(facts) + 1))


def in_cuts(facts: Sequence[StoredFact], ends: Iterable[int]) -> list[Kept]:
    standing, done, begin = Standing(), list[StreamChanges](), 0
    for end in ends:
        standing, changes, reason = versions_of(READ_MODELS, standing, facts[begin:end])
        assert reason is None, reason
        done.append(changes)
        begin = end
    return put_together(done)


def put_together(done: Iterable[StreamChanges]) -> list[Kept]:
    """As the tables would hold it after one batch after another."""
    ended, stands = list[Kept](), dict[tuple[str, str], Kept]()
    for changes in done:
        for model, until in changes.ended.items():
            ended += [stands.pop((model, key))._replace(until=position) for key, position in until.items()]
        for model, versions in changes.versions.items():
            for version in versions:
                days = f"{version.opened_on}..{version.settled_on or ''}"
                row = version.row.decode()
                made = Kept(model, version.key, version.stream, version.since, version.until, days, row)
                if version.until is None:
                    assert (model, version.key) not in stands
                    stands[model, version.key] = made
                else:
                    ended.append(made)
    return sorted([*ended, *stands.values()], key=_place)


def the_plain_way(facts: Sequence[StoredFact]) -> list[Kept]:
    return sorted(versions_of_the_log(facts), key=_place)


def _place(kept: Kept) -> tuple[str, str, int]:
    return kept.model, kept.key, kept.since


def turns_of(facts: Sequence[StoredFact]) -> list[str]:
    standing, _, _ = versions_of(READ_MODELS, Standing(), facts)
    row: Any = standing.parts["register", "all"].rows[0].row
    return [turn.state for turn in row.turns]
