"""The states of a ticket, which may follow which, and what they are called in ServiceNow by default."""

from collections.abc import Mapping
from typing import Literal, get_args

TicketState = Literal[
    "draft",
    "submitted",
    "accepted",
    "in_progress",
    "on_hold",
    "returned",
    "closed",
    "not_accepted",
    "cancelled",
    "withdrawn",
    "reopened",
]
HoldReason = Literal["awaiting_information", "awaiting_service_provider", "agreed_pause", "other"]

STOPS_CLOCK: frozenset[HoldReason] = frozenset({"awaiting_information", "agreed_pause"})
"""Holds that stop the Working Day clock where the ticket does not say. Version 1 of the rule."""

WORKING: frozenset[TicketState] = frozenset({"accepted", "in_progress", "on_hold", "reopened"})
"""The DCC has it, and is at work or waits."""
ENDED: frozenset[TicketState] = frozenset({"not_accepted", "cancelled", "withdrawn"})

# A poll sees only the last state, so whatever leads on may have been passed over; nothing leads back but reopening, and
# what was on hold to where it was before (of a ServiceNow ticket, being on hold is beside its state).
_GOES_ON: frozenset[TicketState] = frozenset({"in_progress", "on_hold", "reopened"})
_IS_DONE: frozenset[TicketState] = frozenset({"returned", "closed"})
_GIVEN_UP: frozenset[TicketState] = frozenset({"cancelled", "withdrawn"})
_LEADS_TO: Mapping[TicketState, frozenset[TicketState]] = {
    "draft": frozenset(get_args(TicketState)),
    "submitted": frozenset(get_args(TicketState)) - {"draft"},
    "accepted": WORKING | _IS_DONE | ENDED,
    "in_progress": _GOES_ON | _IS_DONE | _GIVEN_UP,
    "on_hold": _GOES_ON | _IS_DONE | _GIVEN_UP | {"accepted"},
    "returned": _GOES_ON | _IS_DONE,
    "closed": _GOES_ON | {"closed"},
    "reopened": _GOES_ON | _IS_DONE | _GIVEN_UP,
    "not_accepted": WORKING | {"not_accepted", "submitted"},
    "cancelled": frozenset({"cancelled"}),
    "withdrawn": frozenset({"withdrawn"}),
}


def may_follow(before: TicketState, after: TicketState) -> bool:
    """Whether a ticket that was in the one state can be found in the other later."""
    return after in _LEADS_TO[before]


SERVICENOW_STATES: Mapping[str, TicketState] = {
    "-5": "submitted",
    "-4": "accepted",
    "-3": "in_progress",
    "-2": "in_progress",
    "-1": "in_progress",
    "0": "returned",
    "3": "closed",
    "4": "cancelled",
}
"""`change_request.state` as delivered; a source may be configured with another map."""

SERVICENOW_TASK_STATES: Mapping[str, TicketState] = {
    "1": "submitted",
    "2": "in_progress",
    "3": "returned",
    "4": "not_accepted",
    "7": "withdrawn",
}
"""The same of tables of tasks: open, work in progress, closed complete, incomplete and skipped."""
