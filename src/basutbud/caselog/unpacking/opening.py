"""Opens a log, unpacking it if need be, and finds out what it is."""

from __future__ import annotations

import gzip
import shutil
import sys
import zlib
from codecs import BOM_UTF8
from enum import StrEnum
from pathlib import Path
from typing import IO, Final, cast

from basutbud.caselog.unpacking.zips import BROKEN_ZIP, open_zip

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHUNK: Final = 4 * 1024 * 1024
_BROKEN: Final = (zlib.error, zstd.ZstdError)
_HEAD: Final = 512
_TAIL: Final = 64
_CUT_OFF: Final = bytes(4)
"""The end of a file that was never written to its end. UTF-16 ends in one NUL at most."""


class Form(StrEnum):
    """The form of a log, by its first bytes."""

    TEXT = "text"
    PARQUET = "parquet"
    WORKBOOK = "xlsx"


_PACKED: Final = {b"\x1f\x8b": "gz", b"\x28\xb5\x2f\xfd": "zst"}
_PACKED_OTHERWISE: Final = {
    **{b"BZh%d1AY&SY" % level: "bzip2" for level in range(1, 10)},
    b"\xfd7zXZ\0": "xz",
    b"\x04\x22\x4d\x18": "lz4",
    b"\x1f\x9d": "compress",
    b"LZIP\x01": "lzip",
}
_ARCHIVES: Final = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "RAR",
    b"PK\x05\x06": "ZIP",
    b"PK\x07\x08": "ZIP",
}
_ZIP: Final = b"PK\x03\x04"
_TAR: Final = ((b"ustar\0", b"ustar "), 257)
_OTHERWISE_WRITTEN: Final = {
    b"%pdf-": "PDF",
    b"{\\rtf": "RTF",
    b"<!doctype html": "HTML",
    b"<html": "HTML",
    b"<table": "HTML",
    b"<?xml": "XML",
    b'{"': "JSON",
    b"[{": "JSON",
}
"""The first characters, in lower case, of files that may hold cases in an unsupported form.

Some programs write pages in HTML and call them workbooks.
"""
_OLD: Final = b"\xd0\xcf\x11\xe0"
"""The first bytes of old workbooks, and of workbooks with a password."""
_OFFICE: Final = {"xl/workbook.bin": "XLSB", "word": "DOCX", "ppt": "PPTX"}
_OF_WORKBOOKS: Final = ("[content_types].xml", "_rels/", "docprops/", "xl/")
"""The beginnings of file names in a workbook, one of which is its first file's."""


class NotReadError(ValueError):
    """A file of an unsupported ``kind``, or damaged as a whole; ``code`` is the problem's."""

    code = "unreadable"

    def __init__(self, code: str = "", kind: str = "") -> None:
        """Say how, where the class does not, and name the kind."""
        super().__init__(code, kind)
        self.code = code or self.code
        self.kind = kind


def file_state(path: Path) -> tuple[int, int, int]:
    """Return what tells whether a file was written to, or another put in its place."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def open_log(path: Path, folder: Path) -> tuple[Path, Form]:
    """Return the log's file, unpacked into ``folder`` if it was packed, and its form.

    Raise OSError or NotReadError.
    """
    head = _head(path)
    packed = _named(head, _PACKED)
    if packed:
        unpacked = folder / "unpacked"
        _unpack(path, packed, unpacked)
        path, head = unpacked, _head(unpacked)
    return path, _form(path, head)


def is_workbook(path: Path) -> bool:
    """Tell whether a log may be a workbook, packed or not, by its first bytes. Raise OSError."""
    head = _head(path)
    packed = _named(head, _PACKED)
    if not packed:
        return head.startswith(_ZIP)
    try:
        with path.open("rb") as file, _stream(file, packed) as source:
            return source.read(len(_ZIP)) == _ZIP
    except (OSError, EOFError, *_BROKEN):
        return False


def form_of_head(head: bytes) -> Form:
    """Return what a file is that begins so; any ZIP is taken for a workbook. Raise NotReadError."""
    if head.startswith(_OLD):
        raise NotReadError("log_broken_workbook")
    if head.startswith(_ZIP):
        return Form.WORKBOOK
    if kind := _named(head, _PACKED_OTHERWISE):
        raise NotReadError("log_packed_otherwise", kind)
    marks, at = _TAR
    if kind := "TAR" if head[at:].startswith(marks) else _named(head, _ARCHIVES):
        raise NotReadError("log_archive", kind)
    if kind := _named(head.removeprefix(BOM_UTF8).lstrip().lower(), _OTHERWISE_WRITTEN):
        raise NotReadError("log_other_form", kind)
    return Form.PARQUET if head.startswith(b"PAR1") else Form.TEXT


def _form(path: Path, head: bytes) -> Form:
    form = form_of_head(head)
    if form is Form.WORKBOOK:
        return _form_of_zip(path)
    if form is Form.TEXT and _tail(path).endswith(_CUT_OFF):
        raise NotReadError("log_cut_off")
    return form


def _form_of_zip(path: Path) -> Form:
    """Tell whether a ZIP is a workbook, by its files, or by the first file if it is damaged."""
    try:
        with open_zip(path) as archive:
            names = {name.casefold() for name in archive.namelist()}
            mimetype = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (*BROKEN_ZIP, KeyError):
        with path.open("rb") as stream:
            first = stream.read(_HEAD)[30:].decode("latin-1").casefold()
        if first.startswith(_OF_WORKBOOKS):
            return Form.WORKBOOK  # which is found to be broken
        raise NotReadError("log_broken_archive") from None
    if b"opendocument" in mimetype:
        raise NotReadError("log_other_form", "OpenDocument")
    folders = {name.partition("/")[0] for name in names}
    for name, kind in _OFFICE.items():
        if name in names or name in folders:
            raise NotReadError("log_other_form", kind)
    if "[content_types].xml" not in names:
        raise NotReadError("log_archive", "ZIP")
    return Form.WORKBOOK


def _named(head: bytes, kinds: dict[bytes, str]) -> str | None:
    return next((kind for magic, kind in kinds.items() if head.startswith(magic)), None)


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEAD)


def _tail(path: Path) -> bytes:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _TAIL))
        return stream.read()


def _unpack(path: Path, kind: str, target: Path) -> None:
    try:
        with path.open("rb") as packed, _stream(packed, kind) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy, _CHUNK)
    except OSError as error:
        if error.errno is not None:
            raise
        raise NotReadError("log_broken_archive") from None  # gzip says so of a bad file
    except (EOFError, *_BROKEN):
        raise NotReadError("log_broken_archive") from None


def _stream(packed: IO[bytes], kind: str) -> IO[bytes]:
    opened = gzip.GzipFile(fileobj=packed) if kind == "gz" else zstd.ZstdFile(packed)
    return cast(IO[bytes], opened)
