"""The table of a run, for people and for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.figures import Crash, Figures, Goal, Row

_HEAD = "| Measure | Measured | Least .. most (n) | Peer or limit | Ratio | Goal | Verdict | Load |\n"
_RULE = "|---|---:|---:|---|---:|---|---|---:|\n"


@dataclass(frozen=True, slots=True)
class Told:
    """A row or a crash of a case, and the load of the machine when the case ended."""

    case: str
    what: Row | Crash
    load: float


def as_markdown(told: Sequence[Told], machine: Mapping[str, Any]) -> str:
    return _HEAD + _RULE + "".join(_line(each) for each in told) + _notes(told) + _of(machine)


def as_json(told: Sequence[Told], machine: Mapping[str, Any]) -> dict[str, Any]:
    return {"machine": dict(machine), "rows": [_entry(each) for each in told]}


def verdict(what: Row | Crash) -> str:
    if isinstance(what, Crash):
        return "FAIL"
    return {True: "pass", False: "FAIL", None: "–"}[what.passes]


def _line(told: Told) -> str:
    match told.what:
        case Crash(case=case, reason=reason):
            return f"| {case} | did not end: {reason.replace('|', '/')} | | | | | FAIL | {told.load} |\n"
        case Row() as row:
            cells = (
                row.measure,
                f"{_number(row.ours.median)} {row.unit}",
                _spread(row.ours),
                _peer(row),
                "" if row.ratio is None else f"{row.ratio:.3g}",
                _goal(row.goal, row.unit),
                verdict(row),
                str(told.load),
            )
            return f"| {' | '.join(cells)} |\n"


def _peer(row: Row) -> str:
    return "" if row.peer is None else f"{row.peer[0]}: {_number(row.peer[1].median)} ({_spread(row.peer[1])})"


def _goal(goal: Goal | None, unit: str) -> str:
    if goal is None:
        return ""
    return f"{goal.bound} {goal.value:,g} {'x the peer' if goal.of_peer else unit}"


def _spread(figures: Figures) -> str:
    return f"{_number(min(figures.values))} .. {_number(max(figures.values))} ({len(figures.values)})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _notes(told: Sequence[Told]) -> str:
    rows = [each.what for each in told if isinstance(each.what, Row)]
    notes = [f"- {row.measure}: {row.note}" for row in rows if row.note]
    return "\n" + "\n".join(notes) + "\n" if notes else ""


def _of(machine: Mapping[str, Any]) -> str:
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    return (
        f"\nPython {machine['python']}, {machine['postgresql']}, Kafka {machine['kafka']}; {packages}.\n"
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB; all on one machine.\n"
    )


def _entry(told: Told) -> dict[str, Any]:
    of = {"case": told.case, "verdict": verdict(told.what), "load": told.load}
    if isinstance(told.what, Crash):
        return of | {"crashed": told.what.reason}
    row = told.what
    return of | {
        "measure": row.measure,
        "unit": row.unit,
        "measured": _figures(row.ours),
        "peer": {"name": row.peer[0], **_figures(row.peer[1])} if row.peer else None,
        "ratio": row.ratio,
        "goal": asdict(row.goal) if row.goal else None,
        "note": row.note,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {"median": figures.median, "min": min(figures.values), "max": max(figures.values), "n": len(figures.values)}
