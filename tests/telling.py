"""What a failing test tells: its own words whole, and of what was printed and logged meanwhile the end."""

LINES = 60
"""Of each stream. A service under load writes thousands, and the last ones are next to the failure."""


def shorten(text: str) -> str:
    """The last lines, and how many there were before them."""
    lines = text.splitlines(keepends=True)
    left_out = len(lines) - LINES
    return text if left_out <= 0 else "".join((f"[{left_out} earlier lines left out]\n", *lines[-LINES:]))
