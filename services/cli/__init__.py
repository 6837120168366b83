"""The `secchange` command: one file for each noun. The only place that may import every service."""


def main() -> None:
    """Entry point of the `secchange` script."""
