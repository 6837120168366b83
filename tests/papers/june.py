"""The June 2020 paper, and papers that differ from it in one place."""

from functools import cache

from services.ingest.papers import JUNE_2020, bundled
from shared.papers.decode import text_of
from shared.papers.read import read
from shared.papers.reading import Reading
from shared.papers.statement import Statement, Value


@cache
def text() -> str:
    return text_of(bundled(JUNE_2020))


@cache
def june() -> Reading:
    return read(text())


def with_change(*changes: tuple[str, str]) -> str:
    """The paper with each old text, which must be there, replaced by the new one."""
    changed = text()
    for old, new in changes:
        assert old in changed, f"the paper has no {old!r}"
        changed = changed.replace(old, new)
    return changed


def on_line(reading: Reading, line: int) -> list[Statement]:
    """What a line says, without its wording."""
    return [
        statement
        for statement in reading.statements
        if statement.kind != "wording" and statement.place and statement.place.line == line
    ]


def told(statement: Statement) -> tuple[str, str, str, dict[str, Value]]:
    return statement.section, statement.kind, statement.subject, dict(statement.values)
