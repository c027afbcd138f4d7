"""The inputs of an audit: clinic files, and logs with the clinic that each belongs to."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from basutbud.caselog import LogSource
from basutbud.errors import Location, Problem, UsageError, os_problem
from basutbud.model.cases import CaseStatistics
from basutbud.model.clinic import Clinic
from basutbud.model.finding import ClinicReport
from basutbud.model.inputs import Input
from basutbud.model.vocabulary import InputKind
from basutbud.safetext import safe_text
from basutbud.sources.discovery import log_name, real_path, shown_path, without_read


@dataclass(frozen=True, slots=True)
class ClinicFile:
    """A clinic file to audit. ``content`` is its path, or its bytes or problem if already read.

    The logs that it names are relative to ``folder``; a log called ``stem`` there is its own.
    """

    folder: Path
    stem: str
    shown: str
    content: Path | bytes | Problem

    def read(self) -> bytes | Problem:
        """Return its bytes, or why they cannot be read."""
        if not isinstance(self.content, Path):
            return self.content
        try:
            with self.content.open("rb", buffering=0) as stream:
                return stream.read()
        except OSError as error:
            return Problem(os_problem(error), Location(self.shown))


@dataclass(frozen=True, slots=True)
class Gathered:
    """The inputs of an audit: clinic files, and logs with their shown paths, relative to ``base``.

    ``outputs`` are the files the run will write, none of which may be read. ``own`` are the shown
    paths of basutbud's own files, which are not read either. ``problems`` and ``notes`` are from
    finding the files.
    """

    clinics: tuple[ClinicFile, ...]
    logs: tuple[tuple[Path, str], ...]
    base: Path
    outputs: frozenset[Path] = frozenset()
    own: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    uris: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """The outcome of a clinic file: a clinic judged by its file, or problems.

    With neither it is one of basutbud's own files.
    """

    file: ClinicFile
    digest: str | None
    problems: tuple[Problem, ...] = ()
    judged: tuple[Clinic, ClinicReport] | None = None

    @property
    def is_own(self) -> bool:
        """Whether the file is one of basutbud's own, which is not audited."""
        return self.judged is None and not self.problems

    @property
    def input(self) -> Input:
        """The file as an input of the audit."""
        owner = self.judged[0].identity if self.judged else ""
        read = not self.problems
        return Input(self.file.shown, InputKind.CLINIC, self.digest, read=read, owner=owner)


def log_sources(
    gathered: Gathered, outcomes: Sequence[FileOutcome]
) -> tuple[list[LogSource], list[Problem]]:
    """Join the logs found and the logs that clinic files name, each log once, with its owner.

    A log belongs to the one clinic that names it in ``case_logs``, or whose file lies beside it
    under the same name, whatever the case. Also return the problems of finding files, without
    those of files that are logs. Raise UsageError if a log would be overwritten.
    """
    shown = {real_path(path): (path, name) for path, name in gathered.logs}
    beside: dict[tuple[Path, str], list[Path]] = defaultdict(list)
    for real, (path, _) in shown.items():
        beside[real_path(path.parent), log_name(path).name.casefold()].append(real)
    folders = {folder: real_path(folder) for folder in {file.folder for file in gathered.clinics}}
    owners: dict[Path, set[str]] = defaultdict(set)
    lost: set[Path] = set()
    unfound = []
    for outcome in outcomes:
        file = outcome.file
        own = beside.get((folders[file.folder], file.stem.casefold()), ())
        if outcome.judged is None:
            lost.update(own if outcome.problems else ())
            continue
        clinic, _ = outcome.judged
        for real in own:
            owners[real].add(clinic.hsa_id)
        for position, named in enumerate(clinic.case_logs):
            found = _named_log(file.folder, named)
            if isinstance(found, str):
                located = clinic.locator.locate(("case_logs", position))
                unfound.append(located.problem(found))
                continue
            shown.setdefault(real_path(found), (found, shown_path(found, gathered.base)))
            owners[real_path(found)].add(clinic.hsa_id)
    for real in shown.keys() & gathered.outputs:
        raise UsageError(Problem("output_is_input", Location(""), {"path": shown[real][1]}))
    sources = [
        LogSource(
            path,
            name,
            log_name(Path(name)).as_posix(),
            owner=min(owned) if len(owned := owners[real]) == 1 else None,
            ownerless=real in lost and not owned,
        )
        for real, (path, name) in sorted(shown.items(), key=lambda item: item[1][1])
    ]
    sources += [
        LogSource(Path(uri), shown_uri := safe_text(uri), shown_uri, uri=uri)
        for uri in gathered.uris
    ]
    return sources, without_read(
        [*gathered.problems, *unfound], {name for _, name in shown.values()}
    )


def _named_log(folder: Path, named: str) -> Path | str:
    """Return the file that a clinic names as its log, or the code of the problem with it."""
    path = Path(os.path.normpath(folder / named))
    try:
        if path.is_file():
            return path
        return "case_log_is_folder" if path.is_dir() else "case_log_missing"
    except OSError:  # a name too long, a link in a circle
        return "case_log_missing"


def log_inputs(
    sources: Sequence[LogSource], statistics: CaseStatistics, identities: Mapping[str, str]
) -> list[Input]:
    """Return the logs as inputs; ``identities`` are the clinics' by their HSA-ids."""
    logs = {log.number: log for log in statistics.logs}
    inputs = []
    for number, source in enumerate(sources):
        log = logs.get(number)
        owner = "" if source.ownerless else identities.get(source.owner or "")
        inputs.append(
            Input(
                path=source.shown,
                kind=InputKind.CASE_LOG,
                sha256=log.sha256 if log else None,
                read=log is not None,
                records=log.tally.read if log else None,
                owner=owner,
                log=number,
            )
        )
    return inputs
