"""Words of the workbook, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {}
