"""What the server says of itself in `postmaster.pid`."""

from pathlib import Path


def status(data: Path) -> list[str]:
    """Process, folder, start, port, socket folder, address, memory, status; one empty line if not there."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return [""]
    return [line.strip() for line in lines] or [""]
