"""What a file may be."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Like(StrEnum):
    """What a file looks like that is not read by its name.

    ``TABLE``: a table of a kind that is not read; ``PACKED``: something packed that holds what
    should be read, or that cannot be looked into; ``OWN``: something that basutbud wrote.
    """

    CLINIC = "clinic"
    LOG = "log"
    TABLE = "table"
    PACKED = "packed"
    OWN = "own"


class Likeness(NamedTuple):
    """What a file looks like, and by which ending it would be read, if it would."""

    like: Like
    ending: str = ""
