"""Files that commands read and write, with one sentence for what cannot be."""

import io
import os
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from services.cli.exits import FileTrouble
from shared.office.word import LONGEST_BEGINNING, largest
from shared.papers.decode import NotAPaper

STDIN = Path("-")


def paper_bytes(path: Path) -> bytes:
    """The bytes of a paper, in Markdown or Word; of a larger file only so much that it is seen to be too large."""
    with opened(path) as file:
        beginning = file.read(LONGEST_BEGINNING)
        return beginning + file.read(largest(beginning) + 1 - len(beginning))


@contextmanager
def taken_for_a_paper(path: Path) -> Iterator[None]:
    """What is done with the bytes of `path`: where they are no paper, the message names file and line (FileTrouble)."""
    try:
        yield
    except NotAPaper as error:
        place = f"{path}:{error.line}" if error.line else f"{path}"
        raise FileTrouble(f"{place}: {error.reason}") from None


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file to read from; `-` is stdin. Raises FileTrouble."""
    if path == STDIN:
        yield sys.stdin.buffer
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise FileTrouble(f"{path} cannot be read: {os.strerror(error.errno or 0)}") from None
    with file:
        yield file


def written(path: Path, data: bytes) -> None:
    """The whole file or none of it: a reader never sees half. Raises FileTrouble."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)  # nothing half written takes up what is left of a full disk
        raise FileTrouble(f"{path} cannot be written: {os.strerror(error.errno or 0)}") from None


def written_each(folder: Path, zipped: bytes) -> Iterator[tuple[Path, int]]:
    """The files of a zip of ours, written into a folder: where, and how many bytes each has. Raises FileTrouble."""
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            written(folder / name, data)
            yield folder / name, len(data)
