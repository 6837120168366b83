"""One revision of one ticket, as a ticket system sends it in the data of a CloudEvent."""

from shared.domain.ticket import TicketRevision
from shared.schema.shape import Schema, Shape, alone, shape_of


def entered_ticket_schema() -> Schema:
    """What somebody types of it: the source is ours, and which ticket it is need not be told."""
    made, parts = shape_of(TicketRevision, "TicketRevision")
    for name in ("schema", "source", "revision_inferred", "modification_ref_original"):
        made["properties"].pop(name, None)
    made["required"] = ["modification_ref", "assessment_type", "state"]
    return alone(Shape(made, parts), "entered ticket", "urn:secchange:entered-ticket:1")


def ticket_schema() -> Schema:
    """The form `dcc-ticket/1`: fields may be added to it, and none is taken away."""
    return alone(shape_of(TicketRevision, "TicketRevision"), "ticket", "urn:secchange:dcc-ticket:1")
