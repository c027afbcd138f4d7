"""Renders for a terminal of a width; alone knows how rich is set up."""

from __future__ import annotations

import io
from typing import Final

from rich.console import Console, RenderableType

_WIDEST: Final = 140
"""No table needs more, and lines that cross a wide screen are hard to follow."""

_NARROWEST: Final = 40


def bound_width(width: int) -> int:
    """Return the width to use on a terminal of this width."""
    return min(max(width, _NARROWEST), _WIDEST)


def print_lines(what: RenderableType, width: int, *, color: bool = False) -> str:
    """Return it as lines of text without trailing blanks."""
    target = io.StringIO()
    console = Console(
        file=target,
        width=bound_width(width),
        color_system="standard" if color else None,
        force_terminal=color,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        _environ={},
    )
    console.print(what)
    return "\n".join(line.rstrip() for line in target.getvalue().split("\n"))
