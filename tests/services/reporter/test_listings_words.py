"""Each fact has a sentence of its own, and in the trail a body and links to what speaks of it."""

from datetime import date

import pytest

from services.reporter.listings.trail import trail
from services.reporter.listings.words import in_words
from shared.domain.codec import recorded
from shared.domain.facts import (
    FACTS,
    AdoptionWindowClosed,
    AnyFact,
    AssessmentCancelled,
    AssessmentClockResumed,
    AssessmentReissued,
    AssessmentRequested,
    FastTrackApproved,
    FastTrackRecommended,
    MeetingScheduled,
    ProposalResumed,
    ProposalWithdrawn,
    ReportPhaseApproved,
)
from tests.given import INPUTS, history, stored
from tests.histories import entries

GOOD_ENOUGH: frozenset[type[AnyFact]] = frozenset(
    {
        AdoptionWindowClosed,
        AssessmentCancelled,
        AssessmentClockResumed,
        AssessmentReissued,
        AssessmentRequested,
        FastTrackApproved,
        FastTrackRecommended,
        MeetingScheduled,
        ProposalResumed,
        ProposalWithdrawn,
        ReportPhaseApproved,
    }
)
"""Facts that mostly hold nothing, and whose names say it all."""

MORE = """
2020-06-12  paper/2020-06  PaperPlanned  paper_ref=SECP_81 action=Note classification=White author=A team=T
            issued_on=2020-06-12
2020-06-12  MP106  CorrectionProposed  of=106#9 reason=Misread
2020-06-13  MP106  CorrectionRefused  proposal=106#1 reason="It is right."
""".replace("\n            ", " ")
OF_THE_FEED = """
2020-06-12  ticket/urn:dcc:itsm:test/t1  DccTicketRevisionObserved  door=drop raw_sha256=SHA
            ticket='{"schema": "dcc-ticket/1", "source": "urn:dcc:itsm:test", "ticket_id": "t1",
            "ticket_number": "CR100", "revision": 1, "created_at": "2020-06-01T00:00:00Z",
            "updated_at": "2020-06-01T00:00:00Z", "modification_ref": "MP106",
            "assessment_type": "PA", "state": "accepted"}'
2020-06-12  feed/urn:dcc:itsm:test  FeedConnected  door=webhook
2020-06-12  feed/urn:dcc:itsm:test  FeedGapDetected  ticket_id=t1 missing=2 upto_revision=5
2020-06-12  feed/urn:dcc:itsm:test  FeedGapClosed  ticket_id=t1 upto_revision=5
2020-06-12  feed/urn:dcc:itsm:test  TicketVanished  ticket_id=t1 ticket_number=CR100 modification=MP106 revision=5
2020-06-12  feed/urn:dcc:itsm:test  TicketReappeared  ticket_id=t1
2020-06-12  feed/urn:dcc:itsm:test  TicketQuarantined  item=i1 reason=not-json message="It is no JSON."
            fingerprint=not-json door=webhook raw_sha256=SHA
2020-06-12  feed/urn:dcc:itsm:test  QuarantineReplayed  item=i1 attempt=1
2020-06-12  feed/urn:dcc:itsm:test  QuarantineDiscarded  item=i1 reason="A test."
2020-06-12  feed/urn:dcc:itsm:test  QuarantineArchived  item=i1
2020-06-12  feed/urn:dcc:itsm:test  QuarantineExported  item=i1
2020-06-12  feed/urn:dcc:itsm:test  FeedMappingFixed  field=state word=Working meaning=accepted
2020-06-12  feed/urn:dcc:itsm:test  FeedMonthForgotten  month=2018-03 deliveries=4 reason="Its time is over."
2020-06-12  feed/urn:dcc:itsm:test  FeedReconciled  compared=27 differences=4 unexplained=0
""".replace("\n            ", " ").replace("SHA", "0" * 64)
OF_PAPERS = """
2020-06-12  paper/2020-06  ReportBuilt  paper_ref=SECP_81 formats=[] inputs=INPUTS
2020-06-15  paper/2020-06  ReportIssued  paper_ref=SECP_81 formats=[] inputs=INPUTS checkpoint=one built=paper/2020-06#1
2020-07-15  paper/2020-06  ReportRestated  paper_ref=SECP_81 formats=[] inputs=INPUTS checkpoint=two
            built=paper/2020-06#1 edition=R1 restates=paper/2020-06#2
""".replace("\n            ", " ").replace("INPUTS", f"'{INPUTS}'")
TOLD = {
    type(fact.fact): fact
    for fact in (
        *map(recorded, stored(entries(3_000, seed=5))),
        *history(MORE),
        *history(OF_THE_FEED),
        *history(OF_PAPERS),
    )
}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_each_fact_has_a_sentence(fact: type[AnyFact]) -> None:
    words = in_words(TOLD[fact])
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in fact.__name__).strip()
    assert (words.endswith(spaced.removeprefix("assessment "))) is (fact in GOOD_ENOUGH), words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "ConsultationPlanned  type=request_for_information week_commencing=2020-06-08",
            "Request for Information planned for the week commencing 2020-06-08",
        ),
        (
            "ConsultationExtended  type=draft_proposal_comments closes_on=2020-06-08",
            "call for comments on the Draft Proposal extended to 17:00 on 2020-06-08",
        ),
        (
            "ChangeBoardDeferred  reason=Tied. until_on=2020-08-26",
            "Change Board puts its vote off to 2020-08-26: Tied.",
        ),
        (
            "WithdrawalRequested  adoptable_until=2021-06-23",
            "withdrawn by its Proposer, open to adoption until 2021-06-23",
        ),
        ("ReportSubmittedToAuthority  submission=2", "sent to the Authority a second time"),
        ("ReleaseAssigned  release=2020-11 part=2", "part 2 assigned to release 2020-11"),
        (
            "AssessmentRequested  IA 1  at_change_board_on=2020-05-27",
            "Impact Assessment 1 requested at the Change Board of 2020-05-27",
        ),
    ],
)
def test_a_sentence_says_what_matters(line: str, words: str) -> None:
    (fact,) = history(f"2022-01-01  MP106  {line}")
    assert in_words(fact) == words


