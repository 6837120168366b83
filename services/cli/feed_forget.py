"""`secchange feed forget-month`: what really came in a month is forgotten for good."""

from typing import Annotated

import typer

from services.cli.exits import Exit
from services.cli.options import Home, Json
from services.cli.output import put_json, tell


def forget_month(
    month: Annotated[str, typer.Argument(metavar="YYYY-MM", help="Of its receipt.")],
    reason: Annotated[str, typer.Option("--reason", help="Why: it is recorded.")],
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who does it (default: whoever is logged in).")
    ] = None,
    agreed_by: Annotated[
        str | None, typer.Option("--agreed-by", metavar="NAME", help="Who agrees: needed within 24 months.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be forgotten; forget nothing.")] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Throws away the key under which raw payloads of that month are kept; their hashes stay, and what they told.

    Refused (exit 3) while some of it is not read, or waits in the quarantine.
    """
    from services.cli.exits import WrongUsage
    from services.cli.feed_quarantine_deeds import actor_of
    from services.cli.feed_work import feed_work
    from services.ingest.feed.clock import now
    from services.ingest.feed.forgetting import NotForgotten, forget_month

    actor = actor_of(by)
    if not reason.strip():
        raise WrongUsage("why it is forgotten is recorded: expected words for --reason")
    with feed_work(home) as work:
        try:
            sealed = forget_month(
                work.box,
                work.log,
                work.rows,
                month,
                now(),
                by=actor,
                reason=reason.strip(),
                agreed_by=(agreed_by or "").strip() or None,
                rehearse=dry_run,
            )
        except NotForgotten as error:
            tell(f"secchange: refused: {error}")
            raise typer.Exit(Exit.DIFFERENCES) from None
        work.rows()
    if json:
        put_json({"month": month, "dry_run": dry_run, "sources": {each.source: each.deliveries for each in sealed}})
        return
    count = sum(each.deliveries for each in sealed)
    print(f"{count} deliveries of {month} {'would be' if dry_run else 'are'} forgotten; their hashes stay")
