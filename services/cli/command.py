"""`secchange command`: one command of the process, or many, as the administrator's staff would give them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.exits import Exit, WrongUsage
from services.cli.options import Home, Json

if TYPE_CHECKING:
    from services.cli.shapes import Shape
    from shared.process.command import Giver
    from shared.process.rule import Rule

ANY_FIELD = {"ignore_unknown_options": True, "allow_extra_args": True}
"""The fields of a command are options that its own model knows."""

Person = Annotated[
    str | None, typer.Option("--person", metavar="NAME", envvar="SECCHANGE_PERSON", help="Who gives it: a name or id.")
]
InRole = Annotated[
    str, typer.Option("--role", metavar="ROLE", envvar="SECCHANGE_ROLE", help="In which role; the policy holds here.")
]
Name = Annotated[
    str | None, typer.Argument(metavar="[NAME]", help="RaiseProposal, or raise-proposal.", show_default=False)
]
Listing = Annotated[bool, typer.Option("--list", help="All commands: who decides, from where to where, clause.")]
Body = Annotated[str | None, typer.Option("--json-body", metavar="JSON", help="The fields as one JSON object.")]
From = Annotated[Path | None, typer.Option("--from", metavar="FILE", help="The same from a file; - is stdin.")]
Bulk = Annotated[
    Path | None, typer.Option("--bulk", metavar="FILE", help="Many commands, one a line (NDJSON); - is stdin.")
]
All = Annotated[bool, typer.Option("--all", help="With --bulk: all of them, or none.")]
Each = Annotated[bool, typer.Option("--each", help="With --bulk: each by itself (the default).")]
Expect = Annotated[
    int | None, typer.Option("--expect-version", metavar="N", help="Refuse where its stream has moved on from there.")
]
Key = Annotated[
    str | None, typer.Option("--key", metavar="KEY", help="Carried out once, however often it is given with this key.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would be recorded, and record nothing.")]
Help = Annotated[bool, typer.Option("--help", help="Beside a command's name: its fields and its rules.")]


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a command is given, beside what it says."""

    key: str | None
    dry_run: bool
    json: bool
    home: Path | None


def command(
    context: typer.Context,
    name: Name = None,
    listing: Listing = False,
    json_body: Body = None,
    from_: From = None,
    bulk: Bulk = None,
    all_: All = False,
    each: Each = False,
    person: Person = None,
    role: InRole = "secretariat",
    expect_version: Expect = None,
    key: Key = None,
    dry_run: DryRun = False,
    json: Json = False,
    home: Home = None,
    help_: Help = False,
) -> None:
    """One command of the process: `secchange command ConvertProposal --ref DP125 --on 2020-06-19 --route refinement …`.

    Its fields are options, or JSON; `secchange command NAME --help` tells them, and `--list` all commands. What the
    Code does not allow is refused with its rule and what is allowed now (exit 3), and nothing is recorded.
    """
    from services.cli import command_help, command_ticket

    words = context.args
    if listing:
        command_help.put_list(json)
    elif command_ticket.is_named(name) and help_:
        command_ticket.put_help(json)
    elif command_ticket.is_named(name):
        command_ticket.expected_none(expect_version)
        typed = _told(words, json_body, from_, command_ticket.shape(), command_ticket.COMMAND)
        by = giver_told(person, role)
        command_ticket.give(typed, by, key=key, dry_run=dry_run, json=json, home=home)
    elif bulk:
        if name is not None or words or any(each is not None for each in (json_body, from_, key, expect_version)):
            raise WrongUsage("--bulk takes whole commands from the file: expected no name, field or key beside it")
        if dry_run or (all_ and each):
            raise WrongUsage("--bulk goes with --all or with --each, and not with --dry-run")
        _give_many(bulk, all_, giver_told(person, role), json, home)
    elif name is None:
        print(context.get_help())
    elif help_:
        command_help.put_help(_rule(name), json)
    else:
        fields = _fields(rule := _rule(name), words, json_body, from_)
        if expect_version is not None:
            fields["expected_version"] = expect_version
        _give_one(rule, fields, giver_told(person, role), _Manner(key, dry_run, json, home))


