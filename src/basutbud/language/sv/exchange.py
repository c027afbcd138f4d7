"""Words of Markdown, JUnit, SARIF and annotations, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {}
