"""Where a home may be, and whose it may be."""

import os
import pwd
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from shared.embedded.account import Account
from shared.embedded.errors import EmbeddedUnavailable, HomeInUse
from shared.embedded.kept import Kept
from shared.embedded.postgres import EmbeddedPostgres
from tests.embedded.others import PROJECT, holder

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may act for a second account")


def one(url: str) -> object:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1").fetchone()


@pytest.mark.integration
@pytest.mark.parametrize(
    "home",
    ["with a space/and missing parents/é'\"$%&#?;\\", "long" * 50],
    ids=["spaces, signs and missing parents", "long"],
)
def test_a_home_may_be_anywhere(own_folder: Path, home: str) -> None:
    with EmbeddedPostgres(own_folder / home) as server:
        assert one(server.url) == (1,)


@pytest.mark.integration
def test_folders_above_a_home_stay_closed(own_folder: Path) -> None:
    """Also as root, whose server runs as an account that could not pass them by itself."""
    closed = own_folder / "closed"
    closed.mkdir(mode=0o700)
    with EmbeddedPostgres(closed / "home") as server:
        assert one(server.url) == (1,)
    above = [own_folder, closed, closed / "home"]
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in above] == [0o700, 0o700, 0o700]
    assert {folder.stat().st_uid for folder in above} == {os.geteuid()}


@pytest.mark.integration
def test_two_homes_run_at_once(own_home: Path, postgres_url: str) -> None:
    with EmbeddedPostgres(own_home) as server:
        assert (one(server.url), one(postgres_url)) == ((1,), (1,))


@pytest.mark.integration
def test_a_second_process_is_told_who_has_the_home(own_home: Path) -> None:
    with holder(own_home) as (process, _, url):
        with pytest.raises(HomeInUse) as refusal:
            EmbeddedPostgres(own_home).start()
        assert str(refusal.value) == (
            f"The home {own_home} is in use by process {process.pid} (-c up {own_home}): "
            "wait until that ends or stop it, or choose another home with --home."
        )
        assert one(url) == (1,)


@as_root
def test_a_second_account_has_a_home_of_its_own(own_folder: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    theirs = own_folder / "theirs"
    theirs.mkdir(mode=0o700)
    os.chown(theirs, nobody.pw_uid, nobody.pw_gid)
    script = f"import sys; sys.path.insert(0, {str(PROJECT)!r})\n" + (
        "import os; from pathlib import Path; from shared.embedded.postgres import EmbeddedPostgres\n"
        "with EmbeddedPostgres(Path(sys.argv[1])) as server: print(os.geteuid(), server.pid > 0)"
    )
    with EmbeddedPostgres(own_folder / "ours") as ours, (own_folder / "said").open("w+b") as said:
        command = (sys.executable, "-c", script, str(theirs / "home"))
        other = Kept(command, account=Account(nobody.pw_uid, nobody.pw_gid), log=said)
        assert other.wait() == 0, (own_folder / "said").read_text()
        assert one(ours.url) == (1,)
    assert (own_folder / "said").read_text() == f"{nobody.pw_uid} True\n"


@as_root
def test_root_leaves_a_home_to_the_account_that_owns_it(own_folder: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    home = own_folder / "home"
    home.mkdir()
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    with EmbeddedPostgres(home) as server:
        assert Path(f"/proc/{server.pid}").stat().st_uid == nobody.pw_uid
    owners = {path.name: path.stat().st_uid for path in home.iterdir() if path.name != "postgres.log"}
    assert owners == dict.fromkeys(("lock", "postgres", "postgres.lock"), nobody.pw_uid)


@as_root
def test_root_leaves_the_data_of_another_account_to_that_account(own_home: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    subprocess.run(["chown", "-R", "nobody", own_home / "postgres"], check=True)
    with EmbeddedPostgres(own_home) as server:
        assert Path(f"/proc/{server.pid}").stat().st_uid == nobody.pw_uid


@pytest.mark.integration
def test_a_home_that_cannot_be_made_is_refused_in_a_sentence(own_folder: Path) -> None:
    (own_folder / "file").write_text("not a folder")
    with pytest.raises(EmbeddedUnavailable) as refusal:
        EmbeddedPostgres(own_folder / "file" / "home").start()
    assert str(refusal.value) == (
        f"The home {own_folder / 'file' / 'home'} cannot be written (Not a directory): choose another with --home."
    )
