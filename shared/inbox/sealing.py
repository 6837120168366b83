"""Raw payloads are kept sealed: AES-256-GCM, with a key for each month of receipt, in files outside the database.

To forget the raw payloads of a month, its key is thrown away; their hashes stay in the log.
"""

import os
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES, NONCE_BYTES = 32, 12


class CannotOpen(RuntimeError):
    """The payload's key is not there, or the payload is not what was sealed. The message says which."""


class Sealer:
    """Seals and opens with the keys in `folder`, which is made, readable by its owner only. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._keys: dict[str, AESGCM] = {}

    def seal(self, raw: bytes, *, at: datetime, digest: bytes) -> tuple[str, bytes]:
        """The name of the key of the month, and the sealed bytes; they open only beside the same digest."""
        month = f"{at:%Y-%m}"
        nonce = os.urandom(NONCE_BYTES)
        return month, nonce + self._key(month, make=True).encrypt(nonce, raw, digest)

    def open(self, key: str, sealed: bytes, *, digest: bytes) -> bytes:
        """What was sealed. Raises CannotOpen."""
        try:
            return self._key(key, make=False).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], digest)
        except InvalidTag:
            raise CannotOpen(f"the payload is not what was sealed under the key of {key}") from None

    def months(self) -> list[str]:
        """Those whose keys are here, the oldest first."""
        return sorted(place.stem for place in self._folder.glob("*.key"))

    def throw_away(self, key: str) -> None:
        """Nothing that was sealed in that month can be opened any more."""
        self._keys.pop(key, None)
        (self._folder / f"{key}.key").unlink(missing_ok=True)

    def _key(self, month: str, *, make: bool) -> AESGCM:
        # Another process may have thrown it away meanwhile.
        if (known := self._keys.get(month)) is None or not (make or (self._folder / f"{month}.key").exists()):
            known = self._keys[month] = AESGCM(self._bytes(month, make=make))
        return known

    def _bytes(self, month: str, *, make: bool) -> bytes:
        place = self._folder / f"{month}.key"
        if make and not place.exists():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make(place)
        try:
            return place.read_bytes()
        except FileNotFoundError:
            raise CannotOpen(
                f"the key of {month} is not in {self._folder}: it was thrown away, or never here"
            ) from None

    def _make(self, place: Path) -> None:
        """Whole or not at all, and never over one that another process made first."""
        unfinished = place.with_suffix(f".{os.getpid()}")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(unfinished, place)
        except FileExistsError:
            pass
        finally:
            unfinished.unlink()
