"""Where reports go: every target checked before the audit, written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from basutbud.cli.terminal import is_terminal, say, write_stdout
from basutbud.errors import Location, Problem, UsageError
from basutbud.formats import BINARY, FORMATS
from basutbud.safetext import safe_text
from basutbud.sources.discovery import RealPaths, real_path
from basutbud.suggestion import suggest_word

_MADE_BY: Final = b'<meta name="basutbud" content="part">'
"""The mark of a clinic's page and of the index, near the beginning."""


_DRAFT: Final = ".basutbud-"
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_STDOUT: Final = ("-", "/dev/stdout")


@dataclass(frozen=True, slots=True)
class Output:
    """A format and the file it goes to; None is stdout."""

    format: str
    path: Path | None


def parse_outputs(
    chosen: Sequence[str], *, terminal: bool, formats: Collection[str] = FORMATS
) -> list[Output]:
    """Read ``FORMAT[=PATH]`` options; none means text on stdout, a terminal or not.

    ``formats`` are those that there are. Raise UsageError.
    """
    outputs = [_parse(one, formats) for one in chosen or ["text"]]
    on_stdout = [output.format for output in outputs if output.path is None]
    if len(on_stdout) > 1:
        raise _wrong("two_on_stdout")
    if terminal and on_stdout and on_stdout[0] in BINARY:
        raise _wrong("binary_in_terminal", format=on_stdout[0])
    return outputs


def choose_outputs(
    chosen: Sequence[str], formats: Collection[str], read: Iterable[Path]
) -> list[Output]:
    """Read the outputs of a command that reads these files, and refuse what cannot be written."""
    outputs = parse_outputs(chosen, terminal=is_terminal(), formats=formats)
    require_writable([one.path for one in outputs if one.path], {*map(RealPaths().of, read)})
    return outputs


def parse_list(path: str | None, *endings: str) -> Path | None:
    """Read the path of a list. Raise UsageError for another ending than these."""
    if path is None:
        return None
    if not path.casefold().endswith(endings):
        raise _wrong("bad_list", path=safe_text(path), known=", ".join(endings))
    return Path(path)


def require_writable(paths: Sequence[Path], read: set[str]) -> None:
    """Refuse targets that cannot be written, are given twice, or are files to be read."""
    taken: set[str] = set()
    reals = RealPaths()
    for path in paths:
        target = reals.of(path)
        shown = safe_text(path.as_posix())
        if target in taken:
            raise _wrong("same_output", path=shown)
        if target in read:
            raise _wrong("output_is_input", path=shown)
        if not _may_be_written(path, real_path(path)):
            raise _wrong("cannot_write", path=shown)
        taken.add(target)


def _may_be_written(path: Path, target: Path) -> bool:
    try:
        folder = path.is_dir()
    except OSError:  # a name longer than any may be
        return False
    return not folder and (_is_device(path) or os.access(target.parent, os.W_OK))


def say_unless_shown(summary: str, outputs: Iterable[Output]) -> None:
    """Say on stderr what a report comes to, unless the report itself is read on stdout."""
    if not any(one.format == "text" and not one.path for one in outputs):
        say(summary)


def write_outputs(outputs: Iterable[Output], made: Callable[[str], bytes]) -> None:
    """Write each output, which ``made`` makes in its format."""
    for output in outputs:
        content = made(output.format)
        if output.path is None:
            write_stdout(content)
            continue
        with written_whole(output.path) as draft:
            draft.write_bytes(content)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Yield a file beside ``path`` to write to; it takes the name only when all went well.

    A device, such as /dev/null, is yielded itself.
    """
    refusal = _wrong("cannot_write", path=safe_text(path.as_posix()))
    if _is_device(path):
        try:
            yield path
        except OSError:
            raise refusal from None
        return
    path = real_path(path)
    try:
        handle, name = tempfile.mkstemp(prefix=_DRAFT, dir=path.parent)
    except OSError:
        raise refusal from None
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(0o666 & ~mask)
        draft.replace(path)
    except OSError as error:
        # What else fails while the file is being made is no fault of the target.
        if error.errno in _FULL or error.filename == str(draft):
            raise refusal from None
        raise
    finally:
        draft.unlink(missing_ok=True)


def require_own_folder(folder: Path, others: Iterable[Path]) -> None:
    """Refuse a folder for pages unless it is new, empty, or holds earlier pages alone."""
    shown = safe_text(folder.as_posix())
    real = real_path(folder)
    if any(real in (real_path(path), *real_path(path).parents) for path in others):
        raise _wrong("same_output", path=shown)
    if real in (Path.cwd(), *Path.cwd().parents):
        raise _wrong("folder_of_others", path=shown)
    if not os.access(real.parent, os.W_OK) or (real.exists() and not real.is_dir()):
        raise _wrong("cannot_write", path=shown)
    if real.exists() and any(real.iterdir()) and not _holds_pages(real):
        raise _wrong("folder_of_others", path=shown)


def _holds_pages(folder: Path) -> bool:
    """Tell whether a folder holds only pages that ``write_folder`` wrote."""
    for path in folder.iterdir():
        if path.suffix != ".html" or not path.is_file():
            return False
        with path.open("rb") as stream:
            if _MADE_BY not in stream.read(2_000):
                return False
    return True


def write_folder(folder: Path, pages: Mapping[str, bytes]) -> None:
    """Write pages to a folder, which replaces an older one when it is complete.

    Raise UsageError.
    """
    folder = real_path(folder)
    refusal = _wrong("cannot_write", path=safe_text(folder.as_posix()))
    try:
        with TemporaryDirectory(prefix=_DRAFT, dir=folder.parent) as beside:
            draft = Path(beside, "new")
            draft.mkdir()
            for name, content in pages.items():
                (draft / name).write_bytes(content)
            old = Path(beside, "old")
            if folder.exists():
                folder.rename(old)
            try:
                draft.rename(folder)
            except BaseException:
                if old.exists() and not folder.exists():
                    old.rename(folder)
                raise
    except OSError:
        raise refusal from None


def _is_device(path: Path) -> bool:
    """Tell whether a path is a device, or a stream that is written to directly."""
    return path.parent == Path("/dev") or (
        path.exists() and not path.is_file() and not path.is_dir()
    )


def _parse(chosen: str, formats: Collection[str]) -> Output:
    name, mark, path = chosen.partition("=")
    if name not in formats and (meant := _format_meant(name, path, formats)):
        raise _wrong("format_forgotten", path=safe_text(name), format=meant)
    if name not in formats:
        raise _wrong(
            "unknown_format",
            format=safe_text(name),
            known=", ".join(formats),
            suggestion=suggest_word(name, set(formats)),
        )
    if mark and not path:
        raise _wrong("cannot_write", path=safe_text(chosen))
    return Output(name, Path(path) if path and path not in _STDOUT else None)


_ENDINGS: Final = {"txt": "text", "htm": "html", "xml": "junit", "md": "markdown"}
"""Formats by other usual endings of their files."""


def _format_meant(file: str, said: str, formats: Collection[str]) -> str:
    """Return the format that was meant by a file name without one, or before it; else nothing."""
    stem, _, ending = file.rpartition(".")
    ending = ending.casefold()
    if not stem:
        return ""
    meant = said.casefold() if said.casefold() in formats else _ENDINGS.get(ending, ending)
    return meant if meant in formats else ""


def _wrong(code: str, **values: str) -> UsageError:
    return UsageError(Problem(code, Location(""), values))
