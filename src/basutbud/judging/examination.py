"""Clinic files read, and each clinic judged by its file, of which little is then kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from typing import Final

from basutbud.clinicfile.reader import ClinicReader, OwnFileError
from basutbud.errors import InputError, Problem, Value
from basutbud.judging.judgement import Judging
from basutbud.model.cases import UnitCases
from basutbud.model.clinic import Clinic
from basutbud.model.finding import ClinicReport
from basutbud.model.ruleset import Rule, RuleSet
from basutbud.sources.gathering import ClinicFile, FileOutcome

_LEAST: Final = 500
"""Files for which a process that is copied from this one spares more time than it takes."""
_LEAST_ANEW: Final = 2_000
"""Likewise for a process that starts Python anew."""
_MOST: Final = 8
"""Processes that this one is not too slow to listen to."""
_PART: Final = 200
"""Files that a process examines before it sends what they came to."""


class Examiner:
    """Reads and judges clinics by one rule set, as of a day."""

    def __init__(
        self,
        ruleset: RuleSet,
        rules: Sequence[Rule],
        as_of: date,
        as_if_in_force: bool = False,  # noqa: FBT001, FBT002 - goes to other processes by position
    ) -> None:
        """Prepare the schema of a clinic file, and the rules."""
        self._terms = ruleset, rules, as_of, as_if_in_force
        self._reader = ClinicReader(ruleset)
        self._judging = Judging(rules, ruleset.services, as_of, as_if_in_force=as_if_in_force)

    def outcomes(self, files: Sequence[ClinicFile], processes: int = 1) -> list[FileOutcome]:
        """Return what each file comes to. A second file for a clinic is refused.

        Many files are shared out among up to so many processes.
        """
        first: dict[str, FileOutcome] = {}
        outcomes = []
        with closing(self._each(files, _worthwhile(processes, len(files)))) as each:
            for one in each:
                if one.judged is not None:
                    clinic, _ = one.judged
                    earlier = first.setdefault(clinic.hsa_id, one)
                    outcomes.append(one if one is earlier else _refused(one, clinic, earlier))
                else:
                    outcomes.append(one)
        return outcomes

    def with_cases(
        self, clinic: Clinic, report: ClinicReport, cases: UnitCases | None
    ) -> ClinicReport:
        """Return a clinic's report with what the logs have of it, if they have any."""
        return report if cases is None else self._judging.with_cases(clinic, report, cases)

    def _each(self, files: Sequence[ClinicFile], processes: int) -> Generator[FileOutcome]:
        """Yield what each file comes to by itself."""
        if processes == 1:
            yield from map(self._one, files)
            return
        from basutbud.judging.parcel import unpacked
        from basutbud.judging.processes import shared_out

        parts = [files[start : start + _PART] for start in range(0, len(files), _PART)]
        with closing(shared_out(partial(_packing, *self._terms), parts, processes)) as parcels:
            for parcel in parcels:
                yield from unpacked(parcel, self._judging)

    def one_part(self, files: Sequence[ClinicFile]) -> bytes:
        """Return what some of the files come to, packed for another process."""
        from basutbud.judging.parcel import packed

        return packed([self._one(file) for file in files])

    def _one(self, file: ClinicFile) -> FileOutcome:
        """Read and examine one file."""
        content = file.read()
        if isinstance(content, Problem):
            return FileOutcome(file, None, (content,))
        digest = hashlib.sha256(content).hexdigest()
        try:
            clinic = self._reader.read(file.shown, content)
        except OwnFileError:
            return FileOutcome(file, digest)
        except InputError as error:
            return FileOutcome(file, digest, error.problems)
        return FileOutcome(file, digest, (), (clinic.kept, self._judging.by_file(clinic)))


def _refused(second: FileOutcome, clinic: Clinic, first: FileOutcome) -> FileOutcome:
    """Return what a file comes to that is the second for its clinic."""
    located = clinic.locator.locate(("hsa_id",))
    values: dict[str, Value] = {"hsa_id": clinic.shown_id, "other": first.file.shown}
    problem = located.problem("same_hsa_id", values)
    return FileOutcome(second.file, second.digest, (problem,))


def _worthwhile(processes: int, files: int) -> int:
    """Return how many processes, of so many at most, are worth their start."""
    if processes == 1 or files < 2 * _LEAST:
        return 1
    from basutbud.judging.processes import can_fork

    return max(1, min(processes, _MOST, files // (_LEAST if can_fork() else _LEAST_ANEW)))


def _packing(
    ruleset: RuleSet,
    rules: Sequence[Rule],
    as_of: date,
    as_if_in_force: bool,  # noqa: FBT001 - likewise
) -> Callable[[Sequence[ClinicFile]], bytes]:
    """Prepare to examine files in a process of its own."""
    return Examiner(ruleset, rules, as_of, as_if_in_force).one_part
