"""What can go wrong with a source that is polled, each in one sentence. No sentence holds a secret."""


class SourceTrouble(RuntimeError):
    """A poll did not come to its end. What was kept is kept, and the next poll begins there."""

    asked_seconds: float | None = None


class SourceUnavailable(SourceTrouble):
    """The source does not answer, or not now. `asked_seconds`: how long it asks to be left alone."""

    def __init__(self, message: str, asked_seconds: float | None = None) -> None:
        super().__init__(message)
        self.asked_seconds = asked_seconds


class SourceRefuses(SourceTrouble):
    """The source answers with what no waiting mends: somebody must look at it, or at its settings."""


class PollEnded(RuntimeError):
    """Told to end in the middle of a poll; the next one goes on from its watermark."""
