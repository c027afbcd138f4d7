"""Clinic files put together from pieces, most of which were parsed before, in an earlier file.

A piece is a key with all that stands under it: a file is cut before each key at the margin or after
two blanks. When the parser comes to one, and is not within quotes, brackets or a longer text, it
remembers of what went before no more than how deep it is. So a piece means the same in every file;
and one that is cut through such a thing, it refuses. Whatever cannot be put together, every mistake
above all, is left to the parser as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from yaml import Mark, ScalarEvent

from basutbud.document import MAX_DEPTH, Branch, Document, decoded, parsed
from basutbud.errors import InputError
from basutbud.words import resolved

_CUT: Final = re.compile(r"\n(?!  [\s#-]|[\r\n#-]|\Z)")
"""Before all lines but those further in, remarks, blank ones, and items of lists."""
_MARGIN: Final = 2
_REMARKS: Final = r"(?:(?:#[\t -~\xa0-\u2027\u202a-\ud7ff]*)?\r?\n)*"
_HEAD: Final = re.compile(rf"{_REMARKS}(?:---\r?\n{_REMARKS})?")
"""What may stand before the first piece."""
_LINE: Final = re.compile(r"(  )?([a-z][a-z_-]{0,99}): ([^\W\d_](?:[\w -]*\w)?)")
"""A key, and words that begin with a letter: as names are written, which no two files share."""
_NOT_ALONE: Final = re.compile(r"(?m)[&*]\S|^[ -]*\?|\r(?!\n)|[\x85\u2028\u2029\ufeff]")
"""Anchors, keys that end where the next piece begins, and lines that begin in other ways."""
_LONGEST: Final = 20_000
"""Characters of a file that is too short to have ``MAX_NODES``."""
_USUAL: Final = 500
"""Longer pieces are not kept, lest they fill the memory; nor are more than the following."""
_MOST_AT_ONCE: Final = 2_500
_MOST_KEPT: Final = 5_000
_MOST_MET: Final = 100_000


class _Piece(NamedTuple):
    """A key and its value, and the event or branch of each, as parsed in some text.

    There it began at ``line`` and ``character``, and had so many ``lines`` and ``characters``.
    ``inner``: it stands after two blanks. ``bare``: nothing stands behind the key.
    """

    key: str
    value: Any
    begun: Any
    node: Any
    line: int
    character: int
    lines: int
    characters: int
    inner: bool
    bare: bool


class Pieces:
    """Parses clinic files, and keeps the pieces that it meets more than once."""

    def __init__(self) -> None:
        """Start with no pieces."""
        self._kept: dict[str, _Piece] = {}
        self._met: set[int] = set()

    def document(self, path: str, raw: bytes) -> Document:
        """Parse one YAML document. Raise InputError with every problem that could be told."""
        document = Document(path, decoded(path, raw), confidential=True)
        return document if self._put_together(document) else parsed(document)

    def _put_together(self, document: Document) -> bool:
        """Make a document of its pieces, and tell whether it could be done."""
        text = document.text
        head = _HEAD.match(text)
        if head is None or len(text) > _LONGEST or not text.endswith("\n"):
            return False
        pieces = self._all(_CUT.split(text[head.end() : -1]))
        return pieces is not None and _joined(document, head.end(), pieces)

    def _all(self, blocks: Sequence[str]) -> list[_Piece] | None:
        """Return the pieces, those made anew that are not kept; None where one cannot be.

        Of these, those in a row are parsed at once, lest files that are like no other take longer
        than they would as a whole.
        """
        pieces = [*map(self._kept.get, blocks)]
        while None in pieces:
            begin = pieces.index(None)
            inner = blocks[begin].startswith(" ")
            end = begin + 1
            while pieces[end : end + 1] == [None] and blocks[end].startswith(" ") is inner:
                end += 1
            made = _made(blocks[begin:end], inner=inner)
            if made is None:
                return None
            pieces[begin:end] = made
            for block, piece in zip(blocks[begin:end], made, strict=True):
                self._keep(block, piece)
        return [piece for piece in pieces if piece is not None]

    def _keep(self, block: str, piece: _Piece) -> None:
        """Keep a piece that was met before: each file has some that no other has.

        Those are at the margin, as its name, so that the first of the others are kept at once.
        """
        kept = len(self._kept)
        if hash(block) not in self._met and not (piece.inner and kept < _MOST_AT_ONCE):
            if len(self._met) < _MOST_MET:
                self._met.add(hash(block))
        elif len(block) < _USUAL and kept < _MOST_KEPT:
            self._kept[block] = piece


def _made(blocks: Sequence[str], *, inner: bool) -> list[_Piece] | None:
    """Parse blocks that follow each other; None where they are not each a piece of its own."""
    lines = [line for line in map(_line, blocks) if line is not None]
    if len(lines) == len(blocks):
        return lines
    text = "\n".join(blocks) + "\n"
    document = Document("", text, confidential=True)
    try:
        parsed(document, MAX_DEPTH - 1)  # as it may stand within another
    except InputError:
        return None
    data, root = document.data, document.root
    if type(data) is not dict or len(data) != len(blocks) or _NOT_ALONE.search(text):
        return None
    pieces = []
    line = character = 0
    for block, (key, value) in zip(blocks, data.items(), strict=True):
        begun, node, _ = root[key]
        if begun.start_mark.index != character + (_MARGIN if inner else 0):
            return None
        size = block.count("\n") + 1, len(block) + 1
        bare = value is None and node.start_mark.index == node.end_mark.index
        pieces.append(_Piece(key, value, begun, node, line, character, *size, inner, bare))
        line += size[0]
        character += size[1]
    return pieces


def _line(block: str) -> _Piece | None:
    """Return a piece that is so plain a line that it takes no parser; None where it is not."""
    found = _LINE.fullmatch(block)
    if found is None:
        return None
    begun, node = _scalar(found, 2), _scalar(found, 3)
    inner = found[1] is not None
    value = resolved(found[3])
    return _Piece(found[2], value, begun, node, 0, 0, 1, len(block) + 1, inner, bare=False)


def _scalar(found: re.Match[str], group: int) -> ScalarEvent:
    """Return the parser's event for a part of a line."""
    start, end = (Mark("", at, 0, at, None, 0) for at in found.span(group))
    return ScalarEvent(None, None, (True, False), found[group], start, end)


def _joined(document: Document, begin: int, pieces: Sequence[_Piece]) -> bool:
    """Make a document of pieces from a character on; tell whether each had a place of its own."""
    data: dict[str, Any] = {}
    root = Branch()
    root.event = None
    mapping, branch, above = data, root, None
    line = document.text.count("\n", 0, begin)
    for key, value, begun, node, its_line, its_character, lines, characters, inner, bare in pieces:
        shift = line - its_line, begin - its_character
        if not inner:
            mapping, branch, above = data, root, (key, begun, shift) if bare else None
        elif mapping is data:
            if above is None:
                return False
            mapping, branch = {}, Branch()
            branch.event = None
            data[above[0]], root[above[0]] = mapping, (above[1], branch, above[2])
        if key in mapping:
            return False
        mapping[key] = value
        branch[key] = begun, node, shift
        line += lines
        begin += characters
    document.data, document.root = data, root
    return True
