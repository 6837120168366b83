"""PURE. Files as one zip, the same bytes for the same files: in the order given, without a day, and not compressed.

Not compressed, because what zlib makes of the same bytes differs from one build of it to the next, and an issued paper
is made again on machines that are not there yet.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping

_FIRST = ("[Content_Types].xml", "_rels/.rels")
"""Where programs look for what kind of file it is."""
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_FILE_THAT_ALL_MAY_READ = 0o100644 << 16


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """One zip of files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            part = zipfile.ZipInfo(name, _NO_DAY)
            part.create_system, part.external_attr = _UNIX, _FILE_THAT_ALL_MAY_READ
            archive.writestr(part, content)
    return out.getvalue()


def packed_anew(data: bytes) -> bytes:
    """The parts of an office file as a library packed it, by name, the first ones first."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: Mapping[str, bytes] = {name: archive.read(name) for name in archive.namelist()}
    return packed(sorted(parts.items(), key=lambda part: (part[0] not in _FIRST, part[0])))
