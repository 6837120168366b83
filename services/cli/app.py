"""The commands, noun by noun. Each file of this folder adds its own; this list joins them."""

import logging
import sys
from typing import Annotated

import typer

from services.cli.exits import Exit, explained

SERVICES = (["up"], ["ingest"], ["projector"], ["reporter"], ["feed", "work"])
"""They tell in their log what they do, unasked."""

app = typer.Typer(
    name="secchange",
    help="The Smart Energy Code's change process as facts, and the monthly Change Status Report made from them.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def secchange(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what is done, on stderr.")] = False,
) -> None:
    """The Smart Energy Code's change process as facts, and the monthly Change Status Report made from them."""
    from shared.logs import configure

    is_service = any(sys.argv[1 : 1 + len(words)] == words for words in SERVICES)
    configure(level=logging.INFO if verbose or is_service else logging.ERROR)


def join() -> None:
    """Adds every noun to the command. Once; again is harmless."""
    if app.registered_groups:
        return
    from services.cli import (
        assessments,
        audit,
        command,
        consultations,
        database,
        demo,
        doctor,
        explaining,
        exporting,
        feed,
        feed_drop,
        feed_forget,
        feed_quarantine,
        feed_quarantine_deeds,
        feed_reconcile,
        feed_service,
        feed_status,
        importing,
        meeting_sheets,
        meetings,
        polling,
        preparing,
        project,
        quarantine,
        register,
        register_trail,
        releases,
        report,
        report_diff,
        report_issue,
        report_kept,
        report_late,
        report_restate,
        schema,
        serve,
        token,
    )

    app.command("demo")(demo.demo)
    for name in ("up", "ingest", "projector", "reporter"):
        app.command(name)(getattr(serve, name))
    app.command("command", add_help_option=False, context_settings=command.ANY_FIELD)(command.command)
    app.add_typer(importing.app, name="import")
    app.add_typer(exporting.app, name="export")
    register.app.command("trail")(register_trail.trail)
    app.add_typer(register.app, name="register")
    app.add_typer(assessments.app, name="assessments")
    app.add_typer(consultations.app, name="consultations")
    app.add_typer(meetings.app, name="meetings")
    app.add_typer(meeting_sheets.app, name="meeting")
    app.add_typer(releases.app, name="releases")
    report.app.command("explain")(explaining.explain)
    report.app.command("figures")(explaining.figures)
    report.app.command("prepare")(preparing.prepare)
    report.app.command("forecasts")(preparing.forecasts)
    report.app.command("issue")(report_issue.issue)
    report.app.command("restate")(report_restate.restate)
    report.app.command("diff")(report_diff.diff)
    report.app.command("late")(report_late.late)
    report.app.command("list")(report_kept.list_)
    report.app.command("export")(report_kept.export)
    report.app.command("rebuild")(report_kept.rebuild)
    app.add_typer(report.app, name="report")
    feed.app.command("poll")(polling.poll)
    app.add_typer(project.app, name="project")
    app.add_typer(quarantine.app, name="quarantine")
    feed.app.command("drop")(feed_drop.drop)
    feed.app.command("watch")(feed_drop.watch)
    feed.app.command("work")(feed_service.work)
    feed.app.command("status")(feed_status.status)
    feed.app.command("late")(feed_status.late)
    feed.app.command("reconcile")(feed_reconcile.reconcile)
    feed.app.command("forget-month")(feed_forget.forget_month)
    feed_quarantine.app.command("replay")(feed_quarantine_deeds.replay)
    feed_quarantine.app.command("discard")(feed_quarantine_deeds.discard)
    feed_quarantine.app.command("archive")(feed_quarantine_deeds.archive)
    feed_quarantine.app.command("export")(feed_quarantine_deeds.export)
    feed_quarantine.app.command("map")(feed_quarantine_deeds.map_)
    feed.app.add_typer(feed_quarantine.app, name="quarantine")
    app.add_typer(feed.app, name="feed")
    app.add_typer(schema.app, name="schema")
    app.add_typer(audit.app, name="audit")
    app.add_typer(token.app, name="token")
    app.add_typer(database.app, name="database")
    app.command("doctor")(doctor.doctor)


def run(arguments: list[str] | None = None) -> int:
    """Runs one command line and returns its exit code. Faults of ours are raised, with their traceback."""
    join()
    try:
        outcome = app(args=arguments, standalone_mode=False)
    except typer.Exit as left:
        return int(left.exit_code)
    except typer.Abort:
        return Exit.FAILED
    except Exception as error:
        return _told(error)
    return int(outcome or Exit.DONE)


def _told(error: Exception) -> int:
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):  # click's own words on wrong usage
        message = str(error.format_message()).replace("Value error, ", "")
        print(message if message.startswith("Usage:") else f"secchange: {message}", file=sys.stderr)
        return Exit.USAGE
    told = explained(error)
    if told is None:
        raise error
    print(f"secchange: {told.sentence}", file=sys.stderr)
    return told.code
