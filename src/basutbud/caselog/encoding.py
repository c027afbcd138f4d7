"""In which encoding a log is written, told from its bytes."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from basutbud.errors import InputError, Location, Problem

_CHUNK: Final = 4 * 1024 * 1024
_UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SWEDISH: Final = "åäöÅÄÖ"


def presumed_encoding(head: bytes, shown: str) -> str:
    """Return the encoding that the first bytes tell of; UTF-8 until something else is seen.

    Raise InputError for one that is not read.
    """
    if head.startswith(_UTF_32):
        raise InputError(Problem("log_encoding", Location(shown)))
    if head.startswith(_UTF_16):
        return "utf-16"
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 4:
        return "utf-16-be"
    return "utf-8"


def found_encoding(path: Path, shown: str) -> str:
    """Tell UTF-8, damaged or whole, from Windows-1252 by how the Swedish letters are written.

    Raise InputError where they are written in both ways, and OSError.
    """
    as_utf8 = as_latin = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if not chunk.isascii():
                as_utf8 += sum(chunk.count(letter.encode()) for letter in _SWEDISH)
                as_latin += sum(chunk.count(letter.encode("cp1252")) for letter in _SWEDISH)
    if as_utf8 and as_latin > 1:
        raise InputError(Problem("log_mixed_encodings", Location(shown)))
    return "utf-8" if as_utf8 else "windows-1252"
