"""Whatever servers a run is given, a fault test works on none of them; and it ends with the audit."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.cli.command import PROJECT

FOLDER = Path(__file__).parent
AUDITS = {"audit", "projected_and_audited"}
WITHOUT = {
    # Red controls: what they do ends badly, and is to.
    "test_without_the_trigger_the_same_reader_passes_over_facts",
    "test_with_the_forbidden_function_the_same_reader_passes_over_events",
    "test_a_fold_that_speaks_is_heard",
}


def test_no_fault_test_asks_for_a_server_of_the_whole_run() -> None:
    """pytest says what would be made ready for each test: P is for this folder, S for the whole run."""
    command = (sys.executable, "-m", "pytest", "--setup-plan", "-p", "no:xdist", str(FOLDER))
    plan = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"SETUP +(\w) +(?:postgres_url|kafka_bootstrap)\b", plan)) == {"P"}


def test_every_fault_test_ends_with_the_audit() -> None:
    assert set(not_audited()) == WITHOUT


def not_audited() -> Iterator[str]:
    """Tests that do not come to the audit, themselves or by a function beside them."""
    for file in sorted(FOLDER.glob("test_*.py")):
        if file.name == Path(__file__).name:
            continue
        beside = {
            each.name: each for each in ast.parse(file.read_text("utf-8")).body if isinstance(each, ast.FunctionDef)
        }
        yield from (name for name in beside if name.startswith("test_") and not AUDITS & called(name, beside))


def called(name: str, beside: dict[str, ast.FunctionDef]) -> set[str]:
    """The functions that it calls by their names, and those that these call."""
    nodes = (node.func for node in ast.walk(beside[name]) if isinstance(node, ast.Call))
    names = {func.id for func in nodes if isinstance(func, ast.Name)}
    return names | {each for one in names & beside.keys() - {name} for each in called(one, beside)}
