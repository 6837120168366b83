"""The facts that no command leads to, each with the reason."""

from collections.abc import Mapping

from shared.domain.facts import (
    AnyFact,
    AssessmentDurationStated,
    DccTicketRevisionObserved,
    EvidenceAdded,
    FeedConnected,
    FeedGapClosed,
    FeedGapDetected,
    FeedMappingFixed,
    FeedMonthForgotten,
    FeedReconciled,
    ProposalNamed,
    QuarantineArchived,
    QuarantineDiscarded,
    QuarantineExported,
    QuarantineReplayed,
    ReportBuilt,
    ReportIssued,
    ReportRestated,
    TicketQuarantined,
    TicketReappeared,
    TicketVanished,
)

_OF_THE_FEED = "The feed observes it: what is sent to it tells so, not a command."
_ABOUT_QUARANTINE = "An operator of the feed does it, with commands of the feed and not of the process."
_OF_THE_REPORTER = "The reporter does it for a person: the files of the paper go with it, and no command has those."

NO_COMMAND: Mapping[type[AnyFact], str] = {
    ProposalNamed: "What a source calls a proposal is observed: whoever raises it or changes its title says so.",
    AssessmentDurationStated: "A printed duration is observed: of commands the days are known, and it is worked out.",
    EvidenceAdded: "A further source is observed: a command names its own evidence.",
    DccTicketRevisionObserved: _OF_THE_FEED,
    FeedConnected: _OF_THE_FEED,
    FeedGapDetected: _OF_THE_FEED,
    FeedGapClosed: _OF_THE_FEED,
    TicketQuarantined: _OF_THE_FEED,
    TicketVanished: _OF_THE_FEED,
    TicketReappeared: _OF_THE_FEED,
    FeedReconciled: _OF_THE_FEED,
    QuarantineReplayed: _ABOUT_QUARANTINE,
    QuarantineDiscarded: _ABOUT_QUARANTINE,
    QuarantineArchived: _ABOUT_QUARANTINE,
    QuarantineExported: _ABOUT_QUARANTINE,
    FeedMappingFixed: _ABOUT_QUARANTINE,
    FeedMonthForgotten: _ABOUT_QUARANTINE,
    ReportBuilt: _OF_THE_REPORTER,
    ReportIssued: _OF_THE_REPORTER,
    ReportRestated: _OF_THE_REPORTER,
}
