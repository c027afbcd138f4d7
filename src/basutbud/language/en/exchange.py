"""Words of Markdown, JUnit, SARIF and annotations, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {}
