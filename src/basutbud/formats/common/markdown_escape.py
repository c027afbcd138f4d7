"""Text escaped for Markdown, and for the HTML within it."""

from __future__ import annotations

import re
from typing import Final

_BREAK: Final = "\N{ZERO WIDTH SPACE}"

_MARKS: Final = str.maketrans({mark: f"&#{ord(mark)};" for mark in f"&<>\\`*_[]|~${_BREAK}"})
"""Characters that begin formatting anywhere in a line. Entities, unlike backslashes, also work
within HTML and in a table's cells."""

_REFERENCE: Final = re.compile(
    r"(?i)(?:[@#!%~$&]|\bgh-)(?=\w)|\bwww(?=\.)|:(?=//|[\w+-]+:)|(?<=mailto):|(?<=xmpp):"
)
"""What GitHub and GitLab turn into links in plain text: mentions, issues, labels, addresses, and
emoji."""

_SPACES: Final = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")


def escape_markdown(text: str) -> str:
    """Return the text on one line, with everything that Markdown would format escaped."""
    plain = _SPACES.sub(" ", text).strip()
    return _REFERENCE.sub(lambda found: found.group() + _BREAK, plain).translate(_MARKS)


def escape_sentence(text: str) -> str:
    """Return a sentence, marked, with the parts between backticks as code spans."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape_markdown(text)
    return "".join(
        code_span(part) if number % 2 and part.strip() else _between(part)
        for number, part in enumerate(parts)
    )


def _between(part: str) -> str:
    """Return a part of a sentence, marked, with the spaces around it kept."""
    before = " " if part[:1].isspace() else ""
    after = " " if part[-1:].isspace() and part.strip() else ""
    return f"{before}{escape_markdown(part)}{after}"


def code_span(text: str) -> str:
    """Return the text as a code span, within which nothing is a reference or formatting."""
    plain = _SPACES.sub(" ", text).strip()
    longest = max((len(run) for run in re.findall("`+", plain)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{padding}{plain}{padding}{fence}"
