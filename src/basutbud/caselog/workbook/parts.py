"""The parts of a workbook: a ZIP of XML documents, read a stretch at a time, within bounds.

No part is taken into memory whole, no declaration of entities is followed, and a file that would
unpack to far more than any spreadsheet program's is refused before it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from posixpath import join, normpath
from types import TracebackType
from typing import IO, Final, Self
from xml.parsers import expat

from basutbud.caselog.opening import NotReadError
from basutbud.caselog.zips import BROKEN_ZIP, open_zip

_CHUNK: Final = 64 * 1024
_LONGEST_TAG: Final = 1024 * 1024
"""The most bytes between two ``<`` and ``>`` that are waited for."""
_DEEPEST: Final = 64
_ALWAYS_ALLOWED: Final = 64 * 1024 * 1024
_MOST_TO_ONE: Final = 200
"""Bytes that a packed byte may come to: XML of spreadsheets comes to 10 to 40."""
_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",  # strict
)
_BROKEN: Final = (
    *BROKEN_ZIP,
    expat.ExpatError,
    LookupError,  # an encoding that is none
)


class BrokenWorkbookError(NotReadError):
    """A workbook that cannot be read."""

    code = "log_broken_workbook"


class SwollenWorkbookError(NotReadError):
    """A workbook that unpacks to more than any honest one."""

    code = "log_swollen_workbook"


Start = Callable[[str, Mapping[str, str]], None]
"""Told of an element's name, without its namespace, and its attributes."""


class Parts:
    """The parts of one workbook, by name."""

    def __init__(self, path: Path) -> None:
        """Open it. Raise OSError, BrokenWorkbookError or SwollenWorkbookError."""
        self._size = path.stat().st_size
        self._allowed = max(_ALWAYS_ALLOWED, _MOST_TO_ONE * self._size)
        try:
            self._zip = open_zip(path)
        except _BROKEN:
            raise BrokenWorkbookError from None
        self._names = {name.casefold(): name for name in self._zip.namelist()}

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name.casefold() in self._names

    def state(self, name: str) -> tuple[int, int]:
        """Return what tells a part from another of its name: its checksum and size."""
        info = self._zip.getinfo(self._names[name.casefold()])
        return info.CRC, info.file_size

    def allow(self, names: Iterator[str]) -> None:
        """Refuse parts that unpack to too much together, before any of them is read."""
        sizes = (self.state(name)[1] for name in names if name in self)
        if sum(sizes) > self._allowed:
            raise SwollenWorkbookError

    def read(
        self,
        name: str,
        start: Start,
        end: Callable[[str], None] = lambda _name: None,
        text: Callable[[str], None] = lambda _text: None,
    ) -> Iterator[None]:
        """Tell of a part's elements and text, and yield after every stretch of it.

        Elements of other vocabularies than the workbook's own have the name "". Raise
        BrokenWorkbookError, also where what is told raises ValueError.
        """
        try:
            with self._zip.open(self._names[name.casefold()]) as stream:
                yield from _parsed(stream, start, end, text)
        except NotReadError:
            raise
        except _BROKEN:
            raise BrokenWorkbookError from None

    def read_whole(
        self,
        name: str,
        start: Start,
        end: Callable[[str], None] = lambda _name: None,
        text: Callable[[str], None] = lambda _text: None,
    ) -> None:
        """Read a small part at once."""
        for _ in self.read(name, start, end, text):
            pass

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part refers to by id: the kind, its address's end, and name."""
        folder, _, base = name.rpartition("/")
        found: dict[str, tuple[str, str]] = {}

        def start(element: str, attributes: Mapping[str, str]) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else join(folder, target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = kind, normpath(whole)

        relations = join(folder, "_rels", f"{base}.rels")
        if relations in self:
            self.read_whole(relations, start)
        return found


def _parsed(
    stream: IO[bytes], start: Start, end: Callable[[str], None], text: Callable[[str], None]
) -> Iterator[None]:
    names: dict[str, str] = {}
    depth = 0

    def local(name: str) -> str:
        if name not in names:
            space, _, plain = name.rpartition(" ")
            names[name] = plain if not space or space.startswith(_NAMESPACES) else ""
        return names[name]

    def started(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise BrokenWorkbookError
        start(names.get(name) or local(name), attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(names.get(name) or local(name))

    def declared(*_: object) -> None:
        raise BrokenWorkbookError  # no spreadsheet program declares entities

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = declared
    parser.buffer_text = True
    fed = 0
    while chunk := stream.read(_CHUNK):
        fed += len(chunk)
        parser.Parse(chunk, False)  # noqa: FBT003 - takes no name
        if fed - parser.CurrentByteIndex > _LONGEST_TAG:
            raise BrokenWorkbookError
        yield
    parser.Parse(b"", True)  # noqa: FBT003 - likewise
    yield
