"""One pass over a log's bytes: its hash, its lines, its encoding, and whether it is plain."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from basutbud.caselog.plaincopy import BAD_BYTE, JOIN, NOTHING, NUL, SPACES, TOO_LONG

_CHUNK: Final = 4 * 1024 * 1024
_CONTROL: Final = tuple(mark.encode() for mark in ("\0", NOTHING, JOIN, TOO_LONG))


@dataclass(frozen=True, slots=True)
class Survey:
    """What the bytes tell.

    ``plain``: valid UTF-8 without a BOM, one kind of line end, none of the marks of a plain copy.
    Blank lines are not looked for; the engine passes them over, and its count of lines tells.
    ``spaced``: it holds spaces of other kinds than the plain one. ``sample`` holds some lines by
    number (from 1), to verify a scan with.
    """

    sha256: str
    encoding: str
    lines: int
    quoted: bool
    plain: bool
    spaced: bool
    sample: Mapping[int, str]


def survey(path: Path, progress: Callable[[int], None]) -> Survey:
    """Read the file once; ``progress`` is told of the bytes read. Raise OSError."""
    digest = hashlib.sha256()
    text = _Utf8()
    head = tail = b""
    feeds = returns = pairs = 0
    quoted = control = False
    sample: dict[int, str] = {}
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            head = head or chunk[:512]
            quoted = quoted or b'"' in chunk
            control = control or any(mark in chunk for mark in _CONTROL)
            if b"\r" in chunk or tail == b"\r":
                pairs += (tail + chunk).count(b"\r\n")
                returns += chunk.count(b"\r")
            text.take(chunk)
            sample |= _first_line(chunk, feeds)
            feeds += chunk.count(b"\n")
            tail = chunk[-1:]
            progress(len(chunk))
    encoding = _encoding(head, path, valid_utf8=text.valid)
    one_line_end = returns in (0, feeds) and pairs == returns
    bom = head.startswith(codecs.BOM_UTF8)
    return Survey(
        sha256=digest.hexdigest(),
        encoding=encoding,
        lines=feeds + (tail not in (b"", b"\n")),
        quoted=quoted,
        plain=text.plain and encoding == "utf-8" and one_line_end and not (control or bom),
        spaced=text.spaced,
        sample=sample,
    )


def _first_line(chunk: bytes, lines_before: int) -> dict[int, str]:
    start = chunk.find(b"\n") + 1
    end = chunk.find(b"\n", start)
    if not start or end < start:
        return {}
    return {lines_before + 2: chunk[start:end].decode("utf-8", "replace").rstrip("\r")}


def _encoding(head: bytes, path: Path, *, valid_utf8: bool) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 4:
        return "utf-16-be"
    return "utf-8" if valid_utf8 or _is_damaged_utf8(path) else "windows-1252"


def _is_damaged_utf8(path: Path) -> bool:
    """Tell UTF-8 with some bad bytes from Windows-1252, by how the Swedish letters are written."""
    as_utf8 = as_latin = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            as_utf8 += chunk.count("å".encode()[:1])
            as_latin += sum(chunk.count(letter) for letter in "åäöÅÄÖ".encode("cp1252"))
    return as_utf8 > as_latin


class _Utf8:
    """Whether bytes that come in chunks are valid UTF-8, and free of the marks of a plain copy."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._valid = True
        self._marked = False
        self.spaced = False

    def take(self, chunk: bytes) -> None:
        if not self._valid:
            return
        try:
            text = self._decoder.decode(chunk)
        except UnicodeDecodeError:
            self._valid = False
        else:
            self._marked = self._marked or NUL in text or BAD_BYTE in text
            self.spaced = self.spaced or any(space in text for space in SPACES[1:])

    @property
    def valid(self) -> bool:
        return self._valid and not self._decoder.getstate()[0]

    @property
    def plain(self) -> bool:
        return self.valid and not self._marked
