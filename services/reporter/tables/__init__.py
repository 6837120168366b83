"""PURE. What the paper of a view rests on, table by table. `TABLES` is the list, in the order of the workbook."""

from collections.abc import Callable

from services.reporter.data import DataTable
from services.reporter.tables.assessments import completed, open_
from services.reporter.tables.decisions import decisions
from services.reporter.tables.modifications import modifications
from services.reporter.tables.releases import releases
from services.reporter.tables.stages import stages
from services.reporter.view import View

TABLES: tuple[Callable[[View], DataTable], ...] = (modifications, stages, open_, completed, decisions, releases)


def tables_of(view: View) -> tuple[DataTable, ...]:
    """Only of rows that bear on the paper: what was over before all its days is in none of them."""
    return tuple(table(view) for table in TABLES)
