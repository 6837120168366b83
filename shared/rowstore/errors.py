"""How the row store says no. The sentence that says what an error means is its message, unless one is given."""


class RowStoreError(RuntimeError):
    """The row store cannot do what was asked."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class Fenced(RowStoreError):
    """Another projector has moved a bookmark, or the generation is retired: drop all cached state and read anew."""


class RowsRefused(RowStoreError):
    """PostgreSQL does not take a row as it is."""


class NothingProjected(RowStoreError):
    """No rows have been projected yet: start the projector, or run `secchange project rebuild`."""


class RowsOutdated(RowStoreError):
    """The live rows were made by other read models than these: run `secchange project rebuild`."""


class NotParked(RowStoreError):
    """Nothing of this stream is parked: see `secchange quarantine list`."""


class RebuildRunning(RowStoreError):
    """Another rebuild is under way: wait for it to end, or stop it."""


class NotComplete(RowStoreError):
    """The rows do not hold everything up to the position that was asked for."""


class RowsForbidden(RowStoreError):
    """The role of the database's address lacks a right that is needed."""
