"""The part of the audit that asks the trail: where services hashed the facts, all of them, each as it is stored."""

from contextlib import suppress
from pathlib import Path

from services.cli.verdicts import every_topic
from shared.trailstore.verifying import covered_in, verify
from tests.waiting import until

NOWHERE = Path("/nonexistent")
"""Keys and checkpoints are not asked for: the facts are held against the tree alone."""


def trail_findings(url: str, head: int, within_seconds: float) -> tuple[int, list[str]]:
    """How many facts it has, and one line for each thing that is not in order; 0 and none where nobody keeps it."""
    if not covered_in(url):
        return 0, []
    # Its keeper takes up what came once a second.
    with suppress(AssertionError):
        until(lambda: covered_in(url) == head, within_seconds, every_seconds=0.05)
    found = verify(url, NOWHERE, NOWHERE, every_topic(), lambda _: None)
    told = [f"the trail tells of something {each.kind} at {each.position}: {each.message}" for each in found.findings]
    if found.covered != found.facts:
        told.append(f"the trail has {found.covered} of {found.facts} facts")
    return found.covered, told