def test_what_became_of_a_paper_is_told_by_its_reference() -> None:
    assert [in_words(fact) for fact in history(OF_PAPERS)] == [
        "SECP_81 built from the facts up to position 9",
        "SECP_81 issued in 0 formats, 0 findings accepted",
        "SECP_81 (R1) issued beside paper/2020-06#2, 0 figures changed",
    ]


def test_the_body_is_that_of_the_actor_or_that_which_alone_can_have_done_it() -> None:
    steps = trail(
        history(
            """
            2020-05-26  DP125  ReadinessDetermined  outcome=ready mode=meeting
            2020-06-19  MP125  ProposalConverted  route=refinement
            2020-06-20  MP125  AssessmentAccepted  PA 1
            2020-06-21  MP125  UrgencyRequested  by=panel
            by 2020-06-22  MP125  ProposalNamed  label=MP125
            """
        ),
        date(2020, 6, 30),
    )
    assert [step["body"] for step in steps] == ["CSC", "Panel", "DCC", "Panel", None]


def test_links_between_a_correction_and_what_it_corrects_lead_both_ways() -> None:
    steps = {
        step["id"]: step
        for step in trail(
            history(
                """
                2020-02-11  MP090  AssessmentReturned  PA 1
                2020-02-12  MP090  CorrectionProposed  of=90#1 now.occurred_on=2020-02-10 reason="As I remember."
                2020-02-13  MP090  CorrectionRefused  proposal=90#2 reason="The register says otherwise."
                2020-02-14  MP090  CorrectionProposed  of=90#1 now.occurred_on=2020-02-12 reason="The register."
                2020-02-15  MP090  FactCorrected  of=90#1 now.occurred_on=2020-02-12 reason=Register proposal=90#4
                2020-02-16  MP090  CorrectionProposed  of=90#1 reason="It was MP091."
                2020-02-17  MP090  EvidenceAdded  of=90#1
                """
            ),
            date(2020, 6, 12),
        )
    }
    assert (steps["90#1"]["corrected_by"], steps["90#5"]["corrects"]) == (["90#5"], "90#1")
    assert steps["90#1"]["corrections_proposed"] == ["90#2", "90#4", "90#6"]
    assert [steps[id]["proposal"]["answered_by"] for id in ("90#2", "90#4", "90#6")] == ["90#3", "90#5", None]
    assert steps["90#1"]["attested_by"] == ["90#7"]
    assert steps["90#6"]["what"] == "proposes to retract 90#1: It was MP091."
