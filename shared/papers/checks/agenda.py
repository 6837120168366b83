"""What goes to the Panel from Define was found ready by the Change Sub-Committee, and what was found ready goes."""

from collections.abc import Iterator

from shared.domain.reference import series_of
from shared.papers.checks.said import Statements, label, of_kind, one, places
from shared.papers.finding import Finding


def agenda_was_found_ready(statements: Statements) -> Iterator[Finding]:
    """Draft Proposals only: a Modification Proposal left Define long before."""
    ready = {statement.subject for statement in of_kind(statements, "ready")}
    where = one(statements, "ready")
    for item in of_kind(statements, "agenda_item"):
        if series_of(label(item)) == "DP" and item.subject not in ready:
            yield Finding(
                "agenda-was-found-ready",
                f"{label(item)} goes to the Panel, but stands in no list of what the Change Sub-Committee found ready",
                places(item, where),
                f"add the decision on {label(item)} to section 2, or say in which earlier month it was taken",
                (item.subject,),
            )


def ready_is_on_the_agenda(statements: Statements) -> Iterator[Finding]:
    agenda = of_kind(statements, "agenda_item")
    going = {statement.subject for statement in agenda}
    for ready in of_kind(statements, "ready"):
        if agenda and ready.subject not in going:
            yield Finding(
                "ready-is-on-the-agenda",
                f"{label(ready)} was found ready for the Panel, but section 1 does not present it",
                places(ready, agenda[0]),
                f"add {label(ready)} to section 1, or say why it waits",
                (ready.subject,),
            )
