"""Reads the parts of a workbook, a ZIP of XML documents, in chunks and within limits.

No part is held in memory, no entity declaration is followed, and a file that would unpack to far
more than a spreadsheet program writes is refused before it is unpacked.
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
"""The greatest length of a tag, in bytes."""
_DEEPEST: Final = 64
_ALWAYS_ALLOWED: Final = 8 * 1024 * 1024
_MOST_TO_ONE: Final = 100
"""The greatest ratio of unpacked to packed bytes; spreadsheets' XML has 10 to 40."""
_NAMESPACES: Final = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
"""The prefixes of the namespaces; the second is of the strict variant."""
MAIN: Final = tuple(
    f"{space}spreadsheetml/{year}main"
    for space, year in zip(_NAMESPACES, ("2006/", ""), strict=True)
)
"""The namespaces of sheets."""
_BROKEN: Final = (
    *BROKEN_ZIP,
    expat.ExpatError,
    LookupError,  # an unknown encoding
)


class BrokenWorkbookError(NotReadError):
    """A workbook that cannot be read."""

    code = "log_broken_workbook"


class SwollenWorkbookError(NotReadError):
    """A workbook that unpacks to far more than any real one."""

    code = "log_swollen_workbook"


Start = Callable[[str, Mapping[str, str]], None]
"""Takes the name of an element, without its namespace, and its attributes."""


class PartReader(Protocol):
    """Takes the elements of a part, by ``namespace name``, and its text."""

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
        """Refuse parts that would unpack to too much in all. Raise SwollenWorkbookError."""
        if sum(self._size(name) for name in names) > self._allowed:
            raise SwollenWorkbookError

    def _size(self, name: str) -> int:
        return self._zip.getinfo(self._names[name.casefold()]).file_size

    def read(self, name: str, reader: PartReader) -> Iterator[None]:
        """Give a part's elements and text to a reader, and yield after every chunk.

        Raise BrokenWorkbookError, also if the reader raises ValueError.
        """
        try:
            with self._zip.open(self._names[name.casefold()]) as stream:
                yield from _parse(stream, reader)
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
        """Read a whole part; ``start`` and ``end`` take names without their namespace."""
        self.allow([name])
        for _ in self.read(name, _ByLocalName(start, end, text)):
            pass

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part refers to, by id: the kind and the name of each."""
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
    """Passes on names without their namespace, and "" for names of foreign namespaces."""

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
    """The number of elements open at once; no workbook nests them deeply."""

    def __init__(self) -> None:
        """Start outside all elements."""
        self._depth = 0

    def enter(self) -> None:
        """Enter an element. Raise BrokenWorkbookError if too many are open."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BrokenWorkbookError

    def leave(self) -> None:
        """Leave an element."""
        self._depth -= 1


def _parse(stream: IO[bytes], reader: PartReader) -> Iterator[None]:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_declaration
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


def _refuse_declaration(*_: object) -> None:
    """Refuse declarations: spreadsheet programs write none, and entities may expand endlessly."""
    raise BrokenWorkbookError
