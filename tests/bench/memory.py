"""How much memory processes hold, with their children."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from time import sleep


def held_mb(pid: int) -> float:
    """What the process and all below it hold; 0 where it is gone. Pages that two of them share count twice."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 1e6
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, IndexError):
        return 0.0
    return own + sum(held_mb(int(child)) for child in below)


def most_mb(command: Sequence[str], env: dict[str, str], cwd: Path) -> float:
    """Runs the command to its end; the most that it held at any time. Raises AssertionError where it fails."""
    process = subprocess.Popen(command, env=env, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    most = 0.0
    while process.poll() is None:
        most = max(most, held_mb(process.pid))
        sleep(0.02)
    assert process.stderr is not None
    said = process.stderr.read()
    assert process.returncode == 0, said
    return most
