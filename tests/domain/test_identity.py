"""When two entries are the same fact, told twice."""

import pytest

from shared.domain.identity import identity_of
from tests.given import entries


def same(one: str, other: str) -> bool:
    (a,), (b,) = entries(one), entries(other)
    return identity_of(a) == identity_of(b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2020-05-01 MP106 AssessmentReturned PA 1", "2020-05-01 DP106 AssessmentReturned PA 1"),
        ("2020-05-01 MP106 AssessmentReturned PA 1", "2020-05-01 MP106 AssessmentReturned PA 2"),
        ("2020-05-01 MP106 AssessmentReturned PA 1", "2020-05-01 MP106 AssessmentReturned PA 1 target_wd=15"),
        ("2020-05-01 MP106 AssessmentReturned PA 1", "2020-05-01 MP106 AssessmentReturned PA 1 known=2020-06-12"),
        ("by 2020-05-31 MP106 ProposalNamed label=MP106", "by 2020-04-30 MP106 ProposalNamed label=MP106"),
        ("by 2020-05-31 MP106 AssessmentAccepted PA 1", "by 2020-04-30 MP106 AssessmentAccepted PA 1"),
        ("2020-05-31 106 EvidenceAdded of=106#4", "2020-05-31 106 EvidenceAdded of=106#4"),
    ],
)
def test_the_same_fact_told_otherwise(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2020-05-01 MP106 AssessmentReturned PA 1", "2020-05-01 MP107 AssessmentReturned PA 1"),
        ("2020-05-01 MP106 AssessmentReturned PA 1", "2020-05-02 MP106 AssessmentReturned PA 1"),
        ("2020-05-01 MP106 AssessmentReturned PA 1", "2020-05-01 MP106 AssessmentReturned IA 1"),
        ("2020-05-01 MP106 AssessmentReturned PA 1", "2020-05-01 MP106 AssessmentAccepted PA 1"),
        ("2020-05-01 MP102A ProposalWithdrawn", "2020-05-01 MP102B ProposalWithdrawn"),
        ("by 2020-05-31 MP106 AssessmentAccepted PA 1", "by 2020-05-31 MP106 AssessmentAccepted PA 2"),
        ("by 2020-05-31 MP106 ProposalNamed label=MP106", "by 2020-05-31 MP106 ProposalNamed label=DP106"),
        ("2020-05-31 106 EvidenceAdded of=106#4", "2020-05-31 106 EvidenceAdded of=106#5"),
        (
            "2020-06-12 paper/2020-06 FigureStated name=a value=1",
            "2020-06-12 paper/2020-06 FigureStated name=b value=1",
        ),
    ],
)
def test_different_facts(one: str, other: str) -> None:
    assert not same(one, other)


def test_evidence_from_another_source_is_another_fact() -> None:
    (evidence,) = entries("2020-05-31 106 EvidenceAdded of=106#4")
    elsewhere = evidence.model_copy(update={"source": evidence.source.model_copy(update={"ref": "paper/2020-07"})})

    assert identity_of(evidence) != identity_of(elsewhere)


def test_identities_never_change_since_the_log_keeps_them() -> None:
    told = """
        2020-05-01     MP106   AssessmentReturned  PA 1
        by 2020-05-31  MP106   AssessmentAccepted  PA 1
        by 2020-05-31  MP106   ProposalNamed  label=MP106 title=Meters
        2020-06-19     meeting/panel/2020-06-19  MeetingHeld
        2020-05-31     106     EvidenceAdded  of=106#4
    """
    assert [identity_of(entry) for entry in entries(told)] == [
        "106|AssessmentReturned|PA|2020-05-01|",
        "106|AssessmentAccepted|PA/1||",
        "106|ProposalNamed|||MP106|Meters",
        "meeting/panel/2020-06-19|MeetingHeld||2020-06-19|",
        "106|EvidenceAdded||2020-05-31|106#4|given",
    ]
