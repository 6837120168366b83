"""What a bundle proves can be checked with one file, and what is forged is refused, with what is wrong about it."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import cryptography
import pytest

from shared.trail.verifier import verify
from tests.verifier import stories
from tests.verifier.forging import FORGERIES, flipped
from tests.verifier.made import ANOTHER, OURS, VERIFIER, Made, earlier, zipped

Ran = tuple[int, str, str]
Check = Callable[..., Ran]


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs the verifier over bytes, with the right key unless others are given."""

    def run(raw: bytes, *options: str) -> Ran:
        (tmp_path / "bundle.zip").write_bytes(raw)
        code = verify.main([str(tmp_path / "bundle.zip"), *(options or ("--key", OURS.vkey))])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.mark.parametrize("made", [stories.paper(), stories.modification()], ids=["paper", "modification"])
def test_a_good_bundle_is_told_to_be_good_with_all_that_was_checked(check: Check, made: Made) -> None:
    code, out, err = check(made.zip())
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 8
    assert f"{len(made.facts)} facts, in all columns and bytes that are stored, are in the log" in out
    assert out.endswith("GOOD: all that was checked holds.\n")


def test_without_a_key_of_ones_own_it_says_that_the_key_was_not_checked(check: Check, tmp_path: Path) -> None:
    own, given = tmp_path / "bundle.zip", tmp_path / "log.key"
    given.write_text(f"{OURS.vkey}\n")
    own.write_bytes(stories.paper().zip())
    assert "NOT checked" not in check(stories.paper().zip(), "--key", str(given))[1]
    assert "That key was NOT checked against anything" in check(stories.paper().zip(), "--")[1]


def test_a_ticket_whose_key_was_thrown_away_is_named_as_not_there(check: Check) -> None:
    assert re.search(
        r"[0-9a-f]{64} is NOT there: the key of 2020-05 was thrown away", check(stories.modification().zip())[1]
    )


