"""YAML as many hands write it: order, indentation, blocks and braces, quotes, comments."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

BOM: Final = b"\xef\xbb\xbf"
PLAIN: Final = re.compile(r"[A-Za-zÅÄÖåäö](?:[\w/().-]|,(?= )| (?![#(]))*")
"""A text that needs no quotes, even between braces where it has no comma."""
NUMBERED: Final = re.compile(r"\d{4}-\d\d-\d\d")
WORDS: Final = (
    *(
        "sedan starten",
        "ses över i höst",
        "klart",
        "avstämt med förvaltningen",
        "gäller tills vidare",
    ),
    *("fråga vid nästa möte", "kontrollerat", "se avtalet", "inte alla dagar", "nytt för året"),
    *("samma som förra året", "enligt överenskommelsen", "ansvarig: verksamhetschefen"),
)
COMMENT_WORDS: Final = 3


@dataclass(frozen=True)
class Hand:
    """How one person writes. Shares are of the places where a thing can be done."""

    chance: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311
    indent: int = 2
    list_indent: int = 2
    shuffled: bool = False
    """Whether the order of keys is the writer's own."""
    named: float = 0.0
    """The share of services by a name, not their id."""
    braces: float = 0.3
    bare: float = 0.5
    """The share of services with a status alone that are written without braces or block."""
    quote: str = ""
    quoted: float = 0.0
    comments: float = 0.05
    blank_lines: float = 0.0
    aligned: int = 1
    """Blanks after a colon."""
    folded: bool = False
    heading: int = 2
    marker: bool = False
    line_end: str = "\n"
    start: bytes = b""

    def falls(self, share: float) -> bool:
        """Draw whether something is done."""
        return self.chance.random() < share


OFFICE: Final = Hand()


def hand(chance: random.Random) -> Hand:
    """Return the hand of one writer."""
    return replace(
        OFFICE,
        chance=chance,
        indent=chance.choice((2, 2, 2, 3, 4, 4)),
        list_indent=chance.choice((0, 2, 4)),
        shuffled=chance.choice((True, True, False)),
        named=chance.choice((0.0, 0.0, 0.3, 1.0)),
        braces=chance.choice((0.0, 0.2, 0.5, 1.0)),
        bare=chance.choice((0.2, 0.8, 1.0)),
        quote=chance.choice(("'", '"')),
        quoted=chance.choice((0.0, 0.0, 0.2, 1.0)),
        comments=chance.choice((0.0, 0.05, 0.2, 0.5)),
        blank_lines=chance.choice((0.0, 0.0, 0.1, 0.4)),
        aligned=chance.choice((1, 1, 1, 2, 3)),
        folded=chance.choice((True, *[False] * 4)),
        heading=chance.randint(0, 6),
        marker=chance.choice((True, *[False] * 9)),
        line_end=chance.choice(("\n", "\n", "\r\n")),
        start=chance.choice((BOM, *[b""] * 9)),
    )


def written(said: Mapping[str, Any], names: Mapping[str, Sequence[str]], writer: Hand) -> bytes:
    """Return a clinic's data as a file. ``names`` are what a service may be called, by its id."""
    lines = [f"# {_remark(writer)}" for _ in range(writer.heading)]
    lines += ["---"] * writer.marker
    for key, value in _ordered(said.items(), writer):
        lines += _comments(writer, "")
        if isinstance(value, Mapping):
            lines.append(f"{key}:{_trailing(writer)}")
            for name, inner in _ordered(value.items(), writer):
                lines += _comments(writer, " " * writer.indent)
                called = (
                    writer.chance.choice(names[name]) if _by_name(name, names, writer) else name
                )
                lines += _entry(called, inner, writer, writer.indent)
        else:
            lines += _entry(key, value, writer, 0)
    return writer.start + (writer.line_end.join(lines) + writer.line_end).encode()


def _by_name(name: str, names: Mapping[str, Sequence[str]], writer: Hand) -> bool:
    return name in names and writer.falls(writer.named)


def _ordered(pairs: Iterable[tuple[str, Any]], writer: Hand) -> list[tuple[str, Any]]:
    ordered = list(pairs)
    if writer.shuffled:
        writer.chance.shuffle(ordered)
    return ordered


def _entry(key: str, value: Any, writer: Hand, depth: int) -> list[str]:
    """Return a key and its value as lines."""
    margin = " " * depth
    left = f"{margin}{_text(key, writer)}:"
    gap = " " * writer.aligned
    if not isinstance(value, Mapping):
        return list(_scalar_or_list(left, value, writer, depth))
    if [*value] == ["status"] and writer.falls(writer.bare):
        return [f"{left}{gap}{_text(value['status'], writer)}{_trailing(writer)}"]
    pairs = _ordered(value.items(), writer)
    if writer.falls(writer.braces):
        inside = ", ".join(f"{name}: {_flow(inner, writer)}" for name, inner in pairs)
        return [f"{left}{gap}{{{inside}}}{_trailing(writer)}"]
    lines = [f"{left}{_trailing(writer)}"]
    for name, inner in pairs:
        lines += _entry(name, inner, writer, depth + writer.indent)
    return lines


def _scalar_or_list(left: str, value: Any, writer: Hand, depth: int) -> Iterator[str]:
    """Yield the lines of a value that is no mapping."""
    gap = " " * writer.aligned
    if isinstance(value, list) and not writer.falls(writer.braces):
        yield f"{left}{_trailing(writer)}"
        for item in value:
            yield f"{' ' * (depth + writer.list_indent)}- {_text(item, writer)}"
    elif isinstance(value, str) and " " in value and writer.folded and depth:
        yield f"{left} >-"
        first, _, rest = value.partition(", ")
        yield from (
            f"{' ' * (depth + writer.indent)}{part}" for part in (f"{first},", rest) if rest
        )
        if not rest:
            yield f"{' ' * (depth + writer.indent)}{first}"
    else:
        yield f"{left}{gap}{_flow(value, writer)}{_trailing(writer)}"


def _flow(value: Any, writer: Hand) -> str:
    """Return a value on one line."""
    if isinstance(value, list):
        return f"[{', '.join(_text(item, writer, flow=True) for item in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    return _text(value, writer, flow=True)


def _text(value: str, writer: Hand, *, flow: bool = False) -> str:
    """Return a text, with quotes where it needs them or the writer has them."""
    plain = NUMBERED.fullmatch(value) or PLAIN.fullmatch(value)
    if plain and not (flow and "," in value) and not writer.falls(writer.quoted):
        return value
    if writer.quote == '"':
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "'" + value.replace("'", "''") + "'"


def _remark(writer: Hand) -> str:
    words = writer.chance.sample(WORDS, writer.chance.randint(1, COMMENT_WORDS))
    return f"{', '.join(words)} ({writer.chance.randint(1, 9999)})"


def _comments(writer: Hand, margin: str) -> list[str]:
    """Return what stands above an entry: a blank line, a comment, or nothing."""
    blank = [""] * writer.falls(writer.blank_lines)
    return [*blank, *[f"{margin}# {_remark(writer)}"] * writer.falls(writer.comments)]


def _trailing(writer: Hand) -> str:
    """Return a comment at a line's end, or nothing."""
    return f"  # {_remark(writer)}" if writer.falls(writer.comments / 2) else ""
