"""The parts of a workbook: a ZIP of XML documents, read a stretch at a time, within bounds.

No part is taken into memory whole, no declaration of entities is followed, and a file that would
unpack to far more than any spreadsheet program's is refused before it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import join, normpath
from types import TracebackType
from typing import IO, Final, Protocol, Self
from xml.parsers import expat

from basutbud.caselog.unpacking.opening import NotReadError
from basutbud.caselog.unpacking.zips import BROKEN_ZIP, open_zip

_CHUNK: Final = 64 * 1024
_LONGEST_TAG: Final = 1024 * 1024
"""The most bytes between two ``<`` and ``>`` that are waited for."""
_DEEPEST: Final = 64
_ALWAYS_ALLOWED: Final = 8 * 1024 * 1024
_MOST_TO_ONE: Final = 100
"""Bytes that a packed byte may come to: XML of spreadsheets comes to 10 to 40."""
_NAMESPACES: Final = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
"""How the names of the vocabularies begin, the second's being strict."""
MAIN: Final = tuple(
    f"{space}spreadsheetml/{year}main"
    for space, year in zip(_NAMESPACES, ("2006/", ""), strict=True)
)
"""The vocabulary of sheets."""
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


class PartReader(Protocol):
    """Is told of elements by name, ``vocabulary name``, and of text."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""

    def end(self, name: str) -> None:
        """Take an element's end."""

    def text(self, text: str) -> None:
        """Take text."""


class Parts:
    """The parts of one workbook, by name."""

    def __init__(self, path: Path) -> None:
        """Open it. Raise OSError, BrokenWorkbookError or SwollenWorkbookError."""
        self._allowed = max(_ALWAYS_ALLOWED, _MOST_TO_ONE * path.stat().st_size)
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

    def allow(self, names: Iterable[str]) -> None:
        """Refuse parts that unpack to too much together, before any of them is read."""
        if sum(self._size(name) for name in names) > self._allowed:
            raise SwollenWorkbookError

    def _size(self, name: str) -> int:
        return self._zip.getinfo(self._names[name.casefold()]).file_size

    def read(self, name: str, reader: PartReader) -> Iterator[None]:
        """Tell of a part's elements and text, and yield after every stretch of it.

        Raise BrokenWorkbookError, also where what is told raises ValueError.
        """
        try:
            with self._zip.open(self._names[name.casefold()]) as stream:
                yield from _parsed(stream, reader)
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
        """Read a part at once; ``start`` and ``end`` take names without their vocabulary."""
        self.allow([name])
        for _ in self.read(name, _ByLocalName(start, end, text)):
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


class _ByLocalName:
    """Passes on names without their vocabulary, and "" for those of another one."""

    def __init__(
        self, start: Start, end: Callable[[str], None], text: Callable[[str], None]
    ) -> None:
        self._start = start
        self._end = end
        self.text = text
        self._names: dict[str, str] = {}
        self._depth = Depth()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth.enter()
        self._start(self._local(name), attributes)

    def end(self, name: str) -> None:
        self._depth.leave()
        self._end(self._local(name))

    def _local(self, name: str) -> str:
        if name not in self._names:
            space, _, plain = name.rpartition(" ")
            ours = not space or space.startswith(_NAMESPACES)
            self._names[name] = plain if ours else ""
        return self._names[name]


class Depth:
    """How many elements a place is within; what would go deeper is no workbook."""

    def __init__(self) -> None:
        """Start outside all."""
        self._depth = 0

    def enter(self) -> None:
        """Go into one. Raise BrokenWorkbookError where there are too many."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BrokenWorkbookError

    def leave(self) -> None:
        """Go out of one."""
        self._depth -= 1


def _parsed(stream: IO[bytes], reader: PartReader) -> Iterator[None]:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _declared
    parser.buffer_text = True
    parser.buffer_size = _CHUNK
    fed = 0
    while chunk := stream.read(_CHUNK):
        fed += len(chunk)
        parser.Parse(chunk, False)  # noqa: FBT003 - takes no name
        if fed - parser.CurrentByteIndex > _LONGEST_TAG:
            raise BrokenWorkbookError
        yield
    parser.Parse(b"", True)  # noqa: FBT003 - likewise
    yield


def _declared(*_: object) -> None:
    """Refuse declarations, which no spreadsheet program writes: they may make much of little."""
    raise BrokenWorkbookError
