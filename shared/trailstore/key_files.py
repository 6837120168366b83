"""The keys of a log, in files: the public ones in a list that people may pass on, the secret one for itself."""

import os
from pathlib import Path

import structlog

from shared.logs import LogEvent
from shared.trail.keys import KeyList, KeyPeriod, read_keys
from shared.trail.note import NotANote, SigningKey, VerifyingKey
from shared.trailstore.errors import KeysMissing, TrailFiles
from shared.trailstore.files import alone_in, put, settle, told

SECRET_BYTES = 32

log = structlog.get_logger()


class KeyFiles:
    """`<folder>/<id>.keys` and `<folder>/<id>-<key id>.secret`, `id` being the log's. Processes may share them."""

    def __init__(self, folder: Path, origin: str) -> None:
        self._folder = folder
        self._origin = origin
        self._name = origin.partition("/")[2]
        self.place = folder / f"{self._name}.keys"
        """The list."""

    def make_missing(self) -> None:
        """The first key, at the first start."""
        if self.place.exists():
            return
        with told("the folder of keys", self._folder), alone_in(self._folder):
            if not self.place.exists():
                self._follow(KeyList(()), 0)

    def listed(self) -> KeyList:
        """All keys, the oldest first; none where none was made yet. Raises TrailFiles."""
        with told("the list of keys", self.place):
            if not self.place.exists():
                return KeyList(())
            text = self.place.read_text("utf-8")
        try:
            return read_keys(text)
        except NotANote as error:
            raise TrailFiles(f"the list of keys {self.place} is not as it was written: {error}") from None

    def signing(self) -> SigningKey:
        """The key that signs now. Raises KeysMissing."""
        listed = self.listed()
        if not listed.periods:
            raise KeysMissing(f"there is no list of keys {self.place}: put it back, with the secret key beside it")
        return self._secret(listed.periods[-1].key)

    def rotate(self, size: int) -> KeyList:
        """A new key signs, from trees of that size on; the secret of the one before is gone. Raises TrailError."""
        with told("the folder of keys", self._folder), alone_in(self._folder):
            before = self.listed()
            after = self._follow(before, size)
            if before.periods:
                self._secret_place(before.periods[-1].key).unlink(missing_ok=True)
                settle(self._folder)
        return after

    def _follow(self, before: KeyList, size: int) -> KeyList:
        new = SigningKey(self._origin, os.urandom(SECRET_BYTES))
        # The secret first: a list that names a key whose secret is not there would be of no use.
        put(self._secret_place(new.verifying), new.secret)
        after = KeyList((*before.periods, KeyPeriod(new.verifying, size)))
        put(self.place, after.text.encode())
        log.info(LogEvent.TRAIL_KEY_MADE, key=new.verifying.vkey, from_size=size)
        return after

    def _secret(self, key: VerifyingKey) -> SigningKey:
        place = self._secret_place(key)
        if not place.exists():
            raise KeysMissing(
                f"the secret key {place} is not there: put it back, or have another sign from now on by "
                "`secchange audit key rotate`"
            )
        with told("the secret key", place):
            found = SigningKey(self._origin, place.read_bytes())
        if len(found.secret) != SECRET_BYTES or found.verifying != key:
            raise TrailFiles(f"{place} does not hold the key that the list names: put back the one that it did")
        return found

    def _secret_place(self, key: VerifyingKey) -> Path:
        return self._folder / f"{self._name}-{key.id.hex()}.secret"
