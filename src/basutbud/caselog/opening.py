"""From a log as it lies, packed or piped, to a file that can be read as it is."""

from __future__ import annotations

import gzip
import shutil
import sys
import zlib
from enum import StrEnum
from pathlib import Path
from typing import IO, Final, cast

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHUNK: Final = 4 * 1024 * 1024
_BROKEN: Final = (zlib.error, zstd.ZstdError)


class Form(StrEnum):
    """What a file is, by its first bytes."""

    TEXT = "text"
    PARQUET = "parquet"
    WORKBOOK = "xlsx"


_PACKED: Final = {b"\x1f\x8b": "gz", b"\x28\xb5\x2f\xfd": "zst"}
_FORMS: Final = {b"PAR1": Form.PARQUET, b"PK\x03\x04": Form.WORKBOOK}
_OLD: Final = b"\xd0\xcf\x11\xe0"
"""How old workbooks begin, and those with a password."""


class BrokenArchiveError(ValueError):
    """A packed file that cannot be unpacked whole."""

    code = "log_broken_archive"


class OldWorkbookError(ValueError):
    """A workbook of another kind than is read, or one that a password locks."""

    code = "log_broken_workbook"


def opened(path: Path, folder: Path) -> tuple[Path, Form]:
    """Return a file with what the log holds, unpacked into ``folder``, and what it is.

    Raise OSError, BrokenArchiveError or OldWorkbookError.
    """
    head = _head(path)
    packed = next((kind for magic, kind in _PACKED.items() if head.startswith(magic)), None)
    if packed:
        unpacked = folder / "unpacked"
        _unpack(path, packed, unpacked)
        path, head = unpacked, _head(unpacked)
    if head.startswith(_OLD):
        raise OldWorkbookError
    form = next((form for magic, form in _FORMS.items() if head.startswith(magic)), Form.TEXT)
    return path, form


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(8)


def _unpack(path: Path, kind: str, target: Path) -> None:
    try:
        with path.open("rb") as packed, _stream(packed, kind) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy, _CHUNK)
    except OSError as error:
        if error.errno is not None:
            raise
        raise BrokenArchiveError from None  # gzip says so of a bad file
    except (EOFError, *_BROKEN):
        raise BrokenArchiveError from None


def _stream(packed: IO[bytes], kind: str) -> IO[bytes]:
    opened = gzip.GzipFile(fileobj=packed) if kind == "gz" else zstd.ZstdFile(packed)
    return cast(IO[bytes], opened)
