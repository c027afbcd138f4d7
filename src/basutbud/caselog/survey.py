"""One pass over a log's bytes: its hash, its lines, its encoding, and whether it is plain."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from basutbud.caselog.plaincopy import BAD_BYTE, JOIN, NOTHING, NUL

_CHUNK: Final = 4 * 1024 * 1024
_FOREIGN: Final = (b"\0", *(mark.encode() for mark in (NOTHING, JOIN, NUL, BAD_BYTE)))
_SWEDISH_LATIN: Final = "åäöÅÄÖ".encode("cp1252")
_UTF8_LEAD: Final = b"\xc3"


@dataclass(frozen=True, slots=True)
class Survey:
    """What the bytes tell.

    ``plain``: valid UTF-8 without a BOM, one kind of line end, no blank line, no odd character.
    ``sample`` holds some lines by number (from 1), to verify a scan with.
    """

    sha256: str
    encoding: str
    lines: int
    quoted: bool
    plain: bool
    sample: Mapping[int, str]


def survey(path: Path, progress: Callable[[int], None]) -> Survey:
    """Read the file once; ``progress`` is told of the bytes read. Raise OSError."""
    digest = hashlib.sha256()
    utf8 = _Utf8Check()
    head = b""
    feeds = returns = pairs = latin = leads = 0
    quoted = blank = foreign = False
    tail = b"\n"
    sample: dict[int, str] = {}
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            head = head or chunk[:512]
            quoted = quoted or b'"' in chunk
            foreign = foreign or any(mark in chunk for mark in _FOREIGN)
            edge = tail + chunk
            blank = blank or b"\n\n" in edge or b"\n\r\n" in edge
            pairs += (tail[-1:] + chunk).count(b"\r\n")
            returns += chunk.count(b"\r")
            if not chunk.isascii():
                latin += sum(chunk.count(byte) for byte in _SWEDISH_LATIN)
                leads += chunk.count(_UTF8_LEAD)
            utf8.take(chunk)
            sample |= _first_line(chunk, feeds)
            feeds += chunk.count(b"\n")
            tail = edge[-2:]
            progress(len(chunk))
    one_line_end = returns in (0, feeds) and pairs == returns
    encoding = _encoding(head, valid_utf8=utf8.valid, latin=latin, leads=leads)
    return Survey(
        sha256=digest.hexdigest(),
        encoding=encoding,
        lines=feeds + (not tail.endswith(b"\n")),
        quoted=quoted,
        plain=utf8.valid
        and encoding == "utf-8"
        and one_line_end
        and not (blank or foreign or head.startswith(codecs.BOM_UTF8)),
        sample=sample,
    )


def _first_line(chunk: bytes, lines_before: int) -> dict[int, str]:
    start = chunk.find(b"\n") + 1
    end = chunk.find(b"\n", start)
    if not start or end < start:
        return {}
    return {lines_before + 2: chunk[start:end].decode("utf-8", "replace").rstrip("\r")}


def _encoding(head: bytes, *, valid_utf8: bool, latin: int, leads: int) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 4:
        return "utf-16-be"
    damaged_utf8 = leads > latin
    return "utf-8" if valid_utf8 or damaged_utf8 else "windows-1252"


class _Utf8Check:
    """Tells whether bytes that come in chunks are valid UTF-8."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._valid = True

    def take(self, chunk: bytes) -> None:
        if self._valid:
            try:
                self._decoder.decode(chunk)
            except UnicodeDecodeError:
                self._valid = False

    @property
    def valid(self) -> bool:
        return self._valid and not self._decoder.getstate()[0]
