"""`secchange import`: facts from a published paper, or one fact a line."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from services.cli.exits import Exit
from services.cli.options import Home, Json
from services.cli.output import put_json, tell

app = typer.Typer(help="Facts from a published paper, or one fact a line.", no_args_is_help=True)

PaperFile = Annotated[
    Path, typer.Argument(help="The paper, as Markdown text or Word (.docx); - is stdin.", show_default=False)
]
FactsFile = Annotated[Path, typer.Argument(help="One fact a line (NDJSON); - is stdin.", show_default=False)]


@app.command("paper")
def paper(file: PaperFile, json: Json = False, home: Home = None) -> None:
    """Reads a published paper into facts: all of it, or none where it is no paper.

    Lines that are not understood, or contradict what is recorded, are listed (exit 3); the same again adds nothing.
    """
    from services.cli.files import paper_bytes, taken_for_a_paper
    from services.cli.system import open_system
    from services.ingest.import_paper import import_paper

    data = paper_bytes(file)
    with open_system(home) as system, taken_for_a_paper(file):
        done = import_paper(data, system.log, now=datetime.now(UTC))
        system.settle()
    for line in done.not_understood:
        tell(f"{file}:{line.line}: not understood: {line.why}: {line.text}")
    for finding in done.findings:
        lines = ",".join(str(place.line) for place in finding.places)
        tell(f"{file}:{lines}: not recorded: {finding.message}")
    _put(json, {"recorded": done.recorded, "repeated": done.repeated, "evidence": done.evidence}, done.told)
    if done.not_understood or done.findings:
        raise typer.Exit(Exit.DIFFERENCES)


@app.command("facts")
def facts(file: FactsFile, json: Json = False, home: Home = None) -> None:
    """Records one fact a line. Lines that are not taken are listed with the reason (exit 3); the rest is recorded."""
    from services.cli.files import opened
    from services.cli.system import open_system
    from services.ingest.import_facts import import_facts

    with open_system(home) as system, opened(file) as lines:
        done = import_facts(
            lines,
            system.log,
            lambda refused: tell(f"{file}:{refused.line}: {refused.reason}"),
            now=datetime.now(UTC),
        )
        system.settle()
    counts = {
        "recorded": done.recorded,
        "repeated": done.repeated,
        "evidence": done.evidence,
        "refused": done.refused,
    }
    _put(json, counts, done.told)
    if done.refused:
        raise typer.Exit(Exit.DIFFERENCES)


def _put(json: bool, counts: dict[str, int], told: Mapping[str, int]) -> None:
    if json:
        value: dict[str, Any] = {**counts, "facts": dict(told)}
        put_json(value)
        return
    print(", ".join(f"{count:,} {name}" for name, count in counts.items()))
    for name, count in told.items():
        print(f"  {count:>6,}  {name}")
