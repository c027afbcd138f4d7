"""The kinds that a file can look like."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Like(StrEnum):
    """What a file that is not read by its name looks like.

    ``TABLE``: a table of an unsupported kind; ``PACKED``: a packed file that holds a log or a
    clinic, or that cannot be looked into; ``OWN``: a file that basutbud wrote.
    """

    CLINIC = "clinic"
    LOG = "log"
    TABLE = "table"
    PACKED = "packed"
    OWN = "own"


class Likeness(NamedTuple):
    """What a file looks like, and the ending by which it would be read, if any."""

    like: Like
    ending: str = ""
