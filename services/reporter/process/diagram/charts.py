"""Which places stand in which column of which drawing."""

from dataclasses import dataclass

from shared.process.rule import Place, Subject


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`gathers` is the column under which a move stands that several columns share, if any does.

    `stays`: what changes nothing about where the subject stands is written down too.
    """

    id: str
    title: str
    subject: Subject
    columns: tuple[Column, ...]
    gathers: int | None = None
    stays: bool = True


CHARTS: tuple[Chart, ...] = (
    Chart(
        "modification",
        "A modification",
        "modification",
        (
            Column("Define", ("unknown", "critical_friend_review", "draft_proposal", "ready_for_panel")),
            Column("Refine", ("in_refinement", "sent_back")),
            Column("Opine", ("ready_for_report", "out_for_mrc", "awaiting_change_board", "with_authority")),
            Column("Decided", ("approved", "rejected", "adoption_window", "withdrawn", "split", "merged")),
            Column("Implementation", ("awaiting_implementation", "part_implemented", "implemented")),
        ),
        gathers=4,
        stays=False,
    ),
    Chart(
        "assessment",
        "A Preliminary or Impact Assessment of the DCC",
        "assessment",
        (
            Column("Asked for", ("none", "requested")),
            Column("With the DCC", ("open", "stopped")),
            Column("Ended", ("returned", "refused", "cancelled")),
        ),
    ),
    Chart(
        "release",
        "A release",
        "release",
        (Column("Before", ("unplanned",)), Column("Planned", ("planned",)), Column("Live", ("live",))),
    ),
    Chart(
        "meeting",
        "A meeting",
        "meeting",
        (Column("Before", ("unscheduled",)), Column("To come", ("scheduled",)), Column("Over", ("held", "cancelled"))),
    ),
)
