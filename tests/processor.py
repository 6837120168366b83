"""What a busy machine adds to a measured time: how long one could have run and did not, because others ran."""

from pathlib import Path


def waited(pid: int | str = "self") -> dict[str, float]:
    """Of each thread of the process, the seconds that it has waited for a processor; none where Linux is not there."""
    found = {}
    for thread in Path(f"/proc/{pid}/task").glob("*"):
        try:
            found[thread.name] = int((thread / "schedstat").read_text().split()[1]) / 1e9
        except OSError:
            # It has ended meanwhile.
            continue
    return found


def longest_wait(before: dict[str, float], after: dict[str, float]) -> float:
    """Of the thread that waited longest in between."""
    return max((seconds - before.get(thread, 0.0) for thread, seconds in after.items()), default=0.0)
