"""Reads clinic files and judges each clinic by its file, of which little is then kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from basutbud.clinicfile.reader import ClinicReader, OwnFileError
from basutbud.errors import InputError, Problem, Value
from basutbud.judging.judgement import Judging
from basutbud.model.clinic import Clinic
from basutbud.sources.gathering import ClinicFile, FileOutcome


def examine(
    files: Iterable[ClinicFile], reader: ClinicReader, judging: Judging
) -> list[FileOutcome]:
    """Return the outcome of each file. A second file for a clinic is refused."""
    first: dict[str, FileOutcome] = {}
    outcomes = []
    for file in files:
        outcome = _outcome(file, reader, judging)
        if outcome.judged is not None:
            clinic, _ = outcome.judged
            earlier = first.setdefault(clinic.hsa_id, outcome)
            outcome = outcome if outcome is earlier else _refused(outcome, clinic, earlier)
        outcomes.append(outcome)
    return outcomes


def _outcome(file: ClinicFile, reader: ClinicReader, judging: Judging) -> FileOutcome:
    """Return the outcome of a file by itself."""
    content = file.read()
    if isinstance(content, Problem):
        return FileOutcome(file, None, (content,))
    digest = hashlib.sha256(content).hexdigest()
    try:
        clinic = reader.read(file.shown, content)
    except OwnFileError:
        return FileOutcome(file, digest)
    except InputError as error:
        return FileOutcome(file, digest, error.problems)
    return FileOutcome(file, digest, (), (clinic.kept, judging.by_file(clinic)))


def _refused(second: FileOutcome, clinic: Clinic, first: FileOutcome) -> FileOutcome:
    """Return the outcome of a second file for a clinic."""
    located = clinic.locator.locate(("hsa_id",))
    values: dict[str, Value] = {"hsa_id": clinic.shown_id, "other": first.file.shown}
    problem = located.problem("same_hsa_id", values)
    return FileOutcome(second.file, second.digest, (problem,))
