"""`secchange report issue`, and `report build --record` before it: a paper goes out, by two persons."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.command import InRole, Person
from services.cli.exits import Exit
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table, tell

if TYPE_CHECKING:
    from services.cli.reading import Reading
    from services.cli.system import System
    from services.reporter.press.press import Done
    from shared.domain.period import Month
    from shared.papers.finding import Finding

MonthOf = Annotated[str, typer.Argument(metavar="YYYY-MM", help="The month of the paper.", show_default=False)]
PaperRef = Annotated[str, typer.Option("--paper", metavar="REF", help="The paper's reference: SECP_81_1906_12.")]
Accept = Annotated[
    list[str] | None,
    typer.Option(
        "--accept",
        metavar="RULE[@SUBJECT]=REASON",
        help="Why what that check found does not hold it up, or what it found of that subject alone; printed.",
    ),
]


def issue(
    month: MonthOf,
    paper: PaperRef,
    accept: Accept = None,
    person: Person = None,
    role: InRole = "secretariat",
    json: Json = False,
    home: Home = None,
) -> None:
    """Issues the paper that somebody else built: its files are kept for ever, and it prints the log's checkpoint.

    What checks find is mended first, or accepted with a reason that the paper prints; else it is listed (exit 3).
    """
    from services.cli.command import giver_told
    from services.cli.feed_findings import feed_findings
    from services.cli.pressing import press_of, reasons_of
    from services.cli.report import month_of
    from services.cli.system import open_system
    from services.reporter.press import issuing
    from services.reporter.press.press import By

    wanted, reasons, giver = month_of(month), reasons_of(accept or ()), giver_told(person, role)
    with open_system(home) as system, press_of(system, home) as press:
        by = By(giver, datetime.now(UTC))
        inputs = issuing.awaited(system.log, wanted).fact.inputs
        system.complete(inputs.position)
        others = feed_findings(system, home, inputs.stats_to, by.now)
        found = issuing.issue(press, wanted, paper, reasons, by, others)
        if isinstance(found, issuing.Held):
            put_held(found.findings, json)
            raise typer.Exit(Exit.DIFFERENCES)
        put_done("Issued", found, json)
        rows_follow(system)


def record_build(
    now: "Reading",
    month: "Month",
    counts: tuple[str, str | None],
    home: Path | None,
    told: tuple[str | None, str],
    json: bool,
) -> "Done":
    """As `report build`, in every format, with a person in a role (`told`) who stands by it."""
    from services.cli.command import giver_told
    from services.cli.papers import asked_for
    from services.cli.pressing import press_of
    from services.reporter.cut import Asked
    from services.reporter.press.building import build
    from services.reporter.press.press import By

    by = By(giver_told(*told), datetime.now(UTC))
    asked = Asked(news_to=now.as_of, known_at=now.known_at, day_count=counts[0], beside=counts[1])
    with press_of(now.system, home) as press, asked_for():
        done = build(press, month, now.position, asked, by)
    put_done("Built", done, json)
    rows_follow(now.system)
    return done


def rows_follow(system: "System") -> None:
    """What was recorded is projected. Where it cannot be it is told: the deed is done, and is not to be done again."""
    from shared.rowstore.errors import NotComplete

    try:
        system.settle()
    except NotComplete as error:
        tell(f"Recorded. The rows cannot follow yet: {error}")


def put_done(what: str, done: "Done", json: bool) -> None:
    """The fact, and each file with its hash."""
    fact: Any = done.fact.fact
    told = {
        "fact": done.fact.id,
        "paper_ref": fact.paper_ref,
        "edition": fact.edition,
        "position": fact.inputs.position,
        "formats": [each.model_dump() for each in fact.formats],
    }
    if json:
        put_json(told)
        return
    rows = [(each.format, f"{each.size_bytes:,}", each.sha256) for each in fact.formats]
    title = f"{what}: {' '.join(filter(None, (fact.paper_ref, fact.edition)))}, from position {fact.inputs.position}"
    put_table(f"{title} ({done.fact.id})", ("Format", "Bytes", "SHA-256"), rows, numeric=frozenset({1}))


def put_held(findings: "Sequence[Finding]", json: bool) -> None:
    if json:
        put_json({"held_up_by": [_as_json(each) for each in findings]})
        return
    rows = [(each.rule, " ".join(each.subjects), each.message, each.mend) for each in findings]
    columns = ("Rule", "Subjects", "What was found", "Mend")
    put_table("Not issued: mend what was found, or accept it with a reason", columns, rows)
    tell("What a rule found of one subject alone is accepted by --accept RULE@SUBJECT=…")
    rules = " ".join(f"--accept {rule}=…" for rule in dict.fromkeys(each.rule for each in findings))
    tell(f"{len(findings)} findings without a reason: {rules}")


def _as_json(finding: "Finding") -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "subjects": list(finding.subjects),
        "message": finding.message,
        "mend": finding.mend,
    }
