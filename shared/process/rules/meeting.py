"""Meetings of the Panel, the Change Sub-Committee, the Change Board and the Working Group."""

from shared.domain.facts import AgendaPublished, MeetingCancelled, MeetingHeld, MeetingScheduled
from shared.process.command import Command
from shared.process.guards.meetings import ITEMS_KNOWN, NOT_AFTER, ON_ITS_DAY, streams_named
from shared.process.guards.order import follows
from shared.process.rule import Move, Rule, stays


def _named(command: Command) -> tuple[str, ...]:
    return streams_named(command.fact)


_AFTER_AGENDAS = follows(MeetingScheduled, AgendaPublished)

RULES: tuple[Rule, ...] = (
    Rule(
        "ScheduleMeeting",
        MeetingScheduled,
        "It is to be held on its day.",
        "SECAS",
        "SECP_81_1906_12, section 3",
        "S",
        (Move("unscheduled", "scheduled"),),
        subject="meeting",
        guards=(NOT_AFTER,),
    ),
    Rule(
        "PublishAgenda",
        AgendaPublished,
        "What it is to consider; the last agenda stands.",
        "SECAS",
        "About SEC Change",
        "P",
        stays("scheduled"),
        subject="meeting",
        guards=(NOT_AFTER, _AFTER_AGENDAS, ITEMS_KNOWN),
        others=_named,
    ),
    Rule(
        "HoldMeeting",
        MeetingHeld,
        "It was held, or decided by correspondence; an ad hoc one need not be scheduled.",
        "SECAS",
        "SECP_81_1906_12, sections 2 to 4",
        "S",
        (Move("scheduled", "held"), Move("unscheduled", "held")),
        subject="meeting",
        guards=(ON_ITS_DAY, ITEMS_KNOWN),
        others=_named,
    ),
    Rule(
        "CancelMeeting",
        MeetingCancelled,
        "It is not held.",
        "SECAS",
        "process (b)",
        "C",
        (Move("scheduled", "cancelled"),),
        subject="meeting",
        guards=(NOT_AFTER, _AFTER_AGENDAS),
    ),
)
