"""Files that commands write: whole, or not at all."""

from pathlib import Path

import pytest

from services.cli.exits import FileTrouble
from services.cli.files import written


def test_of_what_cannot_be_written_nothing_is_left(tmp_path: Path) -> None:
    """Not under another name either: a disk that ran full is not filled more."""
    in_its_place = tmp_path / "june.zip"
    in_its_place.mkdir()
    with pytest.raises(FileTrouble, match=r"june\.zip cannot be written: Is a directory"):
        written(in_its_place, b"of some size")
    assert list(tmp_path.iterdir()) == [in_its_place]
