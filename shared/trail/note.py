"""Signed texts, in the form of C2SP signed-note (https://c2sp.org/signed-note), with Ed25519 (type 0x01)."""

from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
ID_BYTES, PUBLIC_BYTES, SIGNATURE_BYTES = 4, 32, 64
DASH = "— "


class NotANote(ValueError):
    """It is not a signed text, or not a key; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    """The public half: enough to see who signed. The name is the origin of the log that signs with it."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes, by which a signature says whose it is."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:ID_BYTES]

    @property
    def vkey(self) -> str:
        """The key as people pass it on."""
        return f"{self.name}+{self.id.hex()}+{b64encode(ED25519 + self.public).decode()}"

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether the signature is this key's, of this very text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private half, from its 32 secret bytes."""

    name: str
    secret: bytes

    @property
    def verifying(self) -> VerifyingKey:
        return VerifyingKey(self.name, self._private().public_key().public_bytes_raw())

    def sign(self, text: str) -> bytes:
        """The 64 bytes; the same each time, since Ed25519 leaves nothing to chance."""
        return self._private().sign(text.encode())

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r}, …)"


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below the text: whose it says it is, and the signature."""

    name: str
    key_id: bytes
    signature: bytes

    def is_by(self, key: VerifyingKey) -> bool:
        """Whether it says that it is this key's; `verifies` shows whether it is."""
        return (self.name, self.key_id) == (key.name, key.id)


@dataclass(frozen=True, slots=True)
class Note:
    """A text with its signatures, of which none has been checked."""

    text: str
    signatures: tuple[Signature, ...]

    def signed_by(self, key: VerifyingKey) -> bool:
        """Whether the key has signed the text, and no signature that says it is the key's is another's."""
        own = [each for each in self.signatures if each.is_by(key)]
        return bool(own) and all(key.verifies(self.text, each.signature) for each in own)


def sign(text: str, *keys: SigningKey) -> str:
    """The note: the text, an empty line, and a line for each key."""
    lines = [signature_line(key.verifying, key.sign(text)) for key in keys]
    return f"{text}\n{''.join(lines)}"


def signature_line(key: VerifyingKey, signature: bytes) -> str:
    """As it stands below the text."""
    return f"{DASH}{key.name} {b64encode(key.id + signature).decode()}\n"


def read_note(note: str) -> Note:
    """The note of which this is the whole text. Raises NotANote."""
    text, parted, below = note.rpartition("\n\n")
    if not parted or not below.endswith("\n"):
        raise NotANote("expected a text, an empty line, and a line `— name signature` for each who signed")
    lines = below.removesuffix("\n").split("\n")
    return Note(f"{text}\n", tuple(_signature(line) for line in lines))


def read_vkey(vkey: str) -> VerifyingKey:
    """The key, from `name+id+base64`. Raises NotANote."""
    name, _, rest = vkey.partition("+")
    key_id, _, packed = rest.partition("+")
    public = _unpacked(packed)
    key = VerifyingKey(name, public[1:])
    if public[:1] != ED25519 or len(public) != 1 + PUBLIC_BYTES or key.id.hex() != key_id or " " in name:
        raise NotANote(f"expected a key such as name+1234abcd+base64, found {vkey!r}")
    return key


def _signature(line: str) -> Signature:
    name, _, packed = line.removeprefix(DASH).partition(" ")
    whole = _unpacked(packed)
    if not line.startswith(DASH) or not name or len(whole) != ID_BYTES + SIGNATURE_BYTES:
        raise NotANote(f"expected a line `— name signature`, found {line!r}")
    return Signature(name, whole[:ID_BYTES], whole[ID_BYTES:])


def _unpacked(packed: str) -> bytes:
    """Only base64 as it is written; whatever else comes out empty, or is no key and no signature."""
    try:
        found = b64decode(packed, validate=True)
    except (Error, ValueError):
        return b""
    return found if b64encode(found).decode() == packed else b""
