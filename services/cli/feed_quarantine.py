"""`secchange feed quarantine list` and `show`: what of the feed was set aside, and why. `app` has the deeds too."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.options import Home, Json
from services.cli.output import put_json, put_table, tell

if TYPE_CHECKING:
    from services.cli.feed_work import FeedWork
    from services.ingest.feed.quarantine import Quarantine
    from shared.feed.items import Item

app = typer.Typer(
    help="What of the feed was set aside. (Facts that could not be projected: `secchange quarantine`.)",
    no_args_is_help=True,
)

SHOWN_CHARACTERS = 4_000

What = Annotated[str, typer.Argument(metavar="ITEM", help="The id of an item, or the fingerprint of a whole group.")]
OfSource = Annotated[str | None, typer.Option("--source", help="Of this source alone.")]


@app.command("list")
def list_(
    all_: Annotated[bool, typer.Option("--all", help="Also what was replayed, discarded and archived.")] = False,
    source: OfSource = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Each item, in groups of one kind, the largest first."""
    from services.cli.feed_work import check_heard_of
    from shared.feed.items import grouped

    with opened(home) as (work, quarantine):
        check_heard_of(work.log, source)
        items = [item for item in quarantine.items(source).values() if all_ or item.is_open]
    if json:
        put_json([as_json(item) for group in grouped(items).values() for item in group])
        return
    if not items:
        tell("Nothing is set aside.")
    for fingerprint, group in grouped(items).items():
        rows = [(item.id, item.since, of(item), item.told.message, item.attempts, item.disposition) for item in group]
        title = f"{fingerprint} ({len(group)})"
        put_table(title, ("Item", "Since", "Of", "What was found", "Tried", ""), rows, numeric=frozenset({4}))


@app.command("show")
def show(item: What, json: Json = False, home: Home = None) -> None:
    """One item: what it means, what to do, and what really came, escaped."""
    from services.cli.quarantined import escaped
    from services.ingest.feed.quarantine import NotSetAside
    from shared.feed.reasons import MEANING

    with opened(home) as (_, quarantine):
        found = quarantine.items().get(item)
        if found is None:
            raise NotSetAside(f"no item {item!r}: see `secchange feed quarantine list --all`")
        raw = quarantine.raw(found)
    meaning = {str(code): text for code, text in MEANING.items()}.get(found.told.reason)
    told = {**as_json(found), "meaning": meaning, "raw": escaped(raw) if raw else None}
    if json:
        put_json(told)
        return
    for name, value in told.items():
        if value not in (None, [], ""):
            text = " ".join(value) if isinstance(value, list) else str(value)
            print(f"{name:>14}  {text[:SHOWN_CHARACTERS]}{'…' if len(text) > SHOWN_CHARACTERS else ''}")


@contextmanager
def opened(home: Path | None) -> "Iterator[tuple[FeedWork, Quarantine]]":
    from services.cli.feed_work import feed_work
    from services.ingest.feed.quarantine import Quarantine

    with feed_work(home) as work:
        yield work, Quarantine(work.box, work.log, work.sources, work.rows)


def of(item: "Item") -> str:
    told = item.told
    return " ".join(str(each) for each in (told.modification, told.ticket_id, told.revision) if each is not None)


def as_json(item: "Item") -> dict[str, Any]:
    told = item.told
    return {
        "item": item.id,
        "source": item.source,
        "since": item.since.isoformat(),
        "reason": told.reason,
        "message": told.message,
        "pointers": list(told.pointers),
        "fingerprint": told.fingerprint,
        "door": told.door,
        "ticket_id": told.ticket_id,
        "revision": told.revision,
        "modification": told.modification,
        "sha256": told.raw_sha256,
        "disposition": item.disposition,
        "attempts": item.attempts,
        "set_aside_at": item.set_aside_at.isoformat(),
        "last_tried_at": item.last_tried_at.isoformat() if item.last_tried_at else None,
        "last_reason": item.last_reason,
        "exported": item.exported,
        "evidence": list(item.evidence),
    }
