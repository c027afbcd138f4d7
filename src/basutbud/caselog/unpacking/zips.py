"""Opens a ZIP, unless its list of files is too long to read."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final

BROKEN_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # packed in a way that the library does not know
    RuntimeError,  # a password
    UnicodeError,
    ValueError,
    OverflowError,
    struct.error,
)
"""What the library raises for damaged files, at any point."""
_END: Final = struct.Struct("<4s4H2LH")
"""The end of a ZIP's list of files: mark, disks, entries here and in all, size, start, comment."""
_MARK: Final = b"PK\x05\x06"
_MARK_64: Final = b"PK\x06\x06"
_LONGEST_COMMENT: Final = 0xFFFF
_LONGEST_LIST: Final = 2 * 1024 * 1024
"""Bytes: enough for 20,000 files, while a workbook has a handful for each sheet."""


def open_zip(path: Path) -> zipfile.ZipFile:
    """Open a ZIP. Raise OSError, or one of ``BROKEN_ZIP``, also if its list is too long."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _END.size - _LONGEST_COMMENT))
        tail = stream.read()
    at = tail.rfind(_MARK)
    if at < 0:
        raise zipfile.BadZipFile
    size = _END.unpack_from(tail, at)[5]
    if _MARK_64 in tail[:at]:
        (size,) = struct.unpack_from("<Q", tail, tail.rfind(_MARK_64, 0, at) + 40)
    if size > _LONGEST_LIST:
        raise zipfile.BadZipFile
    return zipfile.ZipFile(path)
