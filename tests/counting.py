"""A full run says how many tests met a real PostgreSQL or a real Kafka, and fails when some of them did not run."""

import pytest

from tests.stack import INTEGRATION_TESTS_AT_LEAST

EVERYTHING = (["tests"], ["tests/"])


def count_integration(config: pytest.Config) -> None:
    """Once a run: a worker leaves it to whom it reports to."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(IntegrationCount(config))


def shortfall(ran: int, skipped: list[str], at_least: int) -> str | None:
    """Why a full run is not whole; None when it is."""
    if skipped:
        return "integration tests were skipped, and a skipped one has not passed: " + ", ".join(skipped)
    if ran < at_least:
        return f"{ran} integration tests ran, and at least {at_least} were expected (tests/stack.py)"
    return None


class IntegrationCount:
    """Counts as the tests report; judges full runs only, since whoever selects tests knows what is left out."""

    def __init__(self, config: pytest.Config) -> None:
        self._is_full = is_full(config)
        self._ran = 0
        self._skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A skip may come before the test, in it or after it; the test itself runs in the middle one."""
        if "integration" in report.keywords:
            if report.skipped:
                self._skipped.append(report.nodeid)
            elif report.when == "call":
                self._ran += 1

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Turn a run that only seems to have passed into a failed one."""
        if session.exitstatus == pytest.ExitCode.OK and self._problem():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say it where it is looked for."""
        if self._ran:
            terminalreporter.write_line(f"{self._ran} integration tests ran")
        if problem := self._problem():
            terminalreporter.write_line(problem, red=True)

    def _problem(self) -> str | None:
        return shortfall(self._ran, self._skipped, INTEGRATION_TESTS_AT_LEAST) if self._is_full else None


def is_full(config: pytest.Config) -> bool:
    """Whether nothing was selected or left out."""
    everything = config.args_source is not pytest.Config.ArgsSource.ARGS or config.args in EVERYTHING
    chosen = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf", "collectonly", "stepwise")
    return everything and not any(config.getoption(name, None) for name in chosen)
