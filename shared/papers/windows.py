"""The sentence that says which months a table of timescales covers."""

from shared.papers import words
from shared.papers.grammar import Found, Opened, Sentence, form
from shared.papers.statement import SectionId, say


def window_sentence(section: SectionId, subject: str) -> Sentence:
    """`subject` is `assessments` or `proposals`; the window ends with the last day of the month named."""

    def window(found: Found) -> Opened:
        to = words.last_day(found.month() or "").isoformat()
        return Opened((say(section, "window", subject, months=int(found["months"]), to=to),))

    return (
        form(r"The timescales below cover the (?P<months>\d{1,2})-month period up to the end of {month}"),
        window,
    )
