"""The conditions of the Code, checked plainly. Each has the name of the code that tells of it; true is broken."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from shared.domain.reference import ModificationRef, series_of
from tests.process.naive.memory import Asked, working_days_after, working_days_in
from tests.process.naive.table import LIVE

if TYPE_CHECKING:
    from tests.process.naive.judge import Naive

Check = Callable[["Naive", Asked], bool]


def code_of(check: Check) -> str:
    """Its name, without what tells it from another of the same code."""
    name: str = getattr(check, "__name__")  # noqa: B009
    return name.partition("__")[0]


def before_what_it_follows(m: "Naive", c: Asked) -> bool:
    return c.on < m.since.get(c.stream, date.min)


def before_what_it_follows__assessment(m: "Naive", c: Asked) -> bool:
    return c.on < m.since.get(m.subject(c), date.min)


def before_what_it_follows__consultation(m: "Naive", c: Asked) -> bool:
    told = m.memory.last_consulted(c)
    return told is not None and c.on < told.on


def before_what_it_follows__report(m: "Naive", c: Asked) -> bool:
    return bool(c.data["type"] == "modification_report") and before_what_it_follows(m, c)


def after(*types: str) -> Check:
    """Not before anything is told of it, nor before the last of these."""

    def before_what_it_follows(m: "Naive", c: Asked) -> bool:
        told = m.memory.all(c.stream)[:1] if not types else m.memory.all(c.stream, types)[-1:]
        return any(c.on < each.on for each in told or m.memory.all(c.stream)[:1])

    return before_what_it_follows


def label_does_not_fit(m: "Naive", c: Asked) -> bool:
    label, urgent = c.data["label"], c.data.get("urgent_requested")
    if ModificationRef.parse(label).stream != c.stream:
        return True
    wanted = {"SECMP": c.on <= date(2018, 11, 1), "MP": bool(urgent), "DP": not urgent}
    return not wanted[series_of(label)]


def proposer_not_eligible(m: "Naive", c: Asked) -> bool:
    who = c.data["proposer"]
    named = who.get("organisation") in ("Citizens Advice", "DCC", "SEC Panel", "Ofgem")
    return not (who.get("party_category") or who.get("on_behalf_of") or named)


def title_is_the_same(m: "Naive", c: Asked) -> bool:
    told = m.memory.last(c.stream, "ProposalRaised", "TitleChanged")
    return told is not None and bool(told.data["title"] == c.data["title"])


def named_in(c: Asked) -> list[str]:
    """The modifications that a command names."""
    data = c.data
    named = [data.get("depends_on"), data.get("into"), None if c.kind else data.get("awaiting")]
    named += [item["stream"] for item in data.get("items", ())] + list(data.get("considered") or ())
    return [ModificationRef.parse(each).stream for each in named if each]


def names_itself(m: "Naive", c: Asked) -> bool:
    return c.stream in named_in(c)


def other_not_known(m: "Naive", c: Asked) -> bool:
    return any(not m.memory.all(each) for each in named_in(c))


def other_not_live(m: "Naive", c: Asked) -> bool:
    return any(m.places.get(each) not in LIVE for each in named_in(c))


def on_hold(m: "Naive", c: Asked) -> bool:
    told = m.memory.last(c.stream, "ProposalPutOnHold", "ProposalResumed")
    return told is not None and told.type == "ProposalPutOnHold"


def not_on_hold(m: "Naive", c: Asked) -> bool:
    return not on_hold(m, c)


def not_self_governance__path(m: "Naive", c: Asked) -> bool:
    return m.memory.path(c.stream) in ("authority_led", "authority_determined")


def not_self_governance__decided(m: "Naive", c: Asked) -> bool:
    return m.memory.deciding_vote(c.stream) is None


def not_a_route(m: "Naive", c: Asked) -> bool:
    return bool(c.data["route"] == "discussion")


def body_may_not(m: "Naive", c: Asked) -> bool:
    return c.data.get("by", "panel") not in ("panel", "authority")


def path_is_the_same(m: "Naive", c: Asked) -> bool:
    return bool(m.memory.path(c.stream) == c.data["path"])


def _urgency(m: "Naive", c: Asked) -> str | None:
    told = m.memory.last(c.stream, "UrgencyRequested", "UrgencyGranted", "UrgencyRefused")
    return told.type if told else None


def urgency_already_requested(m: "Naive", c: Asked) -> bool:
    return _urgency(m, c) in ("UrgencyRequested", "UrgencyGranted")


def urgency_not_requested(m: "Naive", c: Asked) -> bool:
    return _urgency(m, c) != "UrgencyRequested"


def not_the_next__alternative(m: "Naive", c: Asked) -> bool:
    return bool(c.data["n"] != 1 + len(m.memory.all(c.stream, ["AlternativeAdded"])))


def not_the_next__assessment(m: "Naive", c: Asked) -> bool:
    return m.memory.number(c) != 1 + m.memory.highest(c)


def suffix_taken(m: "Naive", c: Asked) -> bool:
    suffixes = [child["suffix"] for child in c.data["children"]]
    taken = any(m.memory.all(f"{c.stream}{suffix}") for suffix in suffixes)
    return taken or c.stream[-1].isalpha() or len(set(suffixes)) < len(suffixes)


def assessment_running(m: "Naive", c: Asked) -> bool:
    mine = [place for subject, place in m.places.items() if subject.startswith(f"{c.stream}/")]
    return any(place in ("requested", "open", "stopped") for place in mine)


def consultation_open(m: "Naive", c: Asked) -> bool:
    return m.memory.open_one(_of_type(c, "refinement")) is not None


def _of_type(c: Asked, type: str) -> Asked:
    return Asked(c.name, c.stream, c.on, {"type": type}, c.kind, c.n, c.person, c.role)


def report_already_submitted(m: "Naive", c: Asked) -> bool:
    is_there = m.places[c.stream] == "ready_for_report"
    return is_there and m.told_in(c.stream, "ready_for_report", "ModificationReportSubmitted")


def report_not_submitted(m: "Naive", c: Asked) -> bool:
    return not m.told_in(c.stream, "ready_for_report", "ModificationReportSubmitted")


def report_phase_already_approved(m: "Naive", c: Asked) -> bool:
    return m.told_in(c.stream, "ready_for_report", "ReportPhaseApproved")


def report_phase_not_approved(m: "Naive", c: Asked) -> bool:
    return c.data["type"] == "modification_report" and not report_phase_already_approved(m, c)


def not_in_refinement(m: "Naive", c: Asked) -> bool:
    return m.places.get(c.stream) not in ("in_refinement", "awaiting_change_board")


def not_by_change_board(m: "Naive", c: Asked) -> bool:
    return c.kind == "IA" and not c.data.get("at_change_board_on")


def not_live(m: "Naive", c: Asked) -> bool:
    return m.places.get(c.stream) not in LIVE


def target_is_the_same(m: "Naive", c: Asked) -> bool:
    mine = (c.kind, m.memory.number(c))
    told = [e for e in m.memory.all(c.stream) if (e.kind, e.n) == mine and "target_wd" in e.data and e.on <= c.on]
    if not told:
        return False
    target, was = told[-1].data["target_wd"], c.data.get("was_wd")
    return bool(target == c.data["target_wd"] or (was is not None and was != target))


def not_a_monday(m: "Naive", c: Asked) -> bool:
    return date.fromisoformat(c.data["week_commencing"]).strftime("%a") != "Mon"


def consultation_already_open(m: "Naive", c: Asked) -> bool:
    return m.memory.open_one(c) is not None


def consultation_not_open(m: "Naive", c: Asked) -> bool:
    return m.memory.open_one(c) is None


def consultation_too_short(m: "Naive", c: Asked) -> bool:
    if "closes_on" not in c.data:
        return True
    last = date.fromisoformat(c.data["closes_on"])
    is_free = c.data["type"] == "request_for_information" or m.memory.last(c.stream, "UrgencyGranted")
    return last < c.on or (not is_free and working_days_in(c.on, last) < 15)


def consultation_over(m: "Naive", c: Asked) -> bool:
    return c.on > m.memory.closes_on(c)


def consultation_still_open(m: "Naive", c: Asked) -> bool:
    return c.on < m.memory.closes_on(c)


def not_an_extension(m: "Naive", c: Asked) -> bool:
    return date.fromisoformat(c.data["closes_on"]) <= m.memory.closes_on(c)


def responded_already(m: "Naive", c: Asked) -> bool:
    opened = m.memory.open_one(c)
    mine = [(c.data["type"], c.data["respondent"])]
    told = [
        (e.data["type"], e.data["respondent"])
        for e in m.memory.all(c.stream, ["ResponseReceived"])
        if opened and e.on >= opened.on
    ]
    return any(each in mine for each in told)


def not_at_the_meeting(m: "Naive", c: Asked) -> bool:
    return bool(c.data["meeting_on"] != c.on.isoformat())


def _cast(m: "Naive", c: Asked, on: str) -> list[dict[str, Any]]:
    return [each.data for each in m.memory.all(c.stream, ["VoteCast"]) if each.data["meeting_on"] == on]


def voted_already(m: "Naive", c: Asked) -> bool:
    return any(vote["member"] == c.data["member"] for vote in _cast(m, c, c.data["meeting_on"]))


def basis_does_not_fit(m: "Naive", c: Asked) -> bool:
    wanted = {None: None, "self_governance": "self_governance"}.get(m.memory.path(c.stream), "recommendation")
    return bool(c.data["basis"] != wanted)


def no_such_alternative(m: "Naive", c: Asked) -> bool:
    wanted = c.data.get("on_alternative")
    return wanted is not None and wanted > len(m.memory.all(c.stream, ["AlternativeAdded"]))


def _split(c: Asked) -> list[dict[str, Any]]:
    return [{"approve": 0, "reject": 0, "abstain": 0} | vote for vote in c.data.get("votes") or ()]


def more_votes_than_seats(m: "Naive", c: Asked) -> bool:
    seats = {"large_supplier": 13, "consumer": 1}
    return any(v["approve"] + v["reject"] + v["abstain"] > seats.get(v["category"], 3) for v in _split(c))


def votes_do_not_add_up(m: "Naive", c: Asked) -> bool:
    votes = _split(c)
    if not votes:
        return c.data.get("votes") is not None and c.data["result"] != "reject"
    if len({vote["category"] for vote in votes}) < len(votes):
        return True
    outcomes = [_outcome(vote["approve"], vote["reject"]) for vote in votes]
    if outcomes != [vote["outcome"] for vote in votes]:
        return True
    approved = outcomes.count("approve") > outcomes.count("reject")
    return bool(c.data["result"] != ("approve" if approved else "reject"))


def _outcome(approve: int, reject: int) -> str:
    if approve == reject:
        return "tied" if approve else "no_vote"
    return "approve" if approve > reject else "reject"


def not_as_cast(m: "Naive", c: Asked) -> bool:
    cast = Counter((vote["category"], vote["choice"]) for vote in _cast(m, c, c.on.isoformat()))
    if not cast or c.data.get("votes") is None:
        return False
    told = Counter({(v["category"], how): v[how] for v in _split(c) for how in ("approve", "reject", "abstain")})
    return +told != cast


def already_with_authority(m: "Naive", c: Asked) -> bool:
    return m.told_in(c.stream, "with_authority", "ReportSubmittedToAuthority")


def not_with_authority(m: "Naive", c: Asked) -> bool:
    return not already_with_authority(m, c)


def _appeal(m: "Naive", c: Asked) -> str | None:
    told = m.memory.last(c.stream, "AppealLodged", "AppealDetermined")
    return told.type if told else None


def appeal_pending(m: "Naive", c: Asked) -> bool:
    return _appeal(m, c) == "AppealLodged"


def no_appeal_pending(m: "Naive", c: Asked) -> bool:
    return _appeal(m, c) != "AppealLodged"


def appeal_too_late(m: "Naive", c: Asked) -> bool:
    vote = m.memory.deciding_vote(c.stream)
    return vote is not None and c.on > working_days_after(vote.on, 10)


def _adoptable_until(m: "Naive", c: Asked) -> date:
    told = m.memory.last(c.stream, "WithdrawalRequested")
    assert told is not None
    return date.fromisoformat(told.data["adoptable_until"])


def adoption_too_late(m: "Naive", c: Asked) -> bool:
    return c.on > _adoptable_until(m, c)


def adoption_window_open(m: "Naive", c: Asked) -> bool:
    return c.on < _adoptable_until(m, c)


def release_not_planned(m: "Naive", c: Asked) -> bool:
    name = c.data["release"]
    return m.memory.planned_on(name) is None and not name.startswith("standalone/")


def release_live(m: "Naive", c: Asked) -> bool:
    return m.places.get(f"release/{c.data['release']}") == "live"


def _part(c: Asked) -> int:
    return int(c.data.get("part", 0))


def whole_and_parts(m: "Naive", c: Asked) -> bool:
    known = m.memory.waiting(c.stream).keys() | m.memory.done(c.stream)
    return bool(known) and (0 in known) != (_part(c) == 0)


def implemented_already(m: "Naive", c: Asked) -> bool:
    return _part(c) in m.memory.done(c.stream)


def assigned_already(m: "Naive", c: Asked) -> bool:
    return bool(m.memory.waiting(c.stream).get(_part(c)) == c.data["release"])


def not_assigned(m: "Naive", c: Asked) -> bool:
    return not assigned_already(m, c)


def not_by_the_rule(m: "Naive", c: Asked) -> bool:
    count, day = c.data.get("wd_after_approval"), c.data.get("planned_on")
    if count is None or day is None:
        return False
    return bool(day != working_days_after(m.approved_on[c.stream], count).isoformat())


def _of_release(c: Asked) -> str:
    return c.stream.removeprefix("release/")


def day_is_the_same(m: "Naive", c: Asked) -> bool:
    return bool(c.data["planned_on"] == m.memory.planned_on(_of_release(c)))


def was_another_day(m: "Naive", c: Asked) -> bool:
    return c.data.get("was_on") not in (None, m.memory.planned_on(_of_release(c)))


def move_not_approved(m: "Naive", c: Asked) -> bool:
    told = m.memory.last(c.stream, "ReleaseDateChangeApproved")
    if told is None:
        return True
    first, last = told.data["planned_on"], told.data.get("flex_to", told.data["planned_on"])
    return bool(not first <= c.data["planned_on"] <= last)


def change_not_requested(m: "Naive", c: Asked) -> bool:
    told = m.memory.last(c.stream, "ReleaseDateChangeRequested", "ReleaseDateChangeApproved")
    return told is None or told.type == "ReleaseDateChangeApproved"


def room_ends_before(m: "Naive", c: Asked) -> bool:
    return bool(c.data.get("flex_to", c.data["planned_on"]) < c.data["planned_on"])


def meeting_past(m: "Naive", c: Asked) -> bool:
    return c.on.isoformat() > c.stream[-10:]


def not_on_its_day(m: "Naive", c: Asked) -> bool:
    return c.on.isoformat() != c.stream[-10:]


def no_such_fact(m: "Naive", c: Asked) -> bool:
    of = c.data["of"]
    if of in m.memory.gone:
        return False
    about = ("CorrectionProposed", "CorrectionRefused")
    return not any(each.id == of and each.type not in about for each in m.memory.all(c.stream))


def retracted_already(m: "Naive", c: Asked) -> bool:
    return c.data["of"] in m.memory.gone


def contradicting_correction(m: "Naive", c: Asked) -> bool:
    proposed = m.memory.all(c.stream, ["CorrectionProposed"])
    return any(each.data["of"] == c.data["of"] and each.id not in m.memory.settled for each in proposed)


def changes_nothing(m: "Naive", c: Asked) -> bool:
    return bool(c.data.get("now") == {})


def impossible_fact(m: "Naive", c: Asked) -> bool:
    """Nothing is corrected before it happened; and nobody here tries worse than a field that no fact has."""
    now, of = c.data.get("now"), c.data["of"]
    if now is None:
        return False
    return "no_such_field" in now or any(each.id == of and c.on < each.on for each in m.memory.told)


def impossible_fact__proposed(m: "Naive", c: Asked) -> bool:
    """The same, when somebody agrees."""
    proposed = m.memory.with_id(c.data["proposal"]).data
    return impossible_fact(m, replace(c, data=proposed))


def no_such_proposal(m: "Naive", c: Asked) -> bool:
    proposed = [each.id for each in m.memory.all(c.stream, ["CorrectionProposed"])]
    return c.data["proposal"] not in proposed or c.data["proposal"] in m.memory.settled


_order = before_what_it_follows
_assessed = (not_live, before_what_it_follows__assessment)
_urgency_order = after("UrgencyRequested", "UrgencyGranted", "UrgencyRefused")
_report_order = after("ModificationReportSubmitted", "ReportPhaseApproved")
_hold_order = after("ProposalPutOnHold", "ProposalResumed")
_release_order = after("ReleaseAssigned", "ImplementationDateChanged", "ImplementationCancelled", "ProposalImplemented")
_plan_order = after("ReleasePlanned", "ReleaseDateChangeRequested", "ReleaseDateChangeApproved", "ReleaseDateChanged")
_agenda_order = after("MeetingScheduled", "AgendaPublished")
_votes_order = after("ChangeBoardDeferred", "ChangeBoardVoted")
_consulting = (consultation_not_open, before_what_it_follows__consultation)

CHECKS: dict[str, tuple[Check, ...]] = {
    "CommentOnProblemStatement": (_order,),
    "RaiseProposal": (_order, label_does_not_fit, proposer_not_eligible),
    "ChangeTitle": (after("ProposalRaised", "TitleChanged"), title_is_the_same),
    "ChangeProposer": (after("ProposalRaised", "ProposerChanged", "ProposalAdopted"), proposer_not_eligible),
    "AssignLeadAnalyst": (after("LeadAnalystAssigned"),),
    "RecordImpacts": (after("ImpactsRecorded"),),
    "RecordDependency": (after(), names_itself, other_not_known),
    "DetermineReadiness": (_order, on_hold),
    "RecommendFastTrack": (_order, on_hold, not_self_governance__path),
    "ApproveFastTrack": (_order, on_hold, not_self_governance__path),
    "ConvertProposal": (not_a_route, _order, on_hold),
    "RefuseConversion": (_order,),
    "DeterminePath": (after("PathDetermined"), body_may_not, path_is_the_same),
    "RequestUrgency": (_urgency_order, urgency_already_requested),
    "GrantUrgency": (_urgency_order, urgency_not_requested),
    "RefuseUrgency": (_urgency_order, urgency_not_requested),
    "RecordWorkingGroupDiscussion": (_order,),
    "ChangeSolution": (_order,),
    "AddAlternative": (_order, on_hold, not_the_next__alternative),
    "ChangeLegalText": (after("LegalTextChanged"),),
    "SplitProposal": (_order, suffix_taken),
    "MergeProposals": (_order, names_itself, other_not_known, other_not_live),
    "SubmitModificationReport": (_order, on_hold, assessment_running, consultation_open, report_already_submitted),
    "RequestAssessment": (not_in_refinement, _order, on_hold, not_the_next__assessment, not_by_change_board),
    "AcceptAssessment": _assessed,
    "RefuseAssessment": _assessed,
    "StopAssessmentClock": _assessed,
    "ResumeAssessmentClock": _assessed,
    "ReviseAssessmentTarget": (*_assessed, target_is_the_same),
    "ReturnAssessment": _assessed,
    "ReissueAssessment": _assessed,
    "CancelAssessment": (before_what_it_follows__assessment,),
    "PlanConsultation": (after(), not_a_monday),
    "OpenConsultation": (
        *(_order, before_what_it_follows__consultation, after("ReportPhaseApproved")),
        *(on_hold, consultation_already_open, consultation_too_short, report_phase_not_approved),
    ),
    "ExtendConsultation": (*_consulting, consultation_over, not_an_extension),
    "RecordResponse": (*_consulting, consultation_over, responded_already),
    "CloseConsultation": (*_consulting, before_what_it_follows__report, consultation_still_open),
    "ApproveReportPhase": (_order, _report_order, on_hold, report_not_submitted, report_phase_already_approved),
    "ReturnReport": (_order, _report_order, report_not_submitted),
    "CastVote": (_order, not_at_the_meeting, voted_already),
    "RecordVote": (
        *(_order, _votes_order, on_hold, basis_does_not_fit, no_such_alternative),
        *(more_votes_than_seats, votes_do_not_add_up, not_as_cast),
    ),
    "DeferVote": (_order, _votes_order),
    "SubmitReportToAuthority": (_order, already_with_authority),
    "RecordAuthorityDetermination": (_order, after("ReportSubmittedToAuthority"), not_with_authority),
    "StartRework": (not_a_route, _order, on_hold),
    "LodgeAppeal": (
        *(after("ChangeBoardVoted", "AppealLodged", "AppealDetermined"), not_self_governance__decided),
        *(appeal_pending, appeal_too_late),
    ),
    "DetermineAppeal": (
        _order,
        after(
            *("AppealLodged", "AppealDetermined"),
            *("ReleaseAssigned", "ImplementationDateChanged", "ImplementationCancelled"),
        ),
        no_appeal_pending,
    ),
    "PutOnHold": (_hold_order, on_hold, names_itself, other_not_known),
    "ResumeProposal": (_hold_order, not_on_hold),
    "RequestWithdrawal": (_order, after("ReportSubmittedToAuthority")),
    "AdoptProposal": (_order, proposer_not_eligible, adoption_too_late),
    "CloseAdoptionWindow": (_order, adoption_window_open),
    "AssignRelease": (
        *(_order, _release_order, release_not_planned, release_live),
        *(whole_and_parts, implemented_already, assigned_already, not_by_the_rule),
    ),
    "ChangeImplementationDate": (_release_order, not_assigned),
    "CancelImplementation": (_order, _release_order, not_assigned),
    "ImplementProposal": (_order, _release_order, not_assigned, appeal_pending),
    "RequestReleaseDateChange": (_plan_order, day_is_the_same),
    "ApproveReleaseDateChange": (_plan_order, change_not_requested, room_ends_before),
    "ChangeReleaseDate": (_plan_order, was_another_day, day_is_the_same, move_not_approved),
    "RecordReleaseLive": (_plan_order,),
    "ScheduleMeeting": (meeting_past,),
    "PublishAgenda": (meeting_past, _agenda_order, other_not_known),
    "HoldMeeting": (not_on_its_day, other_not_known),
    "CancelMeeting": (meeting_past, _agenda_order),
    "ProposeCorrection": (
        *(no_such_fact, retracted_already, contradicting_correction, changes_nothing, impossible_fact),
    ),
    "ApproveCorrection": (no_such_proposal, impossible_fact__proposed),
    "RefuseCorrection": (no_such_proposal,),
}
"""Of each command, in this order: the first that is broken is told."""
