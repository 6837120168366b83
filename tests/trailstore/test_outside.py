"""The file of checkpoints: what a crash cuts off harms neither what was there nor what comes after."""

from pathlib import Path

from shared.trail.checkpoint import Checkpoint
from shared.trail.note import SigningKey, sign
from shared.trailstore.outside import Outside

ORIGIN = "secchange/0a1b2c3d"
KEY = SigningKey(ORIGIN, bytes(32))
FIRST, SECOND, THIRD = (sign(Checkpoint(ORIGIN, size, bytes(32), size).text, KEY) for size in (1, 2, 3))


def test_what_is_kept_is_held_once_and_in_order(tmp_path: Path) -> None:
    outside = Outside(tmp_path / "made", ORIGIN)
    assert outside.held().notes == ()
    for note in (FIRST, SECOND, FIRST, THIRD):
        outside.keep(note)
    assert outside.held() == ((FIRST, SECOND, THIRD), ())
    assert outside.place.read_text("utf-8") == f"{FIRST}\n{SECOND}\n{THIRD}\n"


def test_wherever_a_crash_cuts_it_off_the_rest_is_held(tmp_path: Path) -> None:
    outside = Outside(tmp_path, ORIGIN)
    outside.keep(FIRST)
    whole = outside.place.read_bytes()
    outside.keep(SECOND)
    written = outside.place.read_bytes()
    for cut in (*range(len(whole), len(written) - 6, 5), *range(len(written) - 6, len(written))):
        outside.place.write_bytes(written[:cut])
        assert outside.held().notes[:1] == (FIRST,)
        outside.keep(SECOND)
        outside.keep(THIRD)
        # Where only the line's end was missing, it stands there twice.
        assert tuple(dict.fromkeys(outside.held().notes)) == (FIRST, SECOND, THIRD)


def test_what_is_no_checkpoint_is_told_apart(tmp_path: Path) -> None:
    outside = Outside(tmp_path, ORIGIN)
    outside.keep(FIRST)
    outside.place.write_text(f"a remark\n\n{outside.place.read_text()}nothing", "utf-8")
    assert outside.held() == ((FIRST,), ("a remark", "nothing"))


def test_the_files_of_other_logs_are_known(tmp_path: Path) -> None:
    Outside(tmp_path, "secchange/ffffffff").keep(FIRST)
    assert Outside(tmp_path, ORIGIN).others() == ["secchange/ffffffff"]
    assert Outside(tmp_path / "missing", ORIGIN).others() == []
