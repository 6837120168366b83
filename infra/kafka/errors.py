"""Why the local stack cannot run."""


class StackUnavailable(Exception):
    """Something that the local stack needs is missing: one sentence with what to install."""
