"""Statements about MP088, as a reader of papers makes them."""

from shared.papers.statement import Statement, Value
from tests.services.ingest.given import statement

TITLE = "Power to raise modifications"


def voted(on: str = "2020-05-27", result: str = "approve") -> Statement:
    said: dict[str, Value] = {
        "list": f"votes.{on}",
        "on": on,
        "ad_hoc": 0,
        "basis": "self_governance",
        "result": result,
    }
    return statement("opine", "voted", "88", 255, **said, release="2020-11", label="MP088", title=TITLE)


def decided(outcome: str = "approved", body: str = "change_board") -> Statement:
    said = {"list": f"decisions.{body}", "body": body, "outcome": outcome}
    return statement("summary", "decided", "88", 65, **said, label="MP088", title=TITLE)


def determined(on: str, outcome: str = "sent_back") -> Statement:
    said: dict[str, Value] = {"list": "determinations", "on": on, "outcome": outcome, "implementation_wd_after": None}
    return statement("opine", "determined", "88", 266, **said, label="MP088", title=TITLE)


def with_authority() -> Statement:
    return statement("opine", "with_authority", "88", 272, list="with_authority", label="MP088", title=TITLE)


def ia_requested(month: str = "2020-05") -> Statement:
    return statement("refine", "ia_requested", "88", 192, list=f"ia_requested.{month}", label="MP088", title=TITLE)


def board(on: str, ad_hoc: int = 0) -> Statement:
    stream = f"meeting/change_board/{on}"
    return statement("opine", "meeting_held", stream, 253, body="change_board", on=on, mode="meeting", ad_hoc=ad_hoc)


def ready(on: str) -> Statement:
    said: dict[str, Value] = {"list": f"ready.{on}", "on": on, "mode": "meeting"}
    return statement("define", "ready", "88", 153, **said, label="MP088", title=TITLE)
