"""The monthly paper: its head, and the analyst's own words."""

from shared.domain.facts import CommentaryWritten, FigureStated, PaperPlanned
from shared.process.rule import Rule, stays

RULES: tuple[Rule, ...] = (
    Rule(
        "PlanPaper",
        PaperPlanned,
        "The head of a paper, and the days that it covers.",
        "SECAS",
        "SECP_81_1906_12, head",
        "S",
        stays("any"),
        subject="paper",
    ),
    Rule(
        "StateFigure",
        FigureStated,
        "A figure that a paper prints.",
        "SECAS",
        "SECP_81_1906_12",
        "S",
        stays("any"),
        subject="paper",
    ),
    Rule(
        "WriteCommentary",
        CommentaryWritten,
        "The analyst's own words, where they belong.",
        "SECAS",
        "SECP_81_1906_12",
        "S",
        stays("any"),
        subject="paper",
    ),
)
