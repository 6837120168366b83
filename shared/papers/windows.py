"""What stands around a table of timescales: the sentence that says which months it covers, and its notes."""

import re

from shared.papers import words
from shared.papers.grammar import Opened, Sentence
from shared.papers.sentences import Found, form
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


NOTE = ("note of a table", re.compile(r"(?:\[[a-z]{1,2}\]|All rows:) \S.*"))
"""`[a] Stated; its dates make it 47 WD.`: below a table of a drafted paper."""
