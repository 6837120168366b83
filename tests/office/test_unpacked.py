"""A stranger's zip, opened with limits: whatever it declares of itself, no more is unpacked than is allowed."""

import io
import struct
import zipfile

import pytest

from services.ingest.feed.workbook import workbook_lines
from services.ingest.sheet_files import NotASheet, rows_of
from shared.feed.reasons import Refused
from shared.office.unpacked import Limits, Unfit, packed_anew, unpacked

LIMITS = Limits(unpacked_bytes=1_000_000, parts=20)
ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def claiming(data: bytes, size: int) -> bytes:
    """The zip of one part, which says in both places that the part is of `size`."""
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    told = bytearray(data)
    told[local + 22 : local + 26] = struct.pack("<I", size)
    told[central + 24 : central + 28] = struct.pack("<I", size)
    return bytes(told)


def test_what_was_looked_at_is_what_is_handed_on() -> None:
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a>" + b"x" * 70_000 + b"</a>"}
    assert unpacked(packed(parts), LIMITS) == parts
    assert unpacked(packed_anew(parts).getvalue(), LIMITS) == parts


@pytest.mark.parametrize(
    ("data", "says", "too_large"),
    [
        (b"", "no XLSX or DOCX", False),
        (packed({"a": b"x" * 100_000})[:-40], "no XLSX or DOCX", False),
        (packed({"a.xml": b"0" * 1_000_001}), "larger than 1,000,000 bytes", True),
        (packed({"a.xml": b"0" * 600_000, "b.xml": b"0" * 600_000}), "larger than 1,000,000 bytes", True),
        (packed({str(n): b"" for n in range(21)}), "more than 20 parts", True),
        (packed({"a.xml": ENTITY.encode()}), "document type", False),
        (packed({"a.xml": b"\xef\xbb\xbf\r\n" + ENTITY.encode()}), "document type", False),
        (packed({"a.xml": ENTITY.encode("utf-16")}), "document type", False),
        (packed({"a.xml": ENTITY.encode("utf-16-be")}), "document type", False),
        (packed({"a.xml": b"<!--" + b"-" * 9_000 + b"-->" + ENTITY[21:].encode()}), "document type", False),
    ],
)
def test_what_may_not_be_read_is_told(data: bytes, says: str, too_large: bool) -> None:
    with pytest.raises(Unfit, match=says) as told:
        unpacked(data, LIMITS)
    assert told.value.too_large is too_large


def test_a_size_that_is_not_so_is_not_believed() -> None:
    bomb = packed({"a.xml": b"0" * 50_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(Unfit):
        unpacked(claiming(bomb, 10), LIMITS)
    with pytest.raises(Unfit, match="larger than"):
        unpacked(claiming(bomb, 2_000_000_000), LIMITS)


def test_a_part_that_is_there_twice_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a", b"two")
    with pytest.raises(Unfit, match="twice"):
        unpacked(out.getvalue(), LIMITS)


def test_both_readers_of_sheets_refuse_the_same_files() -> None:
    for data in (packed({"a.xml": b"0" * 70_000_000}), packed({"a.xml": ENTITY.encode("utf-16")})):
        with pytest.raises(NotASheet):
            rows_of(data, "xlsx")
        refused = workbook_lines(data)
        assert isinstance(refused, Refused)
        assert refused.code == ("schema-invalid" if len(data) < 1_000 else "too-large")
