"""An XLSX or DOCX, unpacked within limits: what a library gets to read is what was counted here, part by part.

Not believed: the sizes that the zip declares, the order of its directory, and any part that declares a document type
(from which entities would grow). What is handed on is a new zip of the very bytes that were looked at.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass

BEGINS = b"PK\x03\x04"
"""How a zip begins, and nothing that is text."""
_CHUNK_BYTES = 65_536
_MARKS = (b"<!DOCTYPE", b"<!ENTITY")
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError)


@dataclass(frozen=True, slots=True)
class Limits:
    """`unpacked_bytes`: of all parts together."""

    unpacked_bytes: int
    parts: int = 2_000


class Unfit(ValueError):
    """The bytes are no office file that may be read; the message says why. `too_large`: it is beyond a limit."""

    def __init__(self, reason: str, *, too_large: bool = False) -> None:
        super().__init__(reason)
        self.too_large = too_large


def unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The parts by name. Raises Unfit: no zip, too large, a part twice, or one that declares a document type."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive, limits)
    except Unfit:
        raise
    except _BROKEN as error:
        raise Unfit(f"it is no XLSX or DOCX that can be read ({type(error).__name__})") from None


def packed_anew(parts: dict[str, bytes]) -> io.BytesIO:
    """The same parts as a zip that holds nothing else, for a library to read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    out.seek(0)
    return out


def _parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    listed = [part for part in archive.infolist() if not part.is_dir()]
    if len(listed) > limits.parts:
        raise Unfit(f"it has more than {limits.parts:,} parts", too_large=True)
    parts: dict[str, bytes] = {}
    room = limits.unpacked_bytes
    for part in listed:
        if part.filename in parts:
            raise Unfit(f"it has the part {part.filename[:80]!r} twice")
        content = _content(archive, part, room, limits)
        room -= len(content)
        parts[part.filename] = content
        if _declares(content):
            raise Unfit(f"its part {part.filename[:80]!r} declares a document type or entities: save the file anew")
    return parts


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int, limits: Limits) -> bytes:
    """Read in small pieces, however large the directory says that it is."""
    content = bytearray()
    with archive.open(part) as opened:
        while piece := opened.read(_CHUNK_BYTES):
            content += piece
            if len(content) > room:
                raise Unfit(f"unpacked it is larger than {limits.unpacked_bytes:,} bytes", too_large=True)
    return bytes(content)


def _declares(content: bytes) -> bool:
    """Whether it is XML with a declaration that no office program writes; also where it is not written in UTF-8."""
    text = content.replace(b"\0", b"") if b"\0" in content[:64] else content
    if not text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return False
    return any(mark in text for mark in _MARKS)
