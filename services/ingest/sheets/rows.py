"""From a row of a sheet to the commands that it means."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.ingest import command_ids
from services.ingest.sheets.columns import BODY_WORDS, columns_of
from services.ingest.sheets.outcomes import OUTCOMES, Cells, Sitting, Unreadable, Wanted, plain
from services.ingest.weighing import Asked
from shared.domain.reference import ModificationRef, NotAReference
from shared.domain.vocabulary import Path
from shared.process.command import Giver
from shared.process.wire import NotACommand, read

NOT_READ = "it holds a formula: expected a value"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as it stands: its number in the sheet, and its cells by the headings above them. `bad`: by heading, why
    a cell cannot be read."""

    number: int
    cells: Mapping[str, str]
    bad: Mapping[str, str]


def headings(sitting: Sitting) -> Mapping[str, str]:
    """The names of the columns by their plain headings."""
    return {plain(column.heading): column.name for column in columns_of(sitting.body, list(OUTCOMES[sitting.body]))}


def heading_of(column: str, sitting: Sitting) -> str:
    """The heading under which the column stands, as people see it."""
    columns = columns_of(sitting.body, ())
    return next((each.heading for each in columns if each.name == column), column)


def by_column(row: SheetRow, sitting: Sitting) -> Mapping[str, str]:
    """The cells that are read, by column, without blanks. Raises Unreadable for one that cannot be."""
    named = headings(sitting)
    told = {column.name for column in columns_of(sitting.body, ()) if column.is_told}
    for heading, reason in row.bad.items():
        if (name := named.get(plain(heading))) and name not in told:
            raise Unreadable(name, reason)
    cells = {named[plain(heading)]: text.strip() for heading, text in row.cells.items() if plain(heading) in named}
    return {name: text for name, text in cells.items() if text and name not in told}


def stream_of(cells: Mapping[str, str]) -> str:
    """The modification of which the row is, in any spelling. Raises Unreadable."""
    if "ref" not in cells:
        raise Unreadable("ref", "it is blank: expected a modification, such as DP125")
    try:
        return ModificationRef.parse(cells["ref"].upper()).stream
    except NotAReference as error:
        raise Unreadable("ref", str(error)) from None


def wanted_of(cells: Mapping[str, str], sitting: Sitting, path: Path | None) -> tuple[Wanted, ...]:
    """What its outcome means. Raises Unreadable."""
    means = {plain(word): each for word, each in OUTCOMES[sitting.body].items()}
    found = means.get(plain(cells["outcome"]))
    if found is None:
        words = ", ".join(OUTCOMES[sitting.body])
        raise Unreadable("outcome", f"found {cells['outcome']!r}: expected one of {words}")
    return found(Cells(sitting, cells, path))


def asked_of(
    wanted: Sequence[Wanted], ref: str, sitting: Sitting, evidence: str | None, giver: Giver, ordinal: int = 1
) -> tuple[Asked, ...]:
    """The commands as they are given, each with an id that the same row always gets. Raises Unreadable."""
    envelope = {"ref": ref, "on": sitting.on.isoformat(), "evidence": evidence or evidence_of(sitting)}
    return tuple(_asked(each, envelope, sitting, giver, ordinal) for each in wanted)


def evidence_of(sitting: Sitting) -> str:
    """Where anyone can look, if the row does not say."""
    return f"outcomes of the {BODY_WORDS[sitting.body]} of {sitting.on}"


def _asked(wanted: Wanted, envelope: Mapping[str, Any], sitting: Sitting, giver: Giver, ordinal: int) -> Asked:
    fields = {**envelope, **wanted.fields}
    try:
        command, told = read(wanted.command, json.dumps(fields).encode())
    except NotACommand as error:
        name, colon, reason = str(error).partition(": ")
        column = {"until_on": "until"}.get(name, name)
        raise Unreadable(column, reason if colon else str(error)) from None
    return Asked(command, told, giver, command_ids.of_sheet(sitting.stream, wanted.command, fields, ordinal))
