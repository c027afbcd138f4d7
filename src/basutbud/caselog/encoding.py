"""In which encoding a log is written, told from its bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from unicodedata import normalize

from basutbud.errors import InputError, Location, Problem

_CHUNK: Final = 4 * 1024 * 1024
_UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SWEDISH: Final = "åäöÅÄÖ"
_APART: Final = tuple(normalize("NFD", letter).encode() for letter in _SWEDISH)
"""The letters as macOS writes them, apart from their marks."""
_IN_UTF_8: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


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

    Other letters in UTF-8 hold bytes that are Swedish letters in Windows-1252, and count where
    there are none of these. A byte order mark is UTF-8's own. Raise InputError where they are
    written in both ways, and OSError.
    """
    as_utf8 = others = as_latin = 0
    for text in _stretches(path):
        if not text.isascii():
            as_utf8 += text.startswith(codecs.BOM_UTF8)
            as_utf8 += sum(text.count(letter.encode()) for letter in _SWEDISH)
            as_utf8 += sum(map(text.count, _APART))
            rest, met = _IN_UTF_8.subn(b"", text)
            others += met
            as_latin += sum(rest.count(letter.encode("cp1252")) for letter in _SWEDISH)
    if as_utf8 and as_latin > 1:
        raise InputError(Problem("log_mixed_encodings", Location(shown)))
    return "utf-8" if as_utf8 or (others and not as_latin) else "windows-1252"


def _stretches(path: Path) -> Iterator[bytes]:
    """Yield a file in stretches of whole lines, so that no letter is cut in two."""
    rest = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            end = text.rfind(b"\n") + 1 or len(text)
            rest = text[end:]
            yield text[:end]
    yield rest


def is_utf8(head: bytes) -> bool:
    """Tell whether bytes are UTF-8, but for a letter cut off at their end."""
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and error.reason == "unexpected end of data"
    return True
