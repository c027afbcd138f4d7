"""Recognises the files that basutbud writes, and its rule sets and waivers: none is audited.

Each is recognised by something that no other file has: the exact columns of its tables, or the
tool's name in the format's field for it.
"""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path
from typing import Final

from basutbud.caselog import DELIMITERS
from basutbud.model.tables import CALENDAR_COLUMNS, CASE_LIST_COLUMNS, TABLES

_JSON: Final = re.compile(r'"(?:tool|driver)":\s*\{\s*"name":\s*"basutbud"')
_HTML: Final = re.compile(r'<meta name="(?:generator" content=")?basutbud[" ]')
_JUNIT: Final = ("<testsuites ", '<property name="ruleset"')
_COLOR: Final = re.compile(rb"\x1b\[[0-9;]*m")
_LAST_WORDS: Final = re.compile(
    rb"\(sha256\s+`?[0-9a-f]{12,64}`?\).{0,300}\bbasutbud\s+[0-9][\w.+-]*`?\.\s*"
    rb"(?:\S{1,3} [^\n]+(?:\n  [^\n]+)*\s*)?\Z",
    re.DOTALL,
)
"""The end of reports for people: the rule set and the tool, in the terminal's the verdict too."""
_END: Final = 2048
_POLICY: Final = re.compile(r"^(?:(rules|decision)|(waivers)|(clinic|hsa_id))[ \t]*:", re.MULTILINE)
_IN_PARQUET: Final = re.compile(b".*?".join(map(str.encode, CASE_LIST_COLUMNS)), re.DOTALL)
_FOOTER: Final = 64 * 1024
_AUTHOR: Final = re.compile(rb"<dc:creator>basutbud ")


def is_own_head(text: str) -> bool:
    """Tell by its beginning whether a file is basutbud's own."""
    form = text.lstrip()[:1]
    if form == "{" and _JSON.search(text):
        return True
    if form == "<" and (_HTML.search(text) or all(mark in text for mark in _JUNIT)):
        return True
    first = next((line for line in text.splitlines() if line.strip()), "")
    if any(_cells(first, mark) in (*TABLES, CALENDAR_COLUMNS) for mark in DELIMITERS.values()):
        return True
    found = {name for one in _POLICY.finditer(text) for name in one.groups() if name}
    policy = {"rules", "decision"} <= found or "waivers" in found
    return policy and not found & {"clinic", "hsa_id"}


def is_own_prose(path: Path) -> bool:
    """Tell whether a text file is a report for people, which may list cases. Raise OSError."""
    return _LAST_WORDS.search(_COLOR.sub(b"", _last(path, _END))) is not None


def is_own_parquet(path: Path) -> bool:
    """Tell whether a Parquet file is a case list, by the columns in its footer. Raise OSError."""
    return _IN_PARQUET.search(_last(path, _FOOTER)) is not None


def is_own_author(properties: bytes) -> bool:
    """Tell whether a workbook's properties name basutbud as its author."""
    return _AUTHOR.search(properties) is not None


def _last(path: Path, size: int) -> bytes:
    with path.open("rb") as stream:
        stream.seek(-min(size, path.stat().st_size), os.SEEK_END)
        return stream.read(size)


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(next(csv.reader([line], delimiter=delimiter), ()))
    except csv.Error:
        return ()
