"""What can go wrong with the log, each in one sentence that says what to do. No sentence holds a password."""


class LogUnavailable(RuntimeError):
    """The log's database does not answer, or does not hold what it should. Nothing is known to be lost."""


class LogBusy(LogUnavailable):
    """Another writer holds the log for longer than the time-out. Nothing was written; try again."""


class LogFull(LogUnavailable):
    """The log's database has no room left on its disk. Nothing was written; what it holds can be read."""


class ForbiddenSetting(RuntimeError):
    """A setting is on under which the log would lose facts for its readers."""


class WrongVersion(RuntimeError):
    """The stream has moved on, or is not there yet: read its history and decide again."""

    def __init__(self, stream: str, expected: int, found: int) -> None:
        super().__init__(
            f"stream {stream} is at version {found}, and {expected} was expected: read its history and decide again"
        )
        self.stream, self.expected, self.found = stream, expected, found


class AnotherRelayIsActive(RuntimeError):
    """One relay carries one topic, and another does."""


class LogForbidden(RuntimeError):
    """The role of the database's address lacks a right that is needed."""
