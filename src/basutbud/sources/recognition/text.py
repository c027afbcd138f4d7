"""Guesses what a text file is, by its lines and the names in it."""

from __future__ import annotations

import codecs
import re
from typing import Final

from basutbud.caselog.columns import roles_named
from basutbud.sources.recognition.likeness import Like, Likeness
from basutbud.sources.recognition.own import is_own_head

_BOMS: Final = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""The byte order marks; UTF-32's begin like UTF-16's, and so come first."""
_HEADER_LINES: Final = 25
_LEAST_ROLES: Final = 3
"""The least number of a log's columns that another table hardly has by chance."""
_LEAST_CELLS: Final = 3
_LONGEST_NAME: Final = 60
"""The longest column name; a sentence may list column names too."""
_TIMES: Final = {"received", "first_reply"}
_STRUCTURED: Final = ("{", "[", "<")
_JOINTS: Final = str.maketrans(dict.fromkeys("-_"))
_PARTS: Final = re.compile(r"[;,|\t^~\x1f]| {2,}")
_HSA_ID: Final = re.compile(r"\bSE[0-9]{10}-[A-Z0-9]{1,18}\b", re.IGNORECASE)
_DAY: Final = r"(?:19|20)[0-9]{2}-?[01][0-9]-?[0-3][0-9]"
_TIMED: Final = re.compile(_DAY)
_DATED: Final = re.compile(rf"[\s\"']*{_DAY}")
_TIME: Final = re.compile(rf"{_DAY}[T ]?[0-2][0-9]:?[0-5][0-9]")
_SCHEMA: Final = re.compile(r'\A\s*\{[^{}]*"\$schema"\s*:\s*"https?://json-schema\.org/')
"""The beginning of a JSON Schema, which may name a log's columns."""
_IN_JSON: Final = re.compile(r'"([^"\n]{1,40})"\s*:')
_IN_XML: Final = re.compile(r"<([\w.-]{1,40})|\b([\w.-]{1,40})=[\"']|>\s*([^<>\s][^<>\n]{0,39})<")
_IN_YAML: Final = re.compile(r"^[ \t-]*[\"']?([^\W\d][\w .-]{0,39})[\"']?[ \t]*[:=]", re.MULTILINE)
_IN_BINARY: Final = re.compile(r"[A-Za-z]\w{1,39}", re.ASCII)
_CLINIC: Final = re.compile(
    r"(?:^|[{,])[ \t]{0,4}[\"']?(clinic|hsa[_-]?id|services|mottagning|tjänster)[\"']?\s*[:=]",
    re.MULTILINE | re.IGNORECASE,
)


def text_of(head: bytes) -> str:
    """Return bytes as text in their likely encoding; bytes that are no text give odd characters."""
    for mark, encoding in _BOMS.items():
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, errors="replace")
    nothings = head[0::2].count(0), head[1::2].count(0)
    if max(nothings) > len(head) // 4 > 2 * min(nothings):
        encoding = "utf-16-be" if nothings[0] > nothings[1] else "utf-16-le"
        return head.decode(encoding, errors="replace")
    try:
        return head.decode()
    except UnicodeDecodeError as error:
        if error.start > len(head) - 4:  # a letter cut off at the end
            return head[: error.start].decode()
    return head.decode("cp1252", errors="replace")


def likeness_of_text(text: str) -> Likeness | None:
    """Return what a file looks like by its beginning."""
    if is_own_head(text):
        return Likeness(Like.OWN)
    if _SCHEMA.search(text):
        return None
    lines = text.splitlines()
    dated = [] if _TIMED.search(text) is None else lines
    if text.lstrip()[:1] not in _STRUCTURED and "\0" not in text:
        if any(map(_heads_a_log, lines[:_HEADER_LINES])) or any(map(_is_row, dated)):
            return Likeness(Like.LOG, ".csv")
    elif any(map(_is_row, dated)):
        return Likeness(Like.TABLE)
    if _names_times(text):
        return Likeness(Like.TABLE)
    if len({key.casefold().translate(_JOINTS) for key in _CLINIC.findall(text)}) > 1:
        return Likeness(Like.CLINIC, ".yaml")
    return None


def _heads_a_log(line: str) -> bool:
    """Tell whether a line names columns of a log, one of them a time, by any delimiter."""
    cells = _PARTS.split(line)
    if len(cells) < _LEAST_CELLS or len(max(cells, key=len)) > _LONGEST_NAME:
        return False
    roles = roles_named(cell.strip(" \"'") for cell in cells)
    return len(roles) >= _LEAST_ROLES and bool(roles & _TIMES)


def _is_row(line: str) -> bool:
    """Tell whether a line has a unit's id and a time, or two times in cells of their own."""
    if _HSA_ID.search(line) and _TIME.search(line):
        return True
    cells = _PARTS.split(line)
    return len(cells) >= _LEAST_CELLS and sum(map(bool, map(_DATED.match, cells))) > 1


def _names_times(text: str) -> bool:
    """Tell whether structured or binary data has names of a receipt, a reply and another column."""
    match text.lstrip()[:1]:
        case "<":
            names = {name.strip() for found in _IN_XML.findall(text) for name in found}
        case "{" | "[":
            names = {*_IN_JSON.findall(text)}
        case _:
            names = {*(_IN_BINARY if "\0" in text else _IN_YAML).findall(text)}
    roles = roles_named(names)
    return len(roles) >= _LEAST_ROLES and roles >= _TIMES
