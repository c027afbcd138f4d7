"""Words of the HTML report, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {}
