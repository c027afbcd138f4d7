"""Case logs: files in, the outcome of every case out, counted.

``scan.scan`` does it; importing it loads what the engine needs.
"""

from basutbud.caselog.request import (
    DELIMITERS,
    ENCODINGS,
    LEAST_MEMORY,
    Dialect,
    Judge,
    LogSource,
    Means,
    Tolerance,
)

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "LEAST_MEMORY",
    "Dialect",
    "Judge",
    "LogSource",
    "Means",
    "Tolerance",
]
