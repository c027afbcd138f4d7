"""What Spark says went wrong, in words of the product's own; Java's are kept for ``-v``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from basutbud.errors import BasutbudError, InputError, Location, Problem, UsageError

_LIBRARIES: Final = frozenset({"grpc", "py4j", "pyspark"})
_WORDS: Final = {
    # Java calls a file that must not be read one that is not found.
    "no_permission": ("AccessControlException", "Permission denied", "AccessDenied", "Forbidden"),
    "missing": ("PATH_NOT_FOUND", "FileNotFoundException", "FILE_NOT_EXIST", "No such file"),
    "no_file_system": (
        "No FileSystem for scheme",
        "UNSUPPORTED_SCHEME",
        "UnsupportedFileSystemException",
        "FileSystem not found",
    ),
    "spark_no_room": ("No space left", "OutOfMemoryError", "Disk quota exceeded"),
    "storage_no_answer": ("UnknownHostException", "ConnectException", "NoRouteToHost"),
}
"""Words of Spark's messages by the code they are reported by; the first code that fits counts."""


def is_of_spark(error: BaseException) -> bool:
    """Tell whether an error is Spark's, or of what carries its words to Python."""
    return any(kind.__module__.partition(".")[0] in _LIBRARIES for kind in type(error).__mro__)


def problem_of(error: BaseException, shown: str = "") -> Problem:
    """Say what Spark's error means to one who reads a log, ``shown`` where it is about one."""
    message = f"{type(error).__name__} {error}"
    for code, words in _WORDS.items():
        if any(word in message for word in words):
            return Problem(code, Location(shown))
    return Problem("unreadable" if shown else "spark_failed", Location(shown))


@contextmanager
def reading(shown: str) -> Iterator[None]:
    """Raise InputError where Spark cannot read a log."""
    try:
        yield
    except Exception as error:
        if not is_of_spark(error):
            raise
        raise InputError(problem_of(error, shown)) from error


@contextmanager
def working() -> Iterator[None]:
    """Raise UsageError where Spark cannot go on."""
    try:
        yield
    except BasutbudError:
        raise
    except Exception as error:
        if not is_of_spark(error):
            raise
        found = problem_of(error)
        code = found.code if found.code == "spark_no_room" else "spark_failed"
        raise UsageError(Problem(code, Location(""))) from error
