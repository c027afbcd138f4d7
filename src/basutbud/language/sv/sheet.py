"""Words of the workbook, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {}
