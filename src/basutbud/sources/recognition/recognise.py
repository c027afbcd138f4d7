"""Guesses what a file that is not read by its name holds: a log, a clinic, a table or neither."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from basutbud.sources.recognition.likeness import Like, Likeness
from basutbud.sources.recognition.names import PACKED_SUFFIXES, SILENT, UNREAD_TABLES
from basutbud.sources.recognition.own import is_own_head, is_own_parquet, is_own_prose
from basutbud.sources.recognition.packed import (
    HEAD,
    ZIP,
    is_sealed,
    packing,
    unpacked_head,
    zip_likeness,
)
from basutbud.sources.recognition.text import likeness_of_text, text_of

_PARQUET: Final = b"PAR1"
_ORC: Final = b"ORC"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_DOCUMENTS: Final = (".doc", ".dot", ".ppt", ".pps", ".msg", ".db", ".msi", ".mpp", ".vsd", ".pub")
"""The endings of old Office files and the like that are no workbooks."""
_BACKUP: Final = "~"
"""Ends the name of the copy that an editor keeps."""
_PACKED_HEAD: Final = 1024 * 1024
"""A block of bzip2 comes out whole or not at all."""


def likeness_of(path: Path) -> Likeness | None:
    """Return what a file that is not read by its name looks like, or None.

    Unsupported kinds of tables are recognised by their ending; documents, programs and backup
    copies are not looked into. Raise OSError.
    """
    suffix = path.suffix.casefold()
    if suffix in SILENT or suffix.endswith(_BACKUP):
        return None
    found = _by_content(path)
    if suffix in UNREAD_TABLES and (found is None or found.ending == ".xlsx"):
        return Likeness(Like.TABLE)
    return found


def _by_content(path: Path) -> Likeness | None:
    head = _head(path, HEAD)
    if head.startswith(ZIP):
        return zip_likeness(path, _of_member)
    if way := packing(head):
        inner = unpacked_head(_head(path, _PACKED_HEAD))
        if inner is None:
            return Likeness(Like.PACKED)
        return _as_packed(_of_head(inner, path.stem), way)
    if head.startswith(_PARQUET) and is_own_parquet(path):
        return Likeness(Like.OWN)
    found = _of_head(head, path.name)
    if found is not None and is_own_prose(path):
        return Likeness(Like.OWN)
    return found


def is_own(path: Path) -> bool:
    """Tell whether basutbud wrote a file that is named like a log. Raise OSError."""
    head = _head(path, HEAD)
    if head.startswith(ZIP):
        found = zip_likeness(path, _of_member)
        return found is not None and found.like is Like.OWN
    if head.startswith(_PARQUET):
        return is_own_parquet(path)
    if packing(head):
        head = unpacked_head(_head(path, _PACKED_HEAD)) or b""
    return is_own_head(text_of(head))


def _of_member(name: str, head: bytes) -> Likeness | None:
    """Return what a file in a ZIP archive looks like."""
    if packing(head) and (inner := unpacked_head(head)):
        return _of_head(inner, name)
    return _of_head(head, name)


def _of_head(head: bytes, name: str) -> Likeness | None:
    """Return what a file looks like by its beginning alone."""
    if head.startswith(_PARQUET):
        return Likeness(Like.LOG, ".parquet")
    if head.startswith(_ORC):
        return Likeness(Like.TABLE)
    if head.startswith(_OLE):
        return None if name.casefold().endswith(_DOCUMENTS) else Likeness(Like.TABLE)
    if head.startswith(ZIP) or packing(head) or is_sealed(head):
        return Likeness(Like.PACKED)
    return likeness_of_text(text_of(head))


def _as_packed(inner: Likeness | None, way: str) -> Likeness | None:
    """Return what a packed file looks like, given what is in it."""
    if inner is None or inner.like is Like.OWN:
        return inner
    if inner.like is Like.LOG and way in PACKED_SUFFIXES:
        return Likeness(Like.LOG, inner.ending + way)
    return Likeness(Like.PACKED)


def _head(path: Path, size: int) -> bytes:
    with path.open("rb", buffering=0) as stream:
        return stream.read(size)