def _rule(name: str) -> "Rule":
    from shared.process.naming import UnknownCommand, named

    try:
        return named(name)
    except UnknownCommand as error:
        raise WrongUsage(str(error)) from None


def giver_told(person: str | None, role: str) -> "Giver":
    """Who gives it. Raises WrongUsage."""
    from shared.process.giver import NotAGiver, giver

    try:
        return giver(person, role)
    except NotAGiver as error:
        raise WrongUsage(f"{error}; --person and --role, or SECCHANGE_PERSON and SECCHANGE_ROLE, tell it") from None


def _fields(rule: "Rule", words: Sequence[str], json_body: str | None, from_: Path | None) -> dict[str, Any]:
    from services.cli.shapes import shape_of

    return _told(words, json_body, from_, shape_of(rule), rule.command)


def _told(
    words: Sequence[str], json_body: str | None, from_: Path | None, shape: "Shape", command: str
) -> dict[str, Any]:
    """Those of the JSON, if any, and over them those of the options."""
    from services.cli.fields import fields_from
    from services.cli.files import opened
    from shared.process.wire import LARGEST_COMMAND_BYTES, NotACommand, fields_of

    if json_body is not None and from_ is not None:
        raise WrongUsage("--json-body and --from each give the fields: expected one of them")
    given: dict[str, Any] = {}
    try:
        if from_ is not None:
            with opened(from_) as file:
                given = fields_of(file.read(LARGEST_COMMAND_BYTES + 1))
        elif json_body is not None:
            given = fields_of(json_body.encode(errors="surrogatepass"))
    except NotACommand as error:
        raise WrongUsage(f"{from_ or '--json-body'}: {error}") from None
    return given | fields_from(words, shape, command)


def _give_one(rule: "Rule", fields: dict[str, Any], giver: "Giver", manner: _Manner) -> None:
    from json import dumps

    from services.cli.command_told import put_outcome
    from services.cli.papers_out import tell_of_papers
    from services.cli.system import open_system
    from services.ingest import command_ids
    from services.ingest.commanding import CommandDesk
    from services.ingest.weighing import Accepted, Asked, Planned
    from shared.process.wire import NotACommand, read

    try:
        asked_for, envelope = read(rule.command, dumps(fields).encode())
    except NotACommand as error:
        raise WrongUsage(f"{rule.command}: {error}") from None
    key = manner.key
    id_ = command_ids.new() if key is None else command_ids.of_key(giver, key)
    asked = Asked(asked_for, envelope, giver, id_)
    with open_system(manner.home) as system:
        desk, now = CommandDesk(system.log), datetime.now(UTC)
        outcome = desk.try_out(asked, now=now) if manner.dry_run else desk.carry_out(asked, now=now)
        put_outcome(asked, outcome, desk.standing(asked_for.stream), manner.json)
        if isinstance(outcome, Accepted):
            tell_of_papers(system.log, outcome.facts)
            system.settle()
    if not isinstance(outcome, Accepted | Planned):
        raise typer.Exit(Exit.DIFFERENCES)


def _give_many(file: Path, all_: bool, giver: "Giver", json: bool, home: Path | None) -> None:
    from services.cli.command_told import put_answers
    from services.cli.files import opened
    from services.cli.system import open_system
    from services.ingest.bulk import bulk
    from services.ingest.commanding import CommandDesk
    from services.ingest.lines import lines_of

    with opened(file) as lines, open_system(home) as system:
        desk, now = CommandDesk(system.log), datetime.now(UTC)
        answers = bulk(lines_of(lines), desk, giver, mode="all" if all_ else "each", now=now)
        are_all_taken = put_answers(str(file), answers, json)
        system.settle()
    if not are_all_taken:
        raise typer.Exit(Exit.DIFFERENCES)
