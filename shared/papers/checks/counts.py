"""A sentence that says how many items follow must be followed by so many."""

from collections.abc import Iterator

from shared.papers.checks.said import SECTIONS, Statements, by_subject, of_kind, places, whole
from shared.papers.finding import Finding
from shared.papers.words import in_words

RULE = "counts-agree"


def counts_agree(statements: Statements) -> Iterator[Finding]:
    """Several sentences may lead to one list, each with its part of the items."""
    listed = [statement for statement in statements if statement.values.get("list")]
    for list_id, counts in by_subject(of_kind(statements, "stated_count")).items():
        said = sum(whole(count, "n") for count in counts)
        found = [s for s in listed if _belongs(str(s["list"]), list_id)]
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


def _belongs(of: str, list_id: str) -> bool:
    """That nothing was decided at all is said of all lists of its kind: `votes` of `votes.2020-05-27`."""
    return of == list_id or of.startswith(f"{list_id}.")
