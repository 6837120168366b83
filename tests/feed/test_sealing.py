"""What came is kept sealed by month; where the key of a month is thrown away, nothing of it can be read any more."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from shared.inbox.sealing import CannotOpen, Sealer

RAW, DIGEST = b"a ticket", sha256(b"a ticket").digest()
JUNE, JULY = datetime(2020, 6, 30, 23, tzinfo=UTC), datetime(2020, 7, 1, tzinfo=UTC)


def test_what_was_sealed_is_opened_by_another_process_with_the_same_keys(tmp_path: Path) -> None:
    key, sealed = Sealer(tmp_path / "keys").seal(RAW, at=JUNE, digest=DIGEST)
    assert key == "2020-06" and RAW not in sealed
    assert Sealer(tmp_path / "keys").open(key, sealed, digest=DIGEST) == RAW
    assert (tmp_path / "keys" / "2020-06.key").stat().st_mode & 0o777 == 0o600


def test_what_was_changed_or_belongs_to_another_digest_is_not_opened(tmp_path: Path) -> None:
    sealer = Sealer(tmp_path)
    key, sealed = sealer.seal(RAW, at=JUNE, digest=DIGEST)
    for broken, digest in ((sealed[:-1] + bytes([sealed[-1] ^ 1]), DIGEST), (sealed, sha256(b"else").digest())):
        with pytest.raises(CannotOpen, match="not what was sealed"):
            sealer.open(key, broken, digest=digest)


def test_a_month_whose_key_is_thrown_away_is_gone_and_the_next_one_stays(tmp_path: Path) -> None:
    sealer = Sealer(tmp_path)
    june, july = (sealer.seal(RAW, at=at, digest=DIGEST) for at in (JUNE, JULY))
    sealer.throw_away("2020-06")
    with pytest.raises(CannotOpen, match="thrown away"):
        sealer.open(*june, digest=DIGEST)
    assert sealer.open(*july, digest=DIGEST) == RAW
