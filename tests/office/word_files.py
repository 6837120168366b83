"""Documents of Word for tests: put together by hand, by python-docx's own template, or changed in one part."""

import io
import zipfile
from collections.abc import Callable, Mapping

from docx import Document
from docx.document import Document as Doc

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Doc) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def document() -> Doc:
    """With the styles that Word itself has, and none of ours."""
    return Document()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same file, one part of it otherwise."""
    return packed({**parts(data), name: change(parts(data)[name])})


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
