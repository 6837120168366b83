"""PURE. What the two tables of timescales share: the window they cover, and their rows as statements."""

from services.reporter import words
from services.reporter.view import View
from shared.papers.statement import SectionId, Statement, say


def window(view: View, section: SectionId, subject: str) -> tuple[str, tuple[Statement, ...]]:
    """The sentence, and what it says."""
    to = view.cut.stats_to
    text = f"The timescales below cover the 12-month period up to the end of {words.month(words.month_of(to))}."
    return text, (say(section, "window", subject, months=12, to=to.isoformat()),)


def figure_says(section: SectionId, group: str, total: int, average: int | None) -> tuple[Statement, ...]:
    """A row of a summary: how many, and for how long on average."""
    number = say(section, "figure", f"{group}.count", value=total, unit="")
    duration = (say(section, "figure", f"{group}.mean_wd", value=average, unit="WD"),) if average is not None else ()
    return (number, *duration)
