"""PURE. The eight inputs that fix a paper, beside the facts: whoever has them can make it again; and of its issue."""

from services.reporter.report import Issue
from services.reporter.view import Cut

WHAT = {
    "position": "Position in the log",
    "known_at": "As known at",
    "news_from": "News from",
    "news_to": "News to",
    "stats_to": "Statistics to",
    "day_count": "Days counted by",
    "day_count_beside": "Beside that, counted by",
    "calendar": "Calendar",
    "rules": "Rules",
    "template": "Template",
}
"""The keys, and what the page calls them; the two days of the news are one input."""


def colophon(cut: Cut) -> dict[str, int | str | None]:
    """By key, in order. `known_at` None: everything that the log holds at the position.

    `day_count_beside` is there only where days are counted in two ways.
    """
    return {
        "position": cut.position,
        "known_at": cut.known_at.isoformat() if cut.known_at else None,
        "news_from": cut.news.first.isoformat(),
        "news_to": cut.news.last.isoformat(),
        "stats_to": cut.stats_to.isoformat(),
        "day_count": cut.day_count,
        **({"day_count_beside": cut.beside} if cut.beside else {}),
        "calendar": cut.calendar,
        "rules": cut.rules,
        "template": cut.template,
    }


def in_words(cut: Cut) -> tuple[tuple[str, str], ...]:
    """The same as pairs of words."""
    of = colophon(cut)
    return tuple((WHAT[key], "everything recorded" if value is None else str(value)) for key, value in of.items())


def edition(issue: Issue) -> str:
    """Which edition it is: `SECP_81_1906_12, original` or `SECP_81_1906_12 (R1)`."""
    return f"{issue.paper_ref} ({issue.edition})" if issue.edition else f"{issue.paper_ref}, original"


def checkpoint_lines(issue: Issue) -> tuple[str, ...]:
    """The checkpoint, line by line, the empty one before its signatures too: to be printed as it is."""
    return tuple(issue.checkpoint.splitlines())
