"""One proposal has one title, and on one day one label."""

from collections import Counter
from collections.abc import Iterator

from shared.domain.reference import series_of
from shared.papers.checks.said import Statements, by_subject, label, line, listed, places
from shared.papers.finding import Finding
from shared.papers.statement import Statement

FORECASTS = ("consultation_planned",)
"""What will be: a Draft Proposal is spoken of as the Modification Proposal that it will be by then."""


def titles_agree(statements: Statements) -> Iterator[Finding]:
    """The usual title is the one printed most often, among equals the first."""
    titled = [statement for statement in statements if statement.values.get("title")]
    for stream, those in by_subject(titled).items():
        usual, times = Counter(str(statement["title"]) for statement in those).most_common(1)[0]
        odd = [statement for statement in those if statement["title"] != usual]
        if odd:
            yield Finding(
                "titles-agree",
                f"{_labels(those)} is called '{usual}' {_times(times)}, but {_odd(odd)}",
                places(*odd, next(s for s in those if s["title"] == usual)),
                f"check the title, and print '{usual}' everywhere if it is right",
                (stream,),
            )


def one_title_one_proposal(statements: Statements) -> Iterator[Finding]:
    """Two proposals under one title: a number is wrong, or a title."""
    first: dict[str, Statement] = {}
    told: set[tuple[str, str]] = set()
    for statement in statements:
        title = statement.values.get("title")
        if not title or statement.values.get("label") is None:
            continue
        other = first.setdefault(str(title), statement)
        if other.subject != statement.subject and (other.subject, statement.subject) not in told:
            told.add((other.subject, statement.subject))
            yield Finding(
                "title-of-one-proposal",
                f"'{title}' is the title of {label(other)} and of {label(statement)}",
                places(other, statement),
                "one of the two numbers or titles is wrong",
                (other.subject, statement.subject),
            )


def labels_agree(statements: Statements) -> Iterator[Finding]:
    """Draft Proposal or Modification Proposal: on the day of the paper it is one of them. Forecasts are left out."""
    labelled = [s for s in statements if s.values.get("label") and s.kind not in FORECASTS]
    for stream, those in by_subject(labelled).items():
        of_series = {series_of(label(statement)): statement for statement in reversed(those)}
        if len(of_series) > 1:
            first = sorted(of_series.values(), key=those.index)
            yield Finding(
                "labels-agree",
                f"one proposal is called {listed(f'{label(s)} in {line(s)}' for s in first)}",
                places(*first),
                "use the label that it has on the day of the paper: DP until the Panel converts it, then MP",
                (stream,),
            )


def _labels(statements: list[Statement]) -> str:
    return " or ".join(dict.fromkeys(label(statement) for statement in statements))


def _odd(odd: list[Statement]) -> str:
    lines: dict[str, list[str]] = {}
    for statement in odd:
        lines.setdefault(str(statement["title"]), []).append(line(statement))
    return listed(f"'{title}' in {listed(where)}" for title, where in lines.items())


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")
