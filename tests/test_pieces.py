"""Documents put together from pieces: the same as if each had been parsed as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from basutbud import document, pieces
from basutbud.document import MAX_DEPTH, MAX_NODES, Document, parse_document
from basutbud.errors import InputError
from basutbud.model.clinic import Pointer
from basutbud.pieces import Pieces

ROOT = Path(__file__).parent.parent
FILES = sorted([*ROOT.glob("examples/**/*.yaml"), *ROOT.glob("tests/rules/**/*.yaml")])
CLINIC = """\
# Frågor besvaras av förvaltningen.
---
clinic: Ekbacken
agreement:
  supplier: "Ekbacken
    Vård AB"
  applies_from: 2017-01-01     # day

services:
  bestalla-tid:
    status: active
    reason: |
      Ring först:

      klockan 8
  # Rekommenderade
  Av/omboka tid: {status: active,
    since: 2016-04-01}
  'egenremiss': inactive
other_services:
case_logs:
- a.csv
- b.csv
kind: vardcentral
"""
MANY = [f"k{number}:\n  - [{'1,' * 200}]\n" for number in range(MAX_NODES // 200)]
"""More values than a file may have."""
KEPT = Pieces()
"""Has met what was tried before, as in a run of many files."""


def everything(parse: Callable[[str, bytes], Document], raw: bytes) -> object:
    """Return all that a document tells: its data and where each part stands, or its mistakes."""
    try:
        made = parse("c.yaml", raw)
    except InputError as error:
        return error.problems
    places = [
        (pointer, made.find(pointer), made.find((*pointer, "none")))
        for pointer in pointers(made.data)
    ]
    values = [made.find_value(pointer) for pointer, _, _ in places]
    return repr(made.data), places, values


def pointers(data: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    """Yield the pointers of a value and of all within it."""
    yield pointer
    if isinstance(data, dict):
        for key, value in data.items():
            yield from pointers(value, (*pointer, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from pointers(value, (*pointer, position))


def alike(raw: bytes) -> bool:
    """Tell whether a file becomes from pieces, new and kept ones, what it is as a whole."""
    whole = everything(parse_document, raw)
    return all(everything(KEPT.document, raw) == whole for _ in range(3))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_of_pieces_is_the_same_as_one_parsed_whole(path: Path) -> None:
    """Every example and fixture has the same data, places and mistakes."""
    assert alike(path.read_bytes())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_like_those_before_is_not_parsed(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces met twice are put together in another order, without the parser."""
    kept = Pieces()
    for _ in range(2):
        kept.document("c.yaml", CLINIC.replace("\n", end).encode())
    start, cut, rest = CLINIC.partition("agreement:\n")
    agreement, services = rest[: rest.index("services")], rest[rest.index("services") :]
    other = f"{start}{services}{cut}{agreement}".replace("\n", end).encode()
    whole = everything(parse_document, other)
    monkeypatch.setattr(pieces, "parsed", None)
    assert everything(kept.document, other) == whole


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  b: 1\n\nc: 2\n",
        "a:\n  b: 1\n   \n  c: 2\n# d\n  # e\n  f:\n",
        "a:\n b: 1\n  c: 2\n",
        "a:\n  b: 1\n c: 2\n",
        "a: 1\n  b: 2\n",
        "  a: 1\n  b: 2\n",
        "  a: 1\nb: 2\n",
        "a: x\n  y\nb: 'x\n  y: z'\n",
        "a: 'x\n\nb: 1\nc: 2'\n",
        "a: {x: 1,\nb: 2}\nc: 3\n",
        "a: &x 1\nb: *x\n",
        "a: &x\n  b: 1\nc: *x\n",
        "a: Vård & omsorg * 2\n",
        "a: 1\n...\nb: 2\n",
        "a: 1\n---\nb: 2\n",
        "---\n---\na: 1\n",
        "%YAML 1.1\n---\na: 1\n",
        "a: !!str\n  b: 1\n",
        "a: 1\na: 2\n",
        "a:\n  b: 1\nc: 2\na:\n  d: 1\n",
        "å: 1\na\u030a: 2\n",
        "a: 1\n\ufeffb: 2\n",
        "\ufeff\ufeffa: 1\nb: 2\n",
        "a: 1\u2028\nb: 2\n",
        "# \x07\na: 1\n",
        "a:\rb: 1\nc: 2\n",
        "a: ~\n  b: 1\n",
        "? a\n: 1\nb: 2\n",
        "a: 1\n- b\n",
        "a:\n- b\n  c: 1\n",
        "a\nb: 1\n",
        "a: x\nb: x y  z\n  c: x\n  d: x-2\na-b: x \n",
        "a: x\nb:\n  c: x\n  d: x-2\ne: x_y å\n",
        "a: true\nb: null\n  c: x\n",
        "a: x -\nb: x- y\n",
        "a: 1",
        "\n",
        f"a:\n  b: {'[' * (MAX_DEPTH - 2)}{']' * (MAX_DEPTH - 2)}\n",
        f"a:\n  b: {'[' * (MAX_DEPTH - 1)}{']' * (MAX_DEPTH - 1)}\n",
        f"a: {'[1], ' * 9_000}\n",
    ],
)
def test_what_reaches_beyond_a_piece_is_seen(text: str) -> None:
    """Quotes, brackets, anchors, ends, depths and margins mean what they mean in the whole."""
    assert alike(text.encode())


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("a: &x 1\nb: *x\n", "b: *x\n"),
        ("a: &x 1\nb: *x\n", "c: 1\na: &x 1\nd: 1\nb: *x\n"),
        ("a:\n  c: 1\n", "a:\n  b:\n    ? x\n  c: 1\n"),
        ("a:\n  c: 1\n", "a:\n  b:\n  - - ? x\n  c: 1\n"),
        ("a: 'x\ry'\n", "a: 'x\ry'\nb: 1\n"),
        ("a: 'x\x85y'\n", "a: 'x\x85y'\nb: 1\n"),
        ("a: 'x\u2028y'\n", "a: 'x\u2028y'\nb: 1\n"),
        ("? a\n", "? a\n  b: 1\n"),
        ("a:\n", "a:\n  b: 1\n"),
        ("".join(MANY[:3]), "".join(MANY)),
    ],
)
def test_a_piece_takes_nothing_along(before: str, text: str) -> None:
    """What another file had beside a piece is not there, and what follows stands where it does."""
    assert alike(before.encode())
    assert alike(text.encode())


