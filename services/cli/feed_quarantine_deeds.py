"""`secchange feed quarantine`: the five things that can be done about what was set aside, each told with its actor."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from services.cli.exits import Exit, WrongUsage
from services.cli.feed_quarantine import What, as_json, of, opened
from services.cli.options import Home, Json
from services.cli.output import put_json, put_table

if TYPE_CHECKING:
    from services.cli.feed_work import FeedWork
    from services.ingest.feed.quarantine import Tried
    from shared.feed.items import Item

By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who does it (default: the user logged in).")]
Rehearse = Annotated[bool, typer.Option("--dry-run", help="Say what it would be done to; record nothing.")]


def replay(
    item: What,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come of it; record nothing.")] = False,
    by: By = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Reads again what came, of one item or of a whole group, after a mend. Exit 3 where some is set aside still."""
    from services.ingest.feed.clock import now

    actor = actor_of(by)
    with opened(home) as (work, quarantine):
        tried = quarantine.replay(quarantine.found(item), actor, now(), rehearse=dry_run)
        if not dry_run:
            _carried(work)
    _put_tried(tried, dry_run, json)


def _put_tried(tried: "Sequence[Tried]", dry_run: bool, json: bool) -> None:
    told = [{"item": each.item.id, "reason": each.reason, "message": each.message} for each in tried]
    if json:
        put_json({"dry_run": dry_run, "tried": told})
    else:
        good = sum(each.reason is None for each in tried)
        print(f"{good} of {len(tried)} {'would be' if dry_run else 'are'} taken")
        left = [(each.item.id, each.reason, each.message) for each in tried if each.reason]
        if left:
            put_table("", ("Item", "Reason", "What is found still"), left)
    if any(each.reason for each in tried):
        raise typer.Exit(Exit.DIFFERENCES)


def discard(
    item: What,
    reason: Annotated[str, typer.Option("--reason", help="Why it is of no use.")],
    dry_run: Rehearse = False,
    by: By = None,
    home: Home = None,
) -> None:
    """It is of no use: for good. The log keeps that it came, who discarded it, and why."""
    from services.ingest.feed.clock import now

    actor = actor_of(by)
    if not reason.strip():
        raise WrongUsage("why it is discarded is recorded: expected words for --reason")
    with opened(home) as (work, quarantine):
        found = quarantine.found(item)
        if not dry_run:
            quarantine.discard(found, reason.strip(), actor, now())
            _carried(work)
    _put_done(found, "discarded", dry_run)


def archive(item: What, dry_run: Rehearse = False, by: By = None, home: Home = None) -> None:
    """It was settled otherwise: it waits for nobody any more."""
    from services.ingest.feed.clock import now

    actor = actor_of(by)
    with opened(home) as (work, quarantine):
        found = quarantine.found(item)
        if not dry_run:
            quarantine.archive(found, actor, now())
            _carried(work)
    _put_done(found, "archived", dry_run)


def _put_done(found: "Sequence[Item]", done: str, dry_run: bool) -> None:
    print(f"{len(found)} {'would be ' if dry_run else ''}{done}")
    if dry_run:
        put_table("", ("Item", "Of", "What was found"), [(each.id, of(each), each.told.message) for each in found])


def export(
    item: What,
    out: Annotated[Path, typer.Option("--out", help="The CSV file to be written, for the DCC.")],
    by: By = None,
    home: Home = None,
) -> None:
    """Writes what came and what is wrong with it, for the DCC to look at. It waits on until it is dealt with."""
    from services.cli.files import written
    from services.cli.quarantined import escaped
    from services.ingest.feed.clock import now
    from services.ingest.feed.safe_csv import safe_csv

    actor = actor_of(by)
    told = ("item", "source", "since", "reason", "message", "pointers", "ticket_id", "revision", "modification")
    with opened(home) as (work, quarantine):
        found = quarantine.found(item)
        rows = [[as_json(each).get(name) for name in told] for each in found]
        raws = [quarantine.raw(each) for each in found]
        cells = [[*_flat(row), escaped(raw) if raw else ""] for row, raw in zip(rows, raws, strict=True)]
        written(out, safe_csv((*told, "raw"), cells))
        quarantine.exported(found, actor, now())
        _carried(work)
    print(f"{len(found)} exported to {out}")


def map_(
    source: Annotated[str, typer.Option("--source", help="Whose word it is, such as urn:dcc:itsm:prod.")],
    field: Annotated[str, typer.Option("--field", help="state, assessment_type or hold_reason.")],
    word: Annotated[str, typer.Option("--word", help="As the source has it.")],
    meaning: Annotated[str, typer.Option("--meaning", help="One of our words.")],
    replay: Annotated[bool, typer.Option("--replay", help="And try again what was set aside for that field.")] = False,
    by: By = None,
    home: Home = None,
) -> None:
    """Says what a word of a source means, from now on; with --replay, what was set aside for that field is tried again.

    Exit 3 where some of that is set aside still.
    """
    from services.ingest.feed.clock import now
    from services.ingest.feed.quarantine import Field
    from shared.domain.ticket_states import HoldReason, TicketState
    from shared.domain.vocabulary import AssessmentKind

    actor = actor_of(by)
    meanings = {"state": TicketState, "assessment_type": AssessmentKind, "hold_reason": HoldReason}
    known: Field | None = next((each for each in get_args(Field) if each == field), None)
    if known is None:
        raise WrongUsage(f"--field {field!r}: expected one of {', '.join(meanings)}")
    if meaning not in get_args(meanings[known]):
        raise WrongUsage(f"--meaning {meaning!r}: expected one of {', '.join(get_args(meanings[known]))}")
    with opened(home) as (work, quarantine):
        if work.sources.get(source) is None:
            raise WrongUsage(f"{source} is no source that is known")
        quarantine.map(source, known, word, meaning, actor, now())
        tried = quarantine.replay(quarantine.of_field(source, known), actor, now()) if replay else ()
        _carried(work)
    print(f"{known} {word!r} of {source} means {meaning}")
    if replay:
        _put_tried(tried, dry_run=False, json=False)


def _carried(work: "FeedWork") -> None:
    """Embedded, what follows is in the register when the command returns."""
    if work.pump:
        work.pump()
        work.system.settle()


def actor_of(by: str | None) -> str:
    """Who does it. Raises WrongUsage for nobody."""
    actor = (getpass.getuser() if by is None else by).strip()
    if not actor:
        raise WrongUsage("who does it is recorded: expected a name for --by")
    return actor


def _flat(row: Sequence[Any]) -> list[Any]:
    return [" ".join(cell) if isinstance(cell, list) else cell for cell in row]
