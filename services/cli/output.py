"""What commands print: tables for people, JSON for programs, both on stdout; everything else on stderr."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(10), *range(11, 32), *range(127, 160))}


def harmless(text: str) -> str:
    """The text with its line ends, and no other character that a terminal would obey: those are shown as escapes."""
    return text.translate(_CONTROLS)


def put_json(value: Any) -> None:
    """The value as JSON; keys as they come, text not escaped."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def put_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], numeric: frozenset[int] = frozenset()
) -> None:
    """A table as wide as the terminal; into a pipe or file, as wide as it needs."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, column in enumerate(columns):
        table.add_column(column, justify="right" if index in numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else harmless(str(cell)) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else 160, markup=False, highlight=False)
    if title:
        console.print(title, style="bold", soft_wrap=True)
    console.print(table)


def tell(text: str) -> None:
    """A remark beside the output."""
    print(text, file=sys.stderr)
