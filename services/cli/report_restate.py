"""`secchange report restate`: a paper that is out goes out once more beside itself, with what is otherwise and why."""

from datetime import UTC, datetime

import typer

from services.cli.command import InRole, Person
from services.cli.exits import Exit
from services.cli.options import Home, Json
from services.cli.report_issue import Accept, MonthOf, PaperRef


def restate(
    month: MonthOf,
    paper: PaperRef,
    accept: Accept = None,
    person: Person = None,
    role: InRole = "secretariat",
    json: Json = False,
    home: Home = None,
) -> None:
    """Issues "(R1)", "(R2)" … beside the original, which stays; somebody else built it, by `build --record`.

    It speaks of the days of which the original spoke, says what is otherwise and by which facts, and what became of
    what was expected. Findings are accepted as by `report issue` (exit 3 where one has no reason).
    """
    from services.cli.command import giver_told
    from services.cli.feed_findings import feed_findings
    from services.cli.pressing import press_of, reasons_of
    from services.cli.report import month_of
    from services.cli.report_issue import put_done, put_held, rows_follow
    from services.cli.system import open_system
    from services.reporter.press import restating
    from services.reporter.press.issuing import Held
    from services.reporter.press.press import By
    from shared.domain import streams

    wanted, reasons, giver = month_of(month), reasons_of(accept or ()), giver_told(person, role)
    with open_system(home) as system, press_of(system, home) as press:
        by = By(giver, datetime.now(UTC))
        inputs = restating.to_be_restated(system.log.history(streams.paper(str(wanted))), wanted).fact.inputs
        system.complete(inputs.position)
        found = restating.restate(
            press, wanted, paper, reasons, by, feed_findings(system, home, inputs.stats_to, by.now)
        )
        if isinstance(found, Held):
            put_held(found.findings, json)
            raise typer.Exit(Exit.DIFFERENCES)
        put_done("Restated", found, json)
        rows_follow(system)