def test_of_every_log_size_every_fact_and_every_earlier_size_is_proved(check: Check) -> None:
    """The naive tree and the verifier agree on all trees of up to 40 facts."""
    for size in range(1, 41):
        told = stories.Told(3)
        ids = stories.facts_of_modifications(told, size)
        counts = {str(101 + each): (size + 6 - each) // 7 for each in range(min(size, 7))}
        made = Made(
            about={"kind": "modification", "stream": "101", "streams": counts},
            checkpoint=OURS.checkpoint(told.rows),
            facts=told.bundled(set(ids)),
            earlier=[earlier(told.rows, old) for old in range(1, size + 1)],
        )
        assert check(made.zip())[0] == 0, size


def test_a_checkpoint_that_was_kept_is_joined_to_the_bundle_or_refused(check: Check, tmp_path: Path) -> None:
    made, kept = stories.paper(), tmp_path / "kept"

    def with_kept(note: str) -> Ran:
        kept.write_text(note)
        return check(made.zip(), "--key", OURS.vkey, "--checkpoint", str(kept))

    assert "and from that of the checkpoint given, of 16 facts" in with_kept(made.earlier[1]["checkpoint"])[1]
    assert with_kept(made.checkpoint)[0] == 0
    code, out, _ = with_kept(stories.paper(later=3).checkpoint)
    assert (code, "[outside]" in out, "its size" in out) == (3, True, True)
    code, out, _ = with_kept(stories.paper(altered=2).earlier[1]["checkpoint"])
    assert (code, "[outside]" in out, "its log and root" in out) == (3, True, True)
    assert with_kept("no checkpoint")[0] == 3
    code, _, err = check(made.zip(), "--checkpoint", str(tmp_path / "nowhere"))
    assert (code, "nowhere" in err) == (2, True)


@pytest.mark.parametrize("key", ["nowhere.key", "a+b+c", "", OURS.vkey[:-2], f"{OURS.name}+00000000+AAAA"])
def test_a_key_that_is_missing_or_none_is_wrong_usage(check: Check, key: str) -> None:
    assert check(stories.paper().zip(), f"--key={key}")[0] == 2


def test_a_bundle_signed_by_a_key_that_is_not_trusted_is_refused(check: Check) -> None:
    code, out, _ = check(stories.paper().zip(), "--key", ANOTHER.vkey)
    assert (code, "[signature]" in out) == (3, True)


def test_what_is_no_bundle_cannot_be_checked(check: Check, tmp_path: Path) -> None:
    for raw in (b"", b"PK", b"PK\3\4", b"PK\5\6" + bytes(18), b"\0" * 100, zipped({})):
        code, _, err = check(raw)
        assert (code, "cannot be checked" in err) == (2, True)
    assert verify.main([str(tmp_path / "nowhere.zip")]) == 2
    assert verify.main([str(tmp_path)]) == 2


def test_forged_bundles_are_refused_each_with_what_is_wrong_about_it(check: Check, forged_bundles: int) -> None:
    good, passed = stories.paper(), []
    original = good.zip()
    for number in range(forged_bundles):
        forgery = FORGERIES[number % len(FORGERIES)]
        raw, expected, kinds = forgery(Random(number), good.copy())
        assert raw != original, (forgery.__name__, number)
        code, out, err = check(raw)
        told = re.search(r"NOT GOOD \[(\w+)\] .+: found .+, expected .+\.$", out, re.MULTILINE)
        well = code == expected and (told[1] in kinds if told else not kinds and "cannot be checked" in err)
        if not well or "GOOD: all" in out:
            passed.append((forgery.__name__, number, code, out.splitlines()[-1:], err))
    assert not passed


def test_of_a_modification_no_fact_can_be_left_out_before_its_last(check: Check) -> None:
    made = stories.modification()
    streams = [each["stream"] for each in made.facts]
    for place, stream in enumerate(streams):
        if stream in streams[place + 1 :]:
            forged = made.copy()
            forged.facts.pop(place)
            forged.about["streams"][stream] -= 1
            code, out, _ = check(forged.zip())
            assert (code, "[facts]" in out or "[tickets]" in out or "[evidence]" in out) == (3, True)


def test_a_modification_may_come_with_a_page_that_proves_nothing_and_with_nothing_else(check: Check) -> None:
    made = stories.modification()
    made.others = {"trail.html": b"<p>They all voted for it.</p>"}
    code, out, _ = check(made.zip())
    assert (code, "trail.html prove nothing." in out) == (0, True)
    made.others = {"votes.html": b"<p>They all voted for it.</p>"}
    code, out, _ = check(made.zip())
    assert (code, "[files]" in out and "votes.html" in out) == (3, True)


def test_a_paper_comes_with_nothing_else_either(check: Check) -> None:
    made = stories.paper()
    made.others = {"evil.html": b"<p>They all voted for it.</p>"}
    code, out, _ = check(made.zip())
    assert (code, "[files]" in out and "evil.html" in out) == (3, True)


def _counted_otherwise(made: Made) -> None:
    made.about["streams"]["106"] += 1


def _of_another(made: Made) -> None:
    made.about["stream"] = "107"


def _with_more_said(made: Made) -> None:
    made.about["more"] = True


def _with_a_paper(made: Made) -> None:
    made.paper["paper/paper.md"] = b"#"


def _with_lines(made: Made) -> None:
    made.lines = {"lines": [], "figures": {}}


def _of_another_position(made: Made) -> None:
    """Signed by the right key, and the last fact is in the bundle."""
    told = stories.Told(4)
    stories.facts_of_modifications(told, 7)
    made.about = {"kind": "modification", "stream": "101", "streams": {str(101 + each): 1 for each in range(7)}}
    made.facts, made.tickets, made.absent = told.bundled({row.id for row in told.rows}), {}, {}
    made.earlier = []
    lines = OURS.checkpoint(told.rows).split("\n")
    made.checkpoint = OURS.note("\n".join([*lines[:3], f"position {told.rows[-1].position + 1}"]) + "\n")


def _with_two_facts_of_one_id(made: Made) -> None:
    """As the log's holder might have it who lets a version be taken twice."""
    told = stories.Told(4)
    stories.facts_of_modifications(told, 1)
    told.rows.append(told.rows[0]._replace(position=told.rows[0].position + 1))
    made.about = {"kind": "modification", "stream": "101", "streams": {"101": 1}}
    made.facts, made.tickets, made.absent = told.bundled({told.rows[0].id}), {}, {}
    made.earlier, made.checkpoint = [], OURS.checkpoint(told.rows)


@pytest.mark.parametrize(
    ("forge", "kind"),
    [
        (_counted_otherwise, "facts"),
        (_of_another, "facts"),
        (_with_more_said, "form"),
        (_with_a_paper, "files"),
        (_with_lines, "files"),
        (_of_another_position, "checkpoint"),
        (_with_two_facts_of_one_id, "facts"),
    ],
)
def test_what_a_modifications_bundle_says_of_itself_must_hold(
    check: Check, forge: Callable[[Made], None], kind: str
) -> None:
    made = stories.modification()
    forge(made)
    code, out, _ = check(made.zip())
    assert (code, f"NOT GOOD [{kind}]" in out) == (3, True), out


def test_a_papers_bundle_says_no_more_of_itself_than_it_should(check: Check) -> None:
    made = stories.paper()
    made.about["more"] = True
    code, out, _ = check(made.zip())
    assert (code, "NOT GOOD [form]" in out) == (3, True)


def test_a_large_and_hostile_bundle_is_refused_in_time(check: Check) -> None:
    made = stories.paper()
    for name in ("facts.ndjson", "lines.json", "consistency.json"):
        made.others = {name: b"[" + b"[]," * 6_000_000 + b"[]]\n"}
        code, out, _ = check(made.zip())
        assert (code, "are more than 8388608" in out) == (3, True)
    made.others = {f"tickets/{number:064x}": b"" for number in range(10_001)}
    assert check(made.zip())[0] == 2


def test_the_verifier_is_one_short_file_that_needs_nothing_of_the_project(tmp_path: Path) -> None:
    """In an interpreter without site-packages, where `cryptography` alone is put in its way."""
    assert len(VERIFIER.read_text("utf-8").splitlines()) < 400
    site = Path(cryptography.__file__).parents[1]
    alone = tmp_path / "alone"
    alone.mkdir()
    for found in [site / "cryptography", *site.glob("_cffi_backend*"), *site.glob("cffi")]:
        (alone / found.name).symlink_to(found)
    copy = tmp_path / "verify.py"
    copy.write_bytes(VERIFIER.read_bytes())
    (tmp_path / "bundle.zip").write_bytes(stories.paper().zip())
    program = (
        f"import runpy, sys; sys.path.append({str(alone)!r}); sys.argv[1:] = ['bundle.zip', '--key', {OURS.vkey!r}]\n"
        f"try: runpy.run_path('verify.py', run_name='__main__')\n"
        f"finally: print(sorted({{name.partition('.')[0] for name in sys.modules}} - sys.stdlib_module_names))"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    *said, modules = ran.stdout.splitlines()
    assert (ran.returncode, said[-1:]) == (0, ["GOOD: all that was checked holds."]), ran.stderr
    assert set(re.findall(r"'(\w+)'", modules)) <= {"cryptography", "_cffi_backend", "_openssl", "__main__"}


def test_without_the_package_cryptography_it_cannot_be_checked(tmp_path: Path) -> None:
    (tmp_path / "bundle.zip").write_bytes(stories.paper().zip())
    command = [sys.executable, "-I", "-S", str(VERIFIER), "bundle.zip"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, "cryptography" in ran.stderr) == (2, True)


def test_flipping_a_bit_of_a_good_bundle_is_never_passed_over(check: Check) -> None:
    """Every byte of the zip is accounted for: here of those that say what is where, one after the other."""
    raw, chance = stories.modification().zip(), Random(5)
    places = [place for place in range(len(raw)) if raw[place : place + 2] == b"PK"]
    for start in places:
        for place in range(start, min(start + 46, len(raw))):
            assert check(flipped(raw, place, chance))[0] == 2
