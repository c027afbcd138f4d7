"""Opens a workbook: its sheets, its number formats, and the texts that its cells share."""

from __future__ import annotations

import mmap
import re
import tempfile
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from basutbud.caselog.workbook.numberformats import NUMBER, Look, look_of
from basutbud.caselog.workbook.parts import BrokenWorkbookError, Parts, SwollenWorkbookError

_LONGEST_TEXT: Final = 1024 * 1024
"""A cell holds 32,767 characters in a spreadsheet program."""
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_SHEETS: Final = 1_000
_TRUE: Final = ("1", "true")


class Sheet(NamedTuple):
    """A sheet: its name, the name of its part, and whether it is visible."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a workbook that all its sheets need.

    ``looks`` says for each cell style how a number is shown. ``from_1904``: days are counted from
    1904. ``uncomputed``: formulas are computed when the workbook is opened, and are 0 until then.
    """

    sheets: Sequence[Sheet]
    looks: Sequence[Look]
    texts: SharedTexts
    from_1904: bool
    uncomputed: bool


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook whose sheets can be read."""

    parts: Parts
    outline: Outline


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """Open a workbook. Raise OSError, BrokenWorkbookError or SwollenWorkbookError."""
    stat = path.stat()
    outline = _outline(path, (stat.st_ino, stat.st_mtime_ns, stat.st_size))
    with Parts(path) as parts:
        yield Book(parts, outline)


@lru_cache(maxsize=1)
def _outline(path: Path, _state: tuple[int, int, int]) -> Outline:
    """Read the outline of a workbook; the latest is cached, as each sheet asks for it."""
    with Parts(path) as parts:
        roots = [name for kind, name in parts.related("").values() if kind == "officeDocument"]
        if not roots or roots[0] not in parts:
            raise BrokenWorkbookError
        related = parts.related(roots[0])
        found = _Found()
        parts.read_whole(roots[0], found.start)
        sheets = [
            Sheet(name, related[id_][1], visible)
            for name, id_, visible in found.sheets
            if related.get(id_, ("",))[0] == "worksheet"
        ]
        holding = [sheet.part.casefold() for sheet in sheets]
        if len({*holding}) < len(holding) or not all(part in parts for part in holding):
            raise BrokenWorkbookError
        beside = {kind: name for kind, name in related.values() if name in parts}
        styles, shared = beside.get("styles"), beside.get("sharedStrings")
        parts.allow([*holding, *filter(None, (styles, shared)), roots[0]])
        if len(sheets) > _MOST_SHEETS:
            raise SwollenWorkbookError
        return Outline(
            sheets,
            _looks(parts, styles) if styles else [],
            _shared_texts(parts, shared) if shared else SharedTexts.none(),
            found.from_1904,
            found.uncomputed,
        )


class _Found:
    """The contents of the workbook's main part."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False
        self.uncomputed = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            id_ = next((one for key, one in attributes.items() if key.endswith(" id")), "")
            visible = attributes.get("state", "visible") == "visible"
            self.sheets.append((attributes.get("name", ""), id_, visible))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in _TRUE
        elif name == "calcPr":
            self.uncomputed = attributes.get("fullCalcOnLoad", "") in _TRUE


def _looks(parts: Parts, name: str) -> list[Look]:
    """Return how numbers are shown, by the cell's style."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    among_cells = False

    def start(element: str, attributes: Mapping[str, str]) -> None:
        nonlocal among_cells
        if element == "numFmt":
            codes.setdefault(int(attributes["numFmtId"]), attributes.get("formatCode", ""))
        elif element == "cellXfs":
            among_cells = True
        elif element == "xf" and among_cells:
            formats.append(int(attributes.get("numFmtId", "0")))

    def end(element: str) -> None:
        nonlocal among_cells
        if element == "cellXfs":
            among_cells = False

    try:
        parts.read_whole(name, start, end)
    except KeyError:
        raise BrokenWorkbookError from None
    known = {number: look_of(number, codes) for number in {*formats}}
    return [known.get(number, NUMBER) for number in formats]


class SharedTexts:
    """The texts that cells refer to by number: on disk, as they may not fit in memory."""

    def __init__(self, ends: array[int], kept: mmap.mmap | None) -> None:
        """Take the offset of each text's end, and the bytes of all."""
        self._ends = ends
        self._kept = kept

    @classmethod
    def none(cls) -> SharedTexts:
        """Return no texts."""
        return cls(array("q"), None)

    def __getitem__(self, number: int) -> str:
        """Return the text with a number. Raise IndexError if there is none."""
        if number < 0 or self._kept is None:
            raise IndexError
        end = self._ends[number]
        return self._kept[self._ends[number - 1] if number else 0 : end].decode()


def _shared_texts(parts: Parts, name: str) -> SharedTexts:
    """Read the shared texts, to disk."""
    ends: array[int] = array("q")
    with tempfile.TemporaryFile() as file:
        taken = TextTaker()
        written = 0

        def end(element: str) -> None:
            nonlocal written
            if element == "si":
                written += file.write(taken.take().encode("utf-8", "replace"))
                ends.append(written)
            else:
                taken.end(element)

        parts.read_whole(name, taken.start, end, taken.text)
        file.flush()
        kept = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if written else None
    return SharedTexts(ends, kept or mmap.mmap(-1, 1))


class TextTaker:
    """Gathers the text of a rich text: its runs, without phonetic hints."""

    __slots__ = ("_aside", "_size", "_text", "_within")

    def __init__(self) -> None:
        """Start with nothing."""
        self._text: list[str] = []
        self._within = False
        self._aside = False
        self._size = 0

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        """Take a beginning."""
        if name == "t":
            self._within = not self._aside
        elif name == "rPh":
            self._aside = True

    def end(self, name: str) -> None:
        """Take an end."""
        if name == "t":
            self._within = False
        elif name == "rPh":
            self._aside = False

    def text(self, text: str) -> None:
        """Take text. Raise BrokenWorkbookError if it gets too long."""
        if self._within:
            self._text.append(text)
            self._size += len(text)
            if self._size > _LONGEST_TEXT:
                raise BrokenWorkbookError

    def take(self) -> str:
        """Return what was gathered, and start anew."""
        text = "".join(self._text)
        self._text.clear()
        self._size = 0
        if "_x" in text:
            text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        return text
