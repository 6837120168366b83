"""Releases: their names and days, what is said to be in them, and what was promised to them."""

from collections.abc import Iterator

from shared.papers.checks.said import Statements, by_subject, day, label, listed, of_kind, places
from shared.papers.finding import Finding
from shared.papers.statement import Statement
from shared.papers.words import MONTHS, printed


def release_is_named_for_its_day(statements: Statements) -> Iterator[Finding]:
    for release in of_kind(statements, "release_live", "release_planned"):
        name, on = str(release["name"]), day(release)
        if on and not name.startswith("standalone/") and name != on.isoformat()[:7]:
            went = "went live" if release.kind == "release_live" else "is planned"
            yield Finding(
                "release-is-named-for-its-day",
                f"the {_printed(name)} Release {went} on {printed(on)}: another month than its name says",
                places(release),
                "check the day; if it is right, keep in mind that the name is not the month",
                (release.subject,),
            )


def implemented_with_its_release(statements: Statements) -> Iterator[Finding]:
    releases = by_subject(of_kind(statements, "release_live"))
    for item in of_kind(statements, "implemented"):
        release = next(iter(releases.get(f"release/{item['release']}", ())), None)
        if release and day(item) != day(release):
            yield Finding(
                "implemented-with-its-release",
                f"{label(item)} stands in {_called(release)} of {_on(release)}, but was implemented on {_on(item)}",
                places(release, item),
                "check both days; if they are right, count it apart from the release",
                (item.subject, release.subject),
            )


def approved_waits_in_its_release(statements: Statements) -> Iterator[Finding]:
    """What the Change Board approved for a release stands in that release's list, where the paper has one."""
    within = {(s.subject, s["release"]) for s in of_kind(statements, "assigned", "implemented") if s["list"]}
    releases = by_subject(of_kind(statements, "release_planned"))
    for vote in of_kind(statements, "voted"):
        release = vote["release"]
        planned = next(iter(releases.get(f"release/{release}", ())), None)
        if vote["result"] == "approve" and planned and (vote.subject, release) not in within:
            yield Finding(
                "approved-waits-in-its-release",
                f"{label(vote)} was approved for {_name(str(release))}, whose list in section 5 does not have it",
                places(vote, planned),
                f"add {label(vote)} to the list of that release, or correct the release in section 4",
                (vote.subject, planned.subject),
            )


def in_one_release(statements: Statements) -> Iterator[Finding]:
    """A proposal, or a part of one, is in one release, and not implemented while it waits."""
    of_lists = [s for s in of_kind(statements, "implemented", "assigned") if s["list"]]
    for stream, those in by_subject(of_lists).items():
        for part in dict.fromkeys(statement["part"] for statement in those):
            same = [statement for statement in those if statement["part"] == part]
            if len({str(statement["list"]) for statement in same}) > 1:
                name = label(same[0]) + (f" part {part}" if part else "")
                yield Finding(
                    "in-one-release",
                    f"{name} stands in {listed(_list(statement) for statement in same)}",
                    places(*same),
                    "leave it in one of the lists, or say which part of it is meant in each",
                    (stream,),
                )


def _list(item: Statement) -> str:
    done = "implemented in" if item.kind == "implemented" else "waiting for"
    return f"the list of those {done} {_name(str(item['release']))}"


def _called(release: Statement) -> str:
    return _name(str(release["name"]))


def _name(release: str) -> str:
    return f"the {release.replace('/', ' release of ')}" if "/" in release else f"the {_printed(release)} Release"


def _on(statement: Statement) -> str:
    on = day(statement)
    return printed(on) if on else "a day not given"


def _printed(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}" if number else month
