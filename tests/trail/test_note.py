"""Checkpoints and who signed them: the published form, what is refused, and keys that are followed by others."""

from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from shared.trail.checkpoint import Checkpoint, NotACheckpoint, read_checkpoint
from shared.trail.keys import KeyList, KeyPeriod, NotSigned, read_keys
from shared.trail.note import NotANote, SigningKey, read_note, read_vkey, sign

ORIGIN = "secchange/0a1b2c3d"
CHECKPOINT = Checkpoint(ORIGIN, 1234, bytes(range(32)), 1300)
TEXT = f"{ORIGIN}\n1234\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nposition 1300\n"
FIRST, SECOND, THIRD = (SigningKey(ORIGIN, bytes([number]) * 32) for number in (1, 2, 3))
STRANGER = SigningKey(ORIGIN, b"s" * 32)
KEYS = KeyList((KeyPeriod(FIRST.verifying, 0), KeyPeriod(SECOND.verifying, 1000), KeyPeriod(THIRD.verifying, 2000)))


def of_size(size: int) -> Checkpoint:
    return replace(CHECKPOINT, size=size)


def test_a_checkpoint_is_these_lines() -> None:
    assert CHECKPOINT.text == TEXT
    assert read_checkpoint(TEXT) == CHECKPOINT


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT[:-1],
        TEXT + "\n",
        TEXT + "more 1\n",
        TEXT.replace("1234", "01234"),
        TEXT.replace("1234", "-1"),
        TEXT.replace("1234", "१२३४"),
        TEXT.replace("position 1300\n", ""),
        TEXT.replace("position", "Position"),
        TEXT.replace("Hh8=", "Hh9="),  # the same bytes, written otherwise
        TEXT.replace("Hh8=", "Hh8"),
        TEXT.replace("secchange/0a1b2c3d", "secchange/0A1B2C3D"),
        TEXT.replace("secchange/0a1b2c3d", "other.org/log"),
        TEXT.replace("\n", "\r\n"),
        "\n" + TEXT,
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NotACheckpoint):
        read_checkpoint(text)


def test_the_published_example_of_a_signed_note() -> None:
    """Key and note as the documentation of golang.org/x/mod/sumdb/note prints them (BSD-3-Clause)."""
    key = read_vkey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    line = (
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    note = read_note(f"{text}\n{line}")
    assert note.text == text
    assert note.signed_by(key)
    assert not read_note(f"{text.replace('you', 'we')}\n{line}").signed_by(key)


def test_a_note_is_signed_as_the_standard_says() -> None:
    private = Ed25519PrivateKey.from_private_bytes(FIRST.secret)
    public = private.public_key().public_bytes_raw()
    key_id = sha256(ORIGIN.encode() + b"\n\x01" + public).digest()[:4]
    signature = b64encode(key_id + private.sign(TEXT.encode())).decode()
    assert sign(TEXT, FIRST) == f"{TEXT}\n— {ORIGIN} {signature}\n"
    assert FIRST.verifying.vkey == f"{ORIGIN}+{key_id.hex()}+{b64encode(bytes([1]) + public).decode()}"
    assert read_vkey(FIRST.verifying.vkey) == FIRST.verifying


def test_one_checkpoint_of_one_tree_and_key_has_one_text() -> None:
    assert sign(CHECKPOINT.text, FIRST) == sign(Checkpoint(ORIGIN, 1234, bytes(range(32)), 1300).text, FIRST)


def test_several_may_sign_and_each_is_checked() -> None:
    note = read_note(sign(TEXT, FIRST, SECOND))
    assert [note.signed_by(key.verifying) for key in (FIRST, SECOND, THIRD)] == [True, True, False]


def test_a_stranger_beside_a_signer_does_no_harm() -> None:
    assert KEYS.accepted(sign(of_size(1).text, STRANGER, FIRST)) == of_size(1)


@given(st.integers(0, 10_000), st.sampled_from([FIRST, SECOND, THIRD]))
def test_a_key_verifies_what_it_may_have_signed_and_nothing_later(size: int, signer: SigningKey) -> None:
    note = sign(of_size(size).text, signer)
    if size <= {FIRST: 1000, SECOND: 2000, THIRD: 10_000}[signer]:
        assert KEYS.accepted(note) == of_size(size)
    else:
        with pytest.raises(NotSigned, match="withdrawn"):
            KEYS.accepted(note)


def test_what_the_old_and_the_new_key_sign_together_is_taken_for_the_new_one() -> None:
    assert KEYS.accepted(sign(of_size(1500).text, FIRST, SECOND)) == of_size(1500)


def test_nobodys_signature_is_no_signature() -> None:
    with pytest.raises(NotSigned, match="none of the keys"):
        KEYS.accepted(sign(TEXT, STRANGER))


def test_another_logs_signature_is_no_signature() -> None:
    elsewhere = SigningKey("secchange/ffffffff", FIRST.secret)
    with pytest.raises(NotSigned, match="none of the keys"):
        KEYS.accepted(sign(TEXT, elsewhere))
    with pytest.raises(NotSigned, match="another log"):
        KeyList((KeyPeriod(elsewhere.verifying, 0),)).accepted(sign(TEXT, elsewhere))


def test_every_changed_bit_of_a_signed_checkpoint_is_refused() -> None:
    note = sign(TEXT, THIRD).encode()
    for bit in range(8 * len(note)):
        changed = (int.from_bytes(note, "big") ^ 1 << bit).to_bytes(len(note), "big")
        with pytest.raises(NotSigned):
            KEYS.accepted(changed.decode("utf-8", "replace"))


def test_a_second_signature_under_the_same_name_must_be_good_too() -> None:
    good = sign(of_size(1).text, FIRST)
    forged = bytearray(b64decode(good.split()[-1]))
    forged[-1] ^= 1
    with pytest.raises(NotSigned, match="does not fit"):
        KEYS.accepted(f"{good}— {ORIGIN} {b64encode(bytes(forged)).decode()}\n")


@pytest.mark.parametrize(
    "note", ["", "text", "text\n\n", f"{TEXT}\n— {ORIGIN}\n", f"{TEXT}\n- {ORIGIN} AAAA\n", sign(TEXT, FIRST)[:-1]]
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(NotANote):
        read_note(note)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name+00000000",
        FIRST.verifying.vkey[:-1],
        FIRST.verifying.vkey.replace(ORIGIN, "secchange/ffffffff"),
        FIRST.verifying.vkey + " ",
    ],
)
def test_what_is_no_key_is_refused(vkey: str) -> None:
    with pytest.raises(NotANote):
        read_vkey(vkey)


def test_the_list_of_keys_is_read_as_it_is_written() -> None:
    assert read_keys(KEYS.text) == KEYS
    assert KEYS.text.splitlines()[1] == f"1000 {SECOND.verifying.vkey}"


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "one",
        f"x {FIRST.verifying.vkey}\n",
        f"5 {FIRST.verifying.vkey}\n4 {SECOND.verifying.vkey}\n",
        f"5 {FIRST.verifying.vkey}\n9 {FIRST.verifying.vkey}\n",
    ],
)
def test_what_is_no_list_of_keys_is_refused(lines: str) -> None:
    with pytest.raises(NotANote):
        read_keys(lines)


def test_a_secret_is_not_told_by_accident() -> None:
    assert FIRST.secret.hex() not in f"{FIRST!r} {FIRST}"
    assert repr(FIRST.secret) not in repr(FIRST)
    assert Ed25519PublicKey.from_public_bytes(FIRST.verifying.public)
