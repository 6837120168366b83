"""A home that cannot be run is refused in one sentence that says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared.embedded.errors import EmbeddedUnavailable
from shared.embedded.postgres import EmbeddedPostgres
from tests.embedded.others import PROJECT

CAN_MOUNT = (
    os.geteuid() == 0 and subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode == 0
)


def refusal(home: Path) -> str:
    with pytest.raises(EmbeddedUnavailable) as refused:
        EmbeddedPostgres(home).start()
    return str(refused.value)


@pytest.mark.integration
def test_data_of_a_newer_postgresql(own_postgres: EmbeddedPostgres) -> None:
    own_postgres.stop()
    (own_postgres.home / "postgres" / "PG_VERSION").write_text("19\n")
    assert refusal(own_postgres.home) == (
        f"{own_postgres.home / 'postgres'} was made by a newer PostgreSQL (19, and this is 18): "
        "use the version of secchange that made it, or choose another home with --home."
    )


@pytest.mark.integration
@pytest.mark.parametrize("lost", ["PG_VERSION", "global/pg_control", "pg_wal", "pg_xact/0000"])
def test_damaged_data(own_postgres: EmbeddedPostgres, lost: str) -> None:
    own_postgres.stop()
    data = own_postgres.home / "postgres"
    (data / lost).rename(own_postgres.home / "lost")
    said = refusal(own_postgres.home)
    assert said.startswith((f"PostgreSQL cannot use {data} (", f"{data} is not a whole PostgreSQL data folder"))
    assert said.endswith("or move it away and import again.")
    (own_postgres.home / "lost").rename(data / lost)
    own_postgres.start()


@pytest.mark.integration
def test_a_first_start_that_was_interrupted_is_begun_again(own_folder: Path) -> None:
    (own_folder / "home" / "postgres.new" / "base").mkdir(parents=True)
    with EmbeddedPostgres(own_folder / "home"):
        assert not (own_folder / "home" / "postgres.new").exists()


ON_A_SMALL_DISK = """
import sys
from pathlib import Path
from shared.embedded.errors import EmbeddedUnavailable
from shared.embedded.postgres import EmbeddedPostgres
home, start_first = Path(sys.argv[1]), sys.argv[2] == "later"
if start_first:
    with EmbeddedPostgres(home):
        pass
    with (home / "filler").open("wb") as filler:
        try:
            while filler.write(bytes(100_000)):
                pass
        except OSError:
            pass
try:
    EmbeddedPostgres(home).start()
except EmbeddedUnavailable as refusal:
    print(refusal)
"""


@pytest.mark.skipif(not CAN_MOUNT, reason="only root may mount a small disk")
@pytest.mark.parametrize(("full", "megabytes"), [("at the first start", 20), ("later", 80)])
def test_a_full_disk(own_folder: Path, full: str, megabytes: int) -> None:
    script = own_folder / "script.py"
    script.write_text(f"import sys\nsys.path.insert(0, {str(PROJECT)!r})\n{ON_A_SMALL_DISK}")
    home = own_folder / "home"
    home.mkdir()
    mount = f"mount -t tmpfs -o size={megabytes}m none {home}"
    run = f'{mount} && exec {sys.executable} {script} {home} "{full}"'
    said = subprocess.run(["unshare", "-m", "sh", "-c", run], capture_output=True, text=True, check=True).stdout
    assert "the disk is full: free some space and start again." in said or "No space left on device" in said
