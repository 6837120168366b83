"""The June 2020 paper issued in all formats, made again by both roads, and proved, on a used home."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from tests import stack
from tests.bench.figures import Figures, Goal, Row
from tests.bench.rounds import seconds
from tests.bench.stand import Stand
from tests.cli.command import Ran, secchange

BUNDLE = ("audit", "bundle", "2020-06", "--out")
VERIFIED = 5
"""Times that each bundle is checked."""
ISSUE = ("report", "issue", "2020-06", "--paper", "SECP_81_1906_12", "--person", "Ben")


def issuing(stand: Stand) -> Iterator[Row]:
    with stack.own_folder() as folder:
        reasons = prepared(folder / "home")
        issued, made_again, packed, verified = [], [], [], []
        for number in range(stand.rounds):
            home = Path(shutil.copytree(folder / "home", folder / f"home-{number}"))
            issued.append(seconds(lambda home=home: ran(0, *ISSUE, *reasons, home=home)))  # type: ignore[misc]
            made_again.append(seconds(lambda home=home: ran(0, "report", "rebuild", "--all", home=home)))  # type: ignore[misc]
            packed.append(seconds(lambda home=home: ran(0, *BUNDLE, str(folder / "june.zip"), home=home)))  # type: ignore[misc]
            verified += [seconds(lambda: verify_alone(folder)) for _ in range(VERIFIED)]
            shutil.rmtree(home)
    name = "the June paper issued in all formats, whole process"
    yield Row(name, "s", Figures(tuple(issued)), Goal("at most", 5))
    yield Row("the same made again by rows and by replay, whole process", "s", Figures(tuple(made_again)))
    yield Row("the same packed as a bundle, whole process", "s", Figures(tuple(packed)))
    name = "the bundle checked by verify.py, whole process"
    yield Row(name, "s", Figures(tuple(verified)), Goal("at most", 1))


def verify_alone(folder: Path) -> None:
    """As an auditor does, with the copy that the bundle has."""
    with ZipFile(folder / "june.zip") as bundle:
        (folder / "verify.py").write_bytes(bundle.read("verify.py"))
    command = [sys.executable, "-I", "verify.py", "june.zip"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def prepared(home: Path) -> list[str]:
    """A home in which somebody has built the paper, and a reason for all that is found."""
    ran(0, "demo", "--out", str(home.parent / "out"), home=home)
    ran(0, "report", "build", "2020-06", "--record", "--person", "Ann", home=home)
    held = json.loads(ran(3, *ISSUE, "--json", home=home).out)["held_up_by"]
    return [word for rule in {each["rule"] for each in held} for word in ("--accept", f"{rule}=As it was published")]


def ran(code: int, *arguments: str, home: Path) -> Ran:
    done = secchange(*arguments, "--home", str(home))
    assert done.code == code, done.err
    return done
