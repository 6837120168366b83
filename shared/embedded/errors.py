"""The refusals of the embedded database: one sentence each, with what to do."""


class EmbeddedUnavailable(Exception):
    """The embedded PostgreSQL cannot run."""


class HomeInUse(EmbeddedUnavailable):
    """Another process holds this home."""
