"""PURE. Figures of the DCC's assessments: how many, how long on average, how many over target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from services.reporter import words
from services.reporter.durations import Duration, completed_assessments, open_assessments
from services.reporter.figures.means import ROUNDING, mean, median
from services.reporter.figures.stated import stated
from services.reporter.later import Later
from services.reporter.once import once
from services.reporter.report import Figure, Input
from services.reporter.together import together
from services.reporter.view import View
from shared.domain.daycount import CONVENTIONS
from shared.domain.vocabulary import AssessmentKind, Basis

KINDS: dict[AssessmentKind, str] = {"PA": "Preliminary Assessments", "IA": "Impact Assessments"}


@dataclass(frozen=True, slots=True)
class Group:
    """The open, or the completed, assessments of one kind. `name` is the first part of its figures' names."""

    name: str
    words: str
    durations: tuple[Duration, ...]

    @property
    def is_open(self) -> bool:
        return self.name.endswith(".open")

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(taken.printed_wd for taken in self.durations if taken.printed_wd is not None)

    @property
    def beside_wd(self) -> int | None:
        """The mean by the other convention, where every one of them can be counted by it."""
        values = [taken.beside_wd for taken in self.durations if taken.beside_wd is not None]
        return mean(values) if len(values) == len(self.durations) else None

    @property
    def late(self) -> tuple[Duration, ...]:
        return tuple(taken for taken in self.durations if taken.over_wd > 0)

    @property
    def basis(self) -> Basis:
        """Of what is said of their durations."""
        if len(self.values) < len(self.durations):
            return "incomplete"
        return "computed" if all(taken.is_counted for taken in self.durations) else "computed_from_stated"


def open_group(view: View, kind: AssessmentKind) -> Group:
    return Group(f"assessments.{kind.lower()}.open", f"{KINDS[kind]} open", open_assessments(view, kind))


def completed_group(view: View, kind: AssessmentKind) -> Group:
    called = f"{KINDS[kind]} completed in the last 12 months"
    return Group(f"assessments.{kind.lower()}.completed", called, completed_assessments(view, kind))


@once
def groups(view: View) -> tuple[Group, ...]:
    """In the order of the paper's summary: PA open and completed, IA open and completed."""
    return tuple(group(view, kind) for kind in KINDS for group in (open_group, completed_group))


def open_figures(view: View, kind: AssessmentKind) -> tuple[Figure, ...]:
    return tuple(_figures(view, open_group(view, kind)))


def completed_figures(view: View, kind: AssessmentKind) -> tuple[Figure, ...]:
    return tuple(_figures(view, completed_group(view, kind)))


def _figures(view: View, group: Group) -> Iterator[Figure]:
    until = f"{'at' if group.is_open else 'to'} {words.day(view.cut.stats_to)}"
    these = f"the {len(group.durations)} {group.words} {until}"
    total = f"{sum(group.values)} WD over {len(group.values)}"
    counting = f" Days are counted as {CONVENTIONS[view.cut.day_count].rule}."
    average = f"The mean of {these}: {total}, {ROUNDING}.{counting}"
    inputs = Later(lambda: [input_of(taken) for taken in group.durations])
    none = Figure(
        name="",
        value=None,
        unit="WD",
        basis=group.basis,
        rule="",
        inputs=inputs,
        evidence=evidence(group.durations),
    )
    told: tuple[tuple[str, Figure], ...] = (
        (
            "count",
            replace(
                none,
                value=len(group.durations),
                unit="",
                basis="computed",
                rule=f"How many: {these}.",
                inputs=Later(lambda: [_one_of(taken) for taken in group.durations]),
            ),
        ),
        (
            "mean_wd",
            replace(none, value=mean(group.values), rule=average),
        ),
        ("median_wd", replace(none, value=median(group.values), rule=f"The middle duration of {these}.{counting}")),
        (
            "late",
            replace(
                none,
                value=len(group.late),
                unit="",
                rule=f"Of {these}, those over target.{counting}",
                inputs=Later(lambda: list(map(_against_target, group.durations, inputs))),
            ),
        ),
    )
    for of, figure in told:
        name = f"{group.name}.{of}"
        printed = stated(view, name)
        yield replace(figure, name=name, stated=printed.value if printed else None)


def evidence(durations: Sequence[Duration]) -> tuple[str, ...]:
    return together(taken.evidence for taken in durations)


def input_of(taken: Duration) -> Input:
    return Input(
        what=f"{taken.label} {taken.row.kind} {taken.row.n}: {how(taken)}",
        value=taken.printed_wd,
        evidence=taken.evidence,
        left_out="neither dated nor stated" if taken.printed_wd is None else None,
        span=taken.span,
    )


def _one_of(taken: Duration) -> Input:
    """Of a count: how long it took does not matter."""
    return Input(f"{taken.label} {taken.row.kind} {taken.row.n}", 1, taken.evidence)


def _against_target(taken: Duration, given: Input) -> Input:
    target = f"its target of {taken.target_wd} WD"
    if taken.over_wd > 0:
        return given._replace(what=f"{given.what}; {taken.over_wd} WD over {target}", left_out=None)
    within = "no target is known" if taken.target_wd is None else f"within {target}"
    return given._replace(left_out=given.left_out or within)


def how(taken: Duration) -> str:
    """How the printed duration came about, in words."""
    if taken.printed_wd is None:
        return "no source dates its acceptance or states its duration"
    if taken.counted_wd is None:
        said = f"stated{', by the count of published papers' if taken.stated_otherwise else ''}"
        return f"{said}; it cannot be counted, as no source dates its acceptance"
    if taken.stated_otherwise and taken.stated_wd is not None:
        return f"counted from its days; a paper states {taken.stated_wd} WD, by the count of published papers"
    if taken.differs:
        return f"stated; its dates make it {taken.counted_wd} WD"
    return "counted from its days" if taken.stated_wd is None else "counted from its days, and stated the same"
