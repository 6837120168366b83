"""The facts that no command leads to, each with the reason."""

from collections.abc import Mapping

from shared.domain.facts import AnyFact, AssessmentDurationStated, EvidenceAdded, ProposalNamed

NO_COMMAND: Mapping[type[AnyFact], str] = {
    ProposalNamed: "What a source calls a proposal is observed: whoever raises it or changes its title says so.",
    AssessmentDurationStated: "A printed duration is observed: of commands the days are known, and it is worked out.",
    EvidenceAdded: "A further source is observed: a command names its own evidence.",
}
