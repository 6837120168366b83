"""`secchange register`: modifications, and the decision trail of one."""

from typing import Annotated, Any

import typer

from services.cli.options import AsOf, Home, Json, KnownAt, Position
from services.cli.output import put_json, put_table

app = typer.Typer(help="Modifications, and the decision trail of one.", no_args_is_help=True)

Trail = Annotated[bool, typer.Option("--trail", help="With every fact about it, who says so and since when.")]


@app.command("list")
def list_(
    as_of: AsOf = None, known_at: KnownAt = None, position: Position = None, json: Json = False, home: Home = None
) -> None:
    """Every modification, where it stands and who raised it."""
    from services.cli.reading import reading
    from services.reporter.listings.register import register

    with reading(home, as_of, known_at, position) as now:
        found = register(now.rows(), now.day)
    if json:
        put_json(found)
        return
    columns = ("Ref", "Title", "Stage", "Raised", "Proposer", "Decision", "Note")
    put_table(f"Modifications on {now.day} (position {now.position})", columns, map(_cells, found))


@app.command("show")
def show(
    ref: Annotated[str, typer.Argument(help="Any spelling: DP125, MP125, SECMP0007, 102B.")],
    trail: Trail = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """One modification, and with --trail every fact about it."""
    from services.cli.reading import reading
    from services.reporter.listings.find import named
    from services.reporter.listings.register import one
    from services.reporter.listings.trail import trail as trail_of

    with reading(home, as_of, known_at, position) as now:
        found = one(ref, now, now.day)
        if trail:
            found["trail"] = trail_of(now.history(named(ref)), now.day)
    put_json(found) if json else _print(found)


def _cells(found: dict[str, Any]) -> tuple[object, ...]:
    from services.reporter.listings.befallen import marks

    return (
        found["ref"],
        found["title"],
        _words(found["stage"]) + (" (implied)" if found["implied"] else ""),
        found["raised_on"],
        _proposer(found["proposer"]),
        _decision(found["decision"]),
        "; ".join(marks(found)),
    )


def _proposer(proposer: dict[str, Any] | None) -> str | None:
    return ", ".join(filter(None, (proposer["name"], proposer["organisation"]))) if proposer else None


def _decision(decision: dict[str, Any] | None) -> str | None:
    if decision is None:
        return None
    return f"{_words(decision['outcome'])} by the {_words(decision['by']).title()} on {decision['on']}"


def _print(found: dict[str, Any]) -> None:
    steps = found.get("trail")
    shown = found | {"proposer": _proposer(found["proposer"]), "decision": _decision(found["decision"])}
    shown |= found["particulars"] or {}
    hidden = ("ref", "title", "trail", "evidence", "particulars")
    told = ((name, _plain(value)) for name, value in shown.items() if name not in hidden)
    facts = [(_words(name), value) for name, value in told if value]
    title = f"'{found['title']}'" if found["title"] else "(no source gives its title)"
    put_table(f"{found['ref']} {title}", ("", ""), facts)
    if steps is not None:
        print()
        columns = ("Fact", "Day", "What", "Body", "Known", "Source", "Corrections")
        put_table("Decision trail, by day", columns, map(_step, steps))


def _plain(value: Any) -> str | None:
    match value:
        case None | [] | False:
            return None
        case True:
            return "yes"
        case dict():
            named = (f"{name} {_plain(part)}" for name, part in value.items() if part not in (None, []))
            return _words(", ".join(named))
        case list():
            return "; ".join(filter(None, map(_plain, value)))
        case _:
            return _words(str(value))


def _words(text: str) -> str:
    return text.replace("_", " ")


def _step(step: dict[str, Any]) -> tuple[object, ...]:
    source = step["source"]
    return (
        step["id"],
        step["occurred_on"] or f"by {step['occurred_by']}",
        step["what"],
        ", ".join(filter(None, (step["body"], step["person"], step["role"]))),
        step["known_at"][:10],
        ", ".join(filter(None, (source["ref"], source.get("locator")))),
        "; ".join(_corrections(step)),
    )


def _corrections(step: dict[str, Any]) -> list[str]:
    """Each way: what mends this fact or is to, and what this fact mends or is to."""
    proposal = step["proposal"]
    told = (
        (f"corrected by {', '.join(step['corrected_by'])}", step["corrected_by"]),
        (f"corrects {step['corrects']}", step["corrects"]),
        (f"correction proposed by {', '.join(step['corrections_proposed'])}", step["corrections_proposed"]),
        (f"answered by {proposal['answered_by'] if proposal else ''}", proposal and proposal["answered_by"]),
        ("not yet answered", proposal and not proposal["answered_by"]),
    )
    return [text for text, is_so in told if is_so]
