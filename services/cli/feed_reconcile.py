"""`secchange feed reconcile`: where the DCC's tickets and the register differ, and which of that is explained."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.exits import Exit, WrongUsage
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table

if TYPE_CHECKING:
    from services.cli.system import System
    from shared.reconciliation.reconcile import Reconciliation
    from shared.reconciliation.sides import Cut

_COLUMNS = ("check", "subject", "ours", "theirs", "message", "explained_by", "evidence")


def reconcile(
    source: Annotated[str | None, typer.Option("--source", help="What concerns this source alone.")] = None,
    month: Annotated[
        str | None,
        typer.Option("--month", metavar="YYYY-MM", help="To the end of the statistics of that paper, not to today."),
    ] = None,
    csv: Annotated[bool, typer.Option("--csv", help="The lines as CSV, for a spreadsheet.")] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Compares both sides, line by line, each with its evidence. Exit 3 where a difference is not explained."""
    from services.cli.feed_work import check_heard_of, pumped, rows_now
    from services.cli.system import open_system
    from services.ingest.feed.clock import now
    from services.ingest.feed.reconciling import reconciled

    if csv and json:
        raise WrongUsage("give one of --json and --csv")
    with open_system(home) as system:
        pumped(system, home)
        check_heard_of(system.log, source)
        cut = _cut(system, month)
        made = reconciled(system.log, lambda: rows_now(system), cut, now(), source)
        system.settle()
    _put(made, cut, csv, json)
    if not made.agrees:
        raise typer.Exit(Exit.DIFFERENCES)


def _cut(system: "System", month: str | None) -> "Cut":
    """The statistics of a paper end as it is planned, else with the month before."""
    from services.cli.moments import today
    from services.cli.report import month_of
    from services.ingest.feed.reconciling import cut_of
    from services.reporter.cut import cut_of as paper_cut

    if month is None:
        return cut_of(today(), is_now=True)
    position = system.settle()
    return cut_of(paper_cut(month_of(month), system.rows_at(position), position).stats_to, is_now=False)


def _put(made: "Reconciliation", cut: "Cut", csv: bool, json: bool) -> None:
    if json:
        put_json(_as_json(made, cut))
    elif csv:
        from services.ingest.feed.safe_csv import safe_csv

        rows = [_cells(each) for each in _lines(made)]
        typer.echo(safe_csv(_COLUMNS, rows), nl=False)
    else:
        _tables(made, cut)


def _as_json(made: "Reconciliation", cut: "Cut") -> dict[str, Any]:
    return {
        "to": cut.to.isoformat(),
        "since": cut.since.isoformat(),
        "compared": made.compared,
        "agrees": made.agrees,
        "totals": [
            {"name": total.name, "ours": total.ours, "theirs": total.theirs, "explained_by": total.rule}
            for total in made.totals
        ],
        "differences": _lines(made),
    }


def _lines(made: "Reconciliation") -> list[dict[str, Any]]:
    from shared.reconciliation.rules import SENTENCE

    return [
        {
            "check": each.check,
            "subject": each.subject,
            "ours": each.ours,
            "theirs": each.theirs,
            "message": each.message,
            "explained_by": each.rule,
            "explanation": SENTENCE[each.rule] if each.rule else None,
            "source": each.source,
            "evidence": list(each.evidence),
        }
        for each in made.differences
    ]


def _cells(line: dict[str, Any]) -> tuple[object, ...]:
    return tuple(" ".join(line[name]) if name == "evidence" else line[name] for name in _COLUMNS)


def _tables(made: "Reconciliation", cut: "Cut") -> None:
    from shared.reconciliation.rules import SENTENCE

    title = f"Both sides on {cut.to}, and what was completed since {cut.since} ({made.compared} assessments)"
    totals = [(total.name, total.ours, total.theirs, _verdict(total)) for total in made.totals]
    put_table(title, ("Figure", "Register", "Tickets", ""), totals, numeric=frozenset({1, 2}))
    print(f"\n{len(made.differences)} differences, {len(made.unexplained)} of them not explained")
    if made.differences:
        lines = [
            (each.check, each.subject, each.message, each.rule or "NOT EXPLAINED", " ".join(each.evidence[:4]))
            for each in made.differences
        ]
        put_table("", ("Check", "Of", "What differs", "Explained by", "Evidence"), lines)
    for rule in dict.fromkeys(each.rule for each in made.differences if each.rule):
        print(f"{rule}: {SENTENCE[rule]}")


def _verdict(total: Any) -> str:
    if total.ours == total.theirs:
        return ""
    return str(total.rule or "NOT EXPLAINED")
