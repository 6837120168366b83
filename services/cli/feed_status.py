"""`secchange feed status` and `late`: how the feed goes, and what it told too late for papers that are out."""

from dataclasses import asdict
from typing import Any

from services.cli.options import Home, Json
from services.cli.output import put_json, put_table, tell


def status(json: Json = False, home: Home = None) -> None:
    """Each source: its last item and how long that took, what came, what is missing, late, and set aside."""
    from services.cli.feed_work import feed_work
    from services.cli.moments import today
    from services.ingest.feed.standing import plain, shown, standing

    with feed_work(home) as work:
        found = standing(work.log, work.rows(), work.box, work.sources, today())
    if json:
        put_json(plain(found))
        return
    if not found["sources"]:
        tell("No source is configured, and nothing has come.")
    for each in found["sources"]:
        rows = [(name.replace("_", " "), shown(value)) for name, value in each.items() if name != "source"]
        put_table(str(each["source"]), ("", ""), rows)
    for code, count in found["turned_away"].items():
        print(f"not taken, {code}: {count}")


def late(json: Json = False, home: Home = None) -> None:
    """What came by the feed after a paper was out, and would have changed its figures: as it was, and as it is."""
    from services.cli.feed_work import feed_work
    from services.cli.moments import today
    from services.ingest.feed.account import late_of
    from services.ingest.feed.standing import plain

    with feed_work(home) as work:
        found = [asdict(each) for each in late_of(work.log, work.rows(), today())]
    if json:
        put_json(plain(found))
        return
    if not found:
        tell("Nothing has come too late for a paper that is out.")
        return
    rows = [
        (
            f"{each['paper']} {each['edition']}".strip(),
            f"{each['label']} {each['kind']} {each['n']}",
            *map(_told, (each["before"], each["after"])),
            each["what"],
        )
        for each in found
    ]
    put_table("Candidates for restatement", ("Paper", "Assessment", "Was", "Is", "Kind"), rows)


def _told(standing: dict[str, Any]) -> str:
    said = [standing["state"]] if standing["state"] else ["not in it"]
    said += [f"{name.partition('_')[0]} {standing[name]}" for name in ("accepted_on", "returned_on") if standing[name]]
    return ", ".join(said) + (f", target {standing['target_wd']} WD" if standing["target_wd"] else "")
