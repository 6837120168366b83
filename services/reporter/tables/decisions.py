"""PURE. What the Change Board, the Authority and others decided in the days of the paper."""

from collections.abc import Mapping

from services.reporter import words
from services.reporter.data import DataRow, DataTable
from services.reporter.deeds import in_the_news
from services.reporter.names import name_on
from services.reporter.tables.modifications import title
from services.reporter.view import View
from shared.readmodels.deeds import Deed
from shared.readmodels.proceedings import Proceeding
from shared.readmodels.readmodel import evidence_of

DECIDED: Mapping[Deed, str] = {
    "ready": "ready for the Panel",
    "not_ready": "not ready for the Panel",
    "converted": "converted to a Modification Proposal",
    "conversion_refused": "conversion refused",
    "fast_track_recommended": "fast track recommended",
    "fast_track_approved": "fast track approved",
    "report_phase_approved": "Report Phase approved",
    "report_returned": "Modification Report returned",
    "urgency_granted": "urgency granted",
    "urgency_refused": "urgency refused",
    "deferred": "vote deferred",
    "vote_approve": "approved",
    "vote_reject": "rejected",
    "approved": "approved",
    "rejected": "rejected",
    "sent_back": "sent back",
    "appeal_confirmed": "appeal: decision confirmed",
    "appeal_overturned": "appeal: decision overturned",
    "appeal_remitted": "appeal: sent back",
}
"""The deeds that are decisions, and what the table calls them."""
RECOMMENDED: Mapping[Deed, str] = {"vote_approve": "recommended to approve", "vote_reject": "recommended to reject"}
"""The votes by which the Change Board decides nothing."""
BODIES = {
    "csc": "Change Sub-Committee",
    "panel": "Panel",
    "change_board": "Change Board",
    "authority": "Authority",
    "working_group": "Working Group",
}
COLUMNS = ("Decided", "Modification", "Title", "Body", "Decision", "Basis", "Meeting", "Release", "Put off to, or due")


def decisions(view: View) -> DataTable:
    news = view.cut.news
    deeds = sorted(in_the_news(view, *DECIDED), key=lambda row: row.taken.on)
    return DataTable(
        "decisions",
        "Decisions",
        COLUMNS,
        tuple(_row(view, row) for row in deeds),
        f"From {words.day(news.first)} to {words.day(news.last)}.",
    )


def _row(view: View, row: Proceeding) -> DataRow:
    called = name_on(view, row.stream, row.taken.on).label
    decided = RECOMMENDED.get(row.deed) if row.basis == "recommendation" else None
    meeting = "ad hoc" if row.ad_hoc else row.mode
    body = BODIES.get(row.body, row.body) if row.body else None
    return DataRow(
        (
            *(row.taken.on, called, title(view, row.stream), body, decided or DECIDED[row.deed]),
            *(row.basis, meeting, row.release, row.until),
        ),
        evidence_of(row.taken),
    )
