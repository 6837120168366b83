"""One revision of one ticket, as a ticket system sends it in the data of a CloudEvent."""

from shared.domain.ticket import TicketRevision
from shared.schema.shape import Schema, alone, shape_of


def ticket_schema() -> Schema:
    """The form `dcc-ticket/1`: fields may be added to it, and none is taken away."""
    return alone(shape_of(TicketRevision, "TicketRevision"), "ticket", "urn:secchange:dcc-ticket:1")
