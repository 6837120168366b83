"""Papers built and issued in tests: by whom, when, and what is signed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from services.reporter.cut import Asked
from services.reporter.press.building import build
from services.reporter.press.issuing import Held, issue
from services.reporter.press.press import By, Done, Press
from shared.domain.period import Month
from shared.process.command import Giver

JUNE = Month(2020, 6)
FORMS = ("md", "html", "json")
"""Formats that are quickly made."""
REF = "SECP_81_1906_12"
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
ANN = By(Giver("Ann", "secretariat"), NOW)
BEN = By(Giver("Ben", "publisher"), NOW)
WHY = "As it was published"


@dataclass(frozen=True)
class Signed:
    """What stands for the trail. `meanwhile` happens while it signs."""

    meanwhile: Callable[[], object] = lambda: None

    def checkpoint_at(self, position: int, /) -> str:
        self.meanwhile()
        return f"secchange/test\n{position}\nroot\nposition {position}\n\n— secchange/test signature\n"


def built(press: Press, by: By = ANN, asked: Asked | None = None, position: int | None = None) -> Done:
    """The June paper, built at the end of the log."""
    return build(press, JUNE, press.log.head() if position is None else position, asked or Asked(), by)


def reasons(press: Press, by: By = BEN) -> dict[str, str]:
    """One for whatever holds the paper up."""
    held = issue(press, JUNE, REF, {}, by)
    assert isinstance(held, Held)
    return {finding.rule: WHY for finding in held.findings}


def issued(press: Press, by: By = BEN) -> Done:
    """What was built is issued, whatever is found."""
    done = issue(press, JUNE, REF, reasons(press, by), by)
    assert isinstance(done, Done)
    return done
