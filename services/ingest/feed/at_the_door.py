"""A file that is dropped: kept whole, under its own hash, before anything of it is read."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from shared.inbox.box import FeedBox
from shared.inbox.deliveries import Delivery

RESULT = ".result.csv"
CHECKSUM = ".sha256"
SHEETS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Dropped:
    """`again`: the same file came before, and nothing follows from it now."""

    receipt: int
    again: bool


def keep(box: FeedBox, source: str, raw: bytes) -> Dropped:
    """Durable when it returns; the same file again is the same receipt."""
    (kept,) = box.keep([Delivery(source, "drop", sha256(raw).hexdigest(), raw)])
    return Dropped(kept.receipt, kept.again)


def result_file(sheet: Path) -> Path:
    """`june.csv` has its results in `june.result.csv`."""
    return sheet.with_name(f"{sheet.stem}{RESULT}")


def whole_files(folder: Path) -> list[Path]:
    """The sheets of the folder that are there with their checksum; `.part` and results are none."""
    found = (path for path in folder.iterdir() if path.suffix in SHEETS and not path.name.endswith(RESULT))
    return sorted(path for path in found if checksum_of(path).is_file())


def checksum_of(sheet: Path) -> Path:
    """`june.csv.sha256`, or `june.sha256`."""
    long = sheet.with_name(f"{sheet.name}{CHECKSUM}")
    return long if long.is_file() else sheet.with_suffix(CHECKSUM)


def is_as_promised(raw: bytes, checksum: str) -> bool:
    """The checksum file begins with the SHA-256 in hexadecimal, as `sha256sum` writes it."""
    promised = checksum.split()
    return bool(promised) and promised[0].lower().lstrip("\\") == sha256(raw).hexdigest()
