"""A sentence that says how many items follow must be followed by so many."""

from collections.abc import Iterator

from shared.papers.checks.said import SECTIONS, Statements, by_subject, of_kind, places, whole
from shared.papers.finding import Finding
from shared.papers.statement import Statement
from shared.papers.words import in_words

RULE = "counts-agree"


def counts_agree(statements: Statements) -> Iterator[Finding]:
    """Several sentences may lead to one list, each with its part of the items."""
    lists: dict[str, list[Statement]] = {}
    for statement in statements:
        for list_id in _ids(str(statement.values.get("list") or "")):
            lists.setdefault(list_id, []).append(statement)
    for list_id, counts in by_subject(of_kind(statements, "stated_count")).items():
        said = sum(whole(count, "n") for count in counts)
        found = lists.get(list_id, [])
        if len(found) != said:
            noun = str(counts[0]["noun"])
            yield Finding(
                RULE,
                f"{SECTIONS[counts[0].section]} says {in_words(said)} {noun}{'' if said == 1 else 's'}; "
                f"the list below has {in_words(len(found))}",
                places(*counts, *found[-1:]),
                f"say {in_words(len(found))}, or complete the list",
                (list_id,),
            )


def _ids(list_id: str) -> tuple[str, ...]:
    """That nothing was decided at all is said of all lists of its kind: `votes` of `votes.2020-05-27`."""
    parts = list_id.split(".")
    return tuple(".".join(parts[:n]) for n in range(1, len(parts) + 1))
