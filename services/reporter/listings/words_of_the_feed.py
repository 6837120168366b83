"""What came from ticket systems, and what people did about it, in one line of words."""

from shared.domain.facts import (
    AnyFact,
    DccTicketRevisionObserved,
    FeedConnected,
    FeedGapClosed,
    FeedGapDetected,
    FeedMappingFixed,
    FeedMonthForgotten,
    FeedReconciled,
    QuarantineArchived,
    QuarantineDiscarded,
    QuarantineExported,
    QuarantineReplayed,
    TicketQuarantined,
    TicketReappeared,
    TicketVanished,
)

_DOORS = {"webhook": "the webhook", "poll": "polling", "drop": "dropped sheets", "manual": "entry by hand"}


def of_the_feed(fact: AnyFact) -> str | None:
    return _ticket(fact) or _quarantine(fact) or _source(fact)


def _ticket(fact: AnyFact) -> str | None:
    match fact:
        case DccTicketRevisionObserved(ticket=ticket):
            kind, state = ticket.assessment_type, ticket.state.replace("_", " ")
            return (
                f"ticket {ticket.ticket_number}, {ticket.modification_ref} {kind}: {state} (revision {ticket.revision})"
            )
        case FeedGapDetected(ticket_id=id, missing=missing, upto_revision=upto):
            return f"{missing} revisions of ticket {id} before {upto} never came"
        case FeedGapClosed(ticket_id=id, upto_revision=upto):
            return f"all revisions of ticket {id} up to {upto} have come"
        case TicketVanished(ticket_id=id):
            return f"ticket {id} is not in its source any more"
        case TicketReappeared(ticket_id=id):
            return f"ticket {id} is in its source again"
        case _:
            return None


def _quarantine(fact: AnyFact) -> str | None:
    match fact:
        case TicketQuarantined(item=item, reason=reason, message=message):
            return f"{item} set aside ({reason}): {message}"
        case QuarantineReplayed(item=item, attempt=attempt, reason=reason):
            return f"{item} tried again, attempt {attempt}: {f'still {reason}' if reason else 'taken'}"
        case QuarantineDiscarded(item=item, reason=reason):
            return f"{item} discarded: {reason}"
        case QuarantineArchived(item=item):
            return f"{item} put away, settled otherwise"
        case QuarantineExported(item=item):
            return f"{item} handed to the DCC"
        case _:
            return None


def _source(fact: AnyFact) -> str | None:
    match fact:
        case FeedConnected(door=door):
            return f"the first thing came by {_DOORS[door]}"
        case FeedMappingFixed(field=field, word=word, meaning=meaning):
            return f"{field.replace('_', ' ')} '{word}' means {meaning} from now on"
        case FeedMonthForgotten(month=month, deliveries=deliveries, reason=reason):
            return f"{deliveries} raw deliveries of {month} forgotten for good: {reason}"
        case FeedReconciled(compared=compared, differences=differences, unexplained=unexplained):
            return f"{compared} assessments compared: {differences} differences, {unexplained} of them not explained"
        case _:
            return None
