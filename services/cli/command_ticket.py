"""`secchange command EnterTicketRevision`: a revision of a ticket, typed by staff, for what no system sends."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from services.cli.exits import Exit, WrongUsage
from services.cli.output import put_json, put_table, tell
from services.cli.shapes import Shape, options, shape_from
from shared.process.naming import kebab

if TYPE_CHECKING:
    from services.ingest.feed.entry_desk import Entered
    from shared.process.command import Giver

COMMAND = "EnterTicketRevision"
MEANS = (
    "A revision of a ticket of the DCC that somebody tells by telephone or e-mail. It is kept, read and followed like "
    "all that ticket systems send; without ticket_id and revision, they are found by modification, kind and days."
)


def is_named(name: str | None) -> bool:
    return name in (COMMAND, kebab(COMMAND))


def shape() -> Shape:
    from shared.schema.ticket import entered_ticket_schema

    return shape_from(entered_ticket_schema())


def put_help(json: bool) -> None:
    from services.ingest.feed.entry_desk import MAY_ENTER
    from shared.schema.ticket import entered_ticket_schema

    if json:
        put_json({"name": COMMAND, "means": MEANS, "roles": sorted(MAY_ENTER), "schema": entered_ticket_schema()})
        return
    print(f"secchange command {COMMAND}  (or {kebab(COMMAND)})\n\n{MEANS}")
    print(f"Given by: {', '.join(sorted(MAY_ENTER))}.\n")
    told = ((name.replace("_", "-"), each) for name, each in options(shape()))
    rows = [(f"--{name}{'*' if each.is_needed else ''}", each.in_words, each.means) for name, each in told]
    put_table("Fields (* must be given)", ("Option", "Value", "Meaning"), rows)


def give(
    fields: Mapping[str, Any], giver: "Giver", *, key: str | None, dry_run: bool, json: bool, home: Path | None
) -> None:
    """Exit 3 where it cannot be used: then nothing is kept."""
    from services.cli.feed_work import feed_work
    from services.ingest.feed.entry_desk import Entered, EnteredOtherwise, EntryDesk, MayNotEnter

    with feed_work(home) as work:
        desk = EntryDesk(work.box, work.log, work.sources)
        try:
            outcome = desk.rehearse(fields, giver) if dry_run else desk.enter(fields, giver, key)
        except (MayNotEnter, EnteredOtherwise) as error:
            tell(f"secchange: refused: {error}")
            raise typer.Exit(Exit.DIFFERENCES) from None
        if isinstance(outcome, Entered):
            is_read = work.read(outcome.receipt)
            told = _told(outcome, desk.observed(outcome), is_read)
        else:
            told, is_read = dict(outcome), True
    _put(told, json)
    if not is_read:
        raise typer.Exit(Exit.UNAVAILABLE)
    if told["outcome"] in ("quarantined", "ignored"):
        raise typer.Exit(Exit.DIFFERENCES)


def _told(entered: "Entered", fact: str | None, is_read: bool) -> dict[str, Any]:
    outcome = entered.would | {"receipt": str(entered.receipt), "sha256": entered.sha256, "again": entered.again}
    if not is_read:
        return outcome | {"outcome": "waiting"}
    if entered.would["outcome"] == "duplicate":
        return outcome | {"fact": fact}
    return outcome | {"outcome": "observed" if fact else "duplicate", "fact": fact}


def _put(told: Mapping[str, Any], json: bool) -> None:
    if json:
        put_json(dict(told))
        return
    if told["outcome"] in ("quarantined", "ignored"):
        tell(f"secchange: refused: {told.get('code', 'ignored')}: {told['message']}; nothing is kept")
        return
    for name in ("outcome", "ticket_id", "revision", "fact", "receipt", "sha256"):
        if told.get(name) is not None:
            print(f"{name:>10}  {told[name]}")
    if facts := told.get("facts"):
        rows = [(each["type"], each["occurred_on"], each["kind"] or "", each["n"] or "") for each in facts]
        put_table("What follows from it", ("Fact", "Day", "Of", ""), rows)


def expected_none(version: int | None) -> None:
    """A ticket is of no version of a stream that somebody may have moved on."""
    if version is not None:
        raise WrongUsage(f"{COMMAND} takes no --expect-version: revisions may come in any order")
