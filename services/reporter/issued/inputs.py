"""PURE. The inputs of a paper between its cut and its facts: whoever has them asks for the very same cut again."""

from services.reporter.cut import Asked
from services.reporter.view import Cut
from shared.domain.facts import PaperInputs


def inputs_of(cut: Cut) -> PaperInputs:
    """All of the cut but its month, which is the stream of the facts."""
    return PaperInputs(
        position=cut.position,
        known_at=cut.known_at,
        news_from=cut.news.first,
        news_to=cut.news.last,
        stats_to=cut.stats_to,
        day_count=cut.day_count,
        beside=cut.beside,
        calendar=cut.calendar,
        rules=cut.rules,
        template=cut.template,
    )


def asked_of(inputs: PaperInputs) -> Asked:
    """Nothing of it is left to a rule, so that no plan and no version that came later changes it."""
    return Asked(
        news_from=inputs.news_from,
        news_to=inputs.news_to,
        stats_to=inputs.stats_to,
        day_count=inputs.day_count,
        beside=inputs.beside,
        known_at=inputs.known_at,
        calendar=inputs.calendar,
        rules=inputs.rules,
        template=inputs.template,
    )
