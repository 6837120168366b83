"""Which of PostgreSQL's errors are about a row, so that other rows would be taken, and which are about us."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import DataError
from psycopg.errors import CardinalityViolation, ProgramLimitExceeded, StatementTooComplex

from shared.rowstore.errors import RowsRefused

# A value that its column does not take; one key twice in a batch; a key too long for an index; a row nested too deep.
# Not what its neighbours by class are about: rights and tables that we lack, and a database that is not there.
_OF_A_ROW = (DataError, CardinalityViolation, ProgramLimitExceeded, StatementTooComplex)


@contextmanager
def told_as_refusals() -> Iterator[None]:
    """Raises RowsRefused for an error that is about a row; whatever else is raised is as it was."""
    try:
        yield
    except _OF_A_ROW as error:
        raise RowsRefused(str(error)) from error
