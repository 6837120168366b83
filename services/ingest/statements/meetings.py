"""PURE. Meetings held and to come, and what the Change Sub-Committee and the Working Group did there."""

from collections.abc import Iterator

from services.ingest.statements.paper import Paper
from services.ingest.statements.proposals import BODIES
from services.ingest.statements.told import Told, told
from services.ingest.statements.values import day, day_or_none, text_or_none, word
from shared.domain.facts import MeetingHeld, MeetingScheduled, ReadinessDetermined, WorkingGroupDiscussed
from shared.domain.vocabulary import DecidingBody, Mode
from shared.papers.statement import Statement


def held(statement: Statement, paper: Paper) -> Iterator[Told]:
    mode: Mode = word(statement, "mode", Mode) if text_or_none(statement, "mode") else "meeting"
    fact = MeetingHeld(mode=mode, ad_hoc=bool(statement["ad_hoc"]))
    yield told(statement, fact, on=day(statement, "on"), body=_body(statement))


def scheduled(statement: Statement, paper: Paper) -> Iterator[Told]:
    yield told(statement, MeetingScheduled(agenda_on=day_or_none(statement, "agenda_on")), body=_body(statement))


def _body(statement: Statement) -> str:
    body: DecidingBody = word(statement, "body", DecidingBody)
    return BODIES[body]


def ready(statement: Statement, paper: Paper) -> Iterator[Told]:
    """The CSC found it ready for the Panel, at a meeting or by correspondence."""
    fact = ReadinessDetermined(outcome="ready", mode=word(statement, "mode", Mode))
    yield told(statement, fact, on=day(statement, "on"), body="CSC")


def discussed(statement: Statement, paper: Paper) -> Iterator[Told]:
    on = day(statement, "on")
    yield told(statement, WorkingGroupDiscussed(meeting_on=on), on=on, body="Working Group")
