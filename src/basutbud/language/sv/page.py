"""Words of the HTML report, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {}
