"""Why no paper goes out, each in one sentence that says what to do. Nothing is recorded then."""


class NotIssued(RuntimeError):
    """Something stands against it: a duty, a finding, an edition that is out. The message says what was expected."""


class NoSuchPaper(LookupError):
    """No paper of the month was planned, built or issued, whichever was asked for; or not in that format."""
