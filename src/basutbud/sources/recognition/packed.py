"""Looks into packed files, at no more than is needed to recognise them."""

from __future__ import annotations

import bz2
import lzma
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from basutbud.sources.recognition.likeness import Like, Likeness
from basutbud.sources.recognition.names import kind_by_name
from basutbud.sources.recognition.own import is_own_author

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

HEAD: Final = 16 * 1024
ZIP: Final = b"PK\x03\x04"
_MEMORY: Final = 64 * 1024**2
"""Bytes that unpacking may take."""
_MOST_MEMBERS: Final = 200
"""Files of an archive that are looked at; an archive of more may hold logs."""
_DIRECTORY: Final = 1024 * 1024
"""The longest list of files in an archive that is read, in bytes."""
_END: Final = b"PK\x05\x06"
_PACKINGS: Final = {
    b"\x1f\x8b": ".gz",
    b"\x28\xb5\x2f\xfd": ".zst",
    b"BZh": ".bz2",
    b"\xfd7zXZ\x00": ".xz",
}
_SEALED: Final = (
    b"7z\xbc\xaf\x27\x1c",  # 7-Zip
    b"Rar!\x1a\x07",
    b"\x1f\x9d",  # compress
    b"\x04\x22\x4d\x18",  # LZ4
    b"\x5d\x00\x00",  # LZMA
    b"LZIP",
    b"MSCF",  # cabinet
)
"""The first bytes of files packed in ways that are not looked into."""
_TAR: Final = b"ustar"
_TAR_AT: Final = 257
_NO_TABLES: Final = (
    "word/document.xml",
    "ppt/presentation.xml",
    "META-INF/MANIFEST.MF",
    "META-INF/container.xml",
)
"""Files in other ZIP archives: documents, presentations, programs and books."""
_FAILURES: Final = (
    BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error, zlib.error,
    lzma.LZMAError, zstd.ZstdError,
)  # fmt: skip

Look = Callable[[str, bytes], Likeness | None]


def packing(head: bytes) -> str | None:
    """Return the usual ending of files packed like this one; None if it is not packed."""
    return next((way for magic, way in _PACKINGS.items() if head.startswith(magic)), None)


def is_sealed(head: bytes) -> bool:
    """Tell whether a file is packed, or an archive, that is not looked into."""
    return head.startswith(_SEALED) or head[_TAR_AT:].startswith(_TAR)


def unpacked_head(packed: bytes) -> bytes | None:
    """Return the beginning of the unpacked content; None if it cannot be unpacked."""
    try:
        match packing(packed):
            case ".gz":
                inner = zlib.decompressobj(wbits=31).decompress(packed, HEAD)
            case ".zst":
                inner = zstd.ZstdDecompressor().decompress(packed, HEAD)
            case ".bz2":
                inner = bz2.BZ2Decompressor().decompress(packed, HEAD)
            case _:
                inner = lzma.LZMADecompressor(memlimit=_MEMORY).decompress(packed, HEAD)
    except (OSError, *_FAILURES):
        return None
    return inner or None


def zip_likeness(path: Path, look: Look) -> Likeness | None:
    """Return what a ZIP archive looks like: a workbook, or an archive of logs or clinics.

    ``look`` recognises a file in it by name and beginning; a damaged or locked archive is not
    passed over. Raise OSError.
    """
    if not _has_short_directory(path):
        return Likeness(Like.PACKED)
    try:
        with ZipFile(path) as archive:
            return _of_archive(archive, look)
    except _FAILURES:
        return Likeness(Like.PACKED)


def _of_archive(archive: ZipFile, look: Look) -> Likeness | None:
    members = {member.filename: member for member in archive.infolist()}
    if "xl/workbook.xml" in members:
        made_by = members.get("docProps/core.xml")
        own = made_by is not None and is_own_author(_head_of(archive, made_by))
        return Likeness(Like.OWN) if own else Likeness(Like.LOG, ".xlsx")
    if "xl/workbook.bin" in members:
        return Likeness(Like.TABLE)
    if "mimetype" in members:
        spreadsheet = b"opendocument.spreadsheet" in _head_of(archive, members["mimetype"])
        return Likeness(Like.TABLE) if spreadsheet else None
    if any(name in members for name in _NO_TABLES):
        return None
    looked_at = [one for one in members.values() if _counts(one)]
    if len(looked_at) > _MOST_MEMBERS:
        return Likeness(Like.PACKED)
    own = False
    for member in looked_at:
        found = look(member.filename, _head_of(archive, member))
        if found is not None and found.like is Like.OWN:
            own = True
        elif found is not None or kind_by_name(PurePosixPath(member.filename)):
            return Likeness(Like.PACKED)
    return Likeness(Like.OWN) if own else None


def _counts(member: ZipInfo) -> bool:
    """Tell whether a member is a file, and not one that a system hides beside files."""
    parts = PurePosixPath(member.filename).parts
    return not member.is_dir() and not any(
        part.startswith((".", "~$", "__MACOSX")) for part in parts
    )


def _head_of(archive: ZipFile, member: ZipInfo) -> bytes:
    with archive.open(member) as stream:
        return stream.read(HEAD)


def _has_short_directory(path: Path) -> bool:
    """Tell whether an archive's list of files is short enough to read. Raise OSError."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - 2**16 - 22))
        tail = stream.read()
    end = tail.rfind(_END)
    return end >= 0 and int.from_bytes(tail[end + 12 : end + 16], "little") <= _DIRECTORY