LINES = st.sampled_from(
    [
        *(*CLINIC.splitlines(), *CLINIC.splitlines()),
        *("a: 1", "a:", "  a: 1", " a: 1", "    a: 1", "- 1", "  - 1", "? a", ": 1", "---", "..."),
        *('  a: "', "  b: '", "a: {", "  b: ]", "  a: &x 1", "  b: *x", "a: !x 1", "  a: >-"),
        *("a: x y", "  b: x-1", "  a: null", "a: true", "b: x ", "b: x: y", "a: x #"),
        *("a: |+", "\t", "\ufeffa: 1", "\x85a: 1", "# \x07"),
    ]
)


@given(st.lists(LINES, max_size=20), st.sampled_from(["\n", "\n", "\r\n", "\r"]))
@settings(max_examples=1_000)
def test_any_lines_become_what_they_are_as_a_whole(lines: list[str], end: str) -> None:
    """Lines of a file in any order, with whatever between them, are read or refused alike."""
    assert alike("".join(line + end for line in lines).encode())


@given(
    st.integers(0, len(CLINIC)), st.integers(0, 8), st.text(" \n#-:'\"[]{},|>&*!%?x", max_size=4)
)
@settings(max_examples=1_000)
def test_a_file_with_a_slip_becomes_what_it_is_as_a_whole(at: int, gone: int, slip: str) -> None:
    """Some characters too many or too few, anywhere, are read or refused alike."""
    assert alike((CLINIC[:at] + slip + CLINIC[at + gone :]).encode())


@pytest.mark.parametrize(
    ("most", "usual", "anew"), [(9, 9, "b: 2\n"), (9, 5, "a: 12\nb: 2\n"), (1, 9, "a: 12\nb: 2\n")]
)
def test_few_and_short_pieces_are_kept(
    most: int, usual: int, anew: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is kept that was met once alone, is long, or comes when there are enough."""
    monkeypatch.setattr(pieces, "_MOST_KEPT", most)
    monkeypatch.setattr(pieces, "_USUAL", usual)
    kept = Pieces()
    for number in range(2):
        kept.document("c.yaml", f"d: 1\na: 12\nb: {number}\n".encode())
    parsed: list[str] = []

    def watched(one: Document, deepest: int) -> Document:
        parsed.append(one.text)
        return document.parsed(one, deepest)

    monkeypatch.setattr(pieces, "parsed", watched)
    assert kept.document("c.yaml", b"d: 1\na: 12\nb: 2\n").data == {"d": 1, "a": 12, "b": 2}
    assert parsed == [anew]
