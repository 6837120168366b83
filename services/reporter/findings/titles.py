"""PURE. Proposals whose titles sources spell in more than one way."""

from collections import Counter
from collections.abc import Iterator

from services.reporter.names import label
from services.reporter.report import Report
from services.reporter.view import View
from shared.papers.finding import Finding
from shared.readmodels import REGISTER
from shared.readmodels.register import Modification


def titles_spelt_differently(view: View, report: Report) -> Iterator[Finding]:
    """As sources had them by the day that the paper speaks of."""
    rows = [row for row in view.of(REGISTER).values() if not view.cut.is_over(row)]
    unlike = [row for row in rows if len({called.title for called in row.names}) > 1]
    for row in sorted(unlike, key=lambda row: row.ref):
        spellings = _spellings(view, row)
        printed = row.title_at(view.cut.as_of)
        if len(spellings) > 1 and printed:
            others = " and ".join(f"'{title}' ({_times(n)})" for title, n in spellings.items() if title != printed)
            often = _times(spellings[printed])
            yield Finding(
                rule="title-spelling",
                message=f"{label(view, row.stream)} is called '{printed}' ({often}), and {others}.",
                mend="settle on one; printed here is the one found most often, or among equals the first",
                subjects=(row.stream,),
            )


def _spellings(view: View, row: Modification) -> Counter[str]:
    times: Counter[str] = Counter()
    for called in row.names:
        for telling in called.tellings if called.title else ():
            if called.title and telling.on <= view.cut.as_of:
                times[called.title] += telling.times
    return times


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
