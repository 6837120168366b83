"""Tables of known columns: each row becomes statements, or is told with the column that is wrong."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from shared.papers.account import Account
from shared.papers.statement import Place, Statement
from shared.papers.tables import Row, Table
from shared.papers.words import NotUnderstood, plain

_MARK = re.compile(r" ?\[[a-z]{1,2}\]$")
"""The mark of a note below the table: `34 WD [a]`."""

Cells = Mapping[str, str]
"""The cells of a row by the names of their columns."""


@dataclass(frozen=True, slots=True)
class TableForm:
    """A table is of this form where its columns are `columns`, in this order."""

    columns: tuple[str, ...]
    row: Callable[[Cells], tuple[Statement, ...]]


def read_table(table: Table, forms: tuple[TableForm, ...], captions: frozenset[str]) -> Iterator[Account]:
    """The account of every line of the table. `captions`: those that are known, in lower case."""
    for caption in table.captions:
        yield _caption(caption, captions)
    for rule in table.rules:
        yield Account((rule.line,), boilerplate="rule below the columns of a table")
    if table.columns:
        yield from _read_rows(table, table.columns, forms)


def _caption(caption: Row, known: frozenset[str]) -> Account:
    text = " ".join(caption.cells)
    if text.casefold() in known:
        return Account((caption.line,), boilerplate="caption of a table")
    return Account((caption.line,), trouble=f"no reader knows a table called {text[:60]!r}")


def _read_rows(table: Table, columns: Row, forms: tuple[TableForm, ...]) -> Iterator[Account]:
    names = tuple(plain(cell) for cell in columns.cells)
    form = next((form for form in forms if form.columns == names), None)
    if form is None:
        trouble = _unlike(names, forms)
        yield from (Account((row.line,), trouble=trouble) for row in (columns, *table.rows))
        return
    yield Account((columns.line,), boilerplate="columns of a table")
    for row in table.rows:
        yield _read_row(row, form, f"{table.where} / {row.cells[0]}")


def _read_row(row: Row, form: TableForm, where: str) -> Account:
    place = Place(row.line, where)
    try:
        statements = form.row(_by_column(row, form.columns))
    except ValueError as error:
        return Account((row.line,), trouble=str(error))
    return Account((row.line,), tuple(replace(statement, place=place) for statement in statements))


def _by_column(row: Row, columns: tuple[str, ...]) -> Cells:
    found = " | ".join(row.cells)
    if len(row.cells) > len(columns):
        raise NotUnderstood(f"{len(row.cells)} cells where the table has {len(columns)} columns; found {found}")
    cells = (*row.cells, *("" for _ in columns[len(row.cells) :]))
    for name, cell in zip(columns, cells, strict=True):
        if not cell:
            raise NotUnderstood(f"the column {name!r} is missing; found {found}")
    return {name: _MARK.sub("", plain(cell)) for name, cell in zip(columns, cells, strict=True)}


def _unlike(names: tuple[str, ...], forms: tuple[TableForm, ...]) -> str:
    """Why the table is of no known form, by the form that it resembles most."""
    alike = max(forms, key=lambda form: len(set(form.columns) & set(names)), default=None)
    if alike is None or not set(alike.columns) & set(names):
        return f"no reader knows a table with the columns {', '.join(names)[:120]}"
    missing = [name for name in alike.columns if name not in names]
    if missing:
        return f"the table's column {missing[0]!r} is missing; found {', '.join(names)[:120]}"
    return f"the table's columns are {', '.join(names)[:120]}; expected {', '.join(alike.columns)}"
