"""Clinic files read, and each clinic judged by its file alone, of which little is then kept.

What a file's text becomes takes twenty times its room. So a clinic that turns out to have cases in
a log is read once more, to be judged with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from basutbud.clinic import ClinicReader, OwnFileError
from basutbud.errors import InputError, Problem
from basutbud.gathering import ClinicFile, Member
from basutbud.judgement import Judging
from basutbud.model.cases import UnitCases
from basutbud.model.clinic import Clinic, Place
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Input
from basutbud.model.ruleset import Rule, RuleSet
from basutbud.model.vocabulary import InputKind

_LEAST: Final = 500
"""Files for which a process that is copied from this one spares more time than it takes."""
_LEAST_ANEW: Final = 2_000
"""Likewise for a process that starts Python anew."""
_MOST: Final = 8
"""Processes that this one is not too slow to listen to."""
_PART: Final = 200
"""Files that a process examines before it tells of them."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A clinic as its file alone has it."""

    member: Member
    report: ClinicReport
    agreement_from: date | None


class _Told(NamedTuple):
    """What a file tells by itself, as it was read: a clinic, or why there is none.

    With neither it is one of basutbud's own.
    """

    content: bytes | Problem
    digest: str | None
    problems: tuple[Problem, ...]
    hsa_id: str = ""
    case_logs: tuple[tuple[str, Place], ...] = ()
    report: ClinicReport | None = None
    agreement_from: date | None = None


class Examiner:
    """Reads and judges clinics by one rule set, as of a day."""

    def __init__(
        self,
        ruleset: RuleSet,
        rules: Sequence[Rule],
        as_of: date,
        as_if_in_force: bool = False,  # noqa: FBT001, FBT002 - goes to other processes by place
    ) -> None:
        """Prepare the schema of a clinic file, and the rules."""
        self._terms = ruleset, rules, as_of, as_if_in_force
        self._reader = ClinicReader(ruleset)
        self._judging = Judging(rules, ruleset.services, as_of, as_if_in_force=as_if_in_force)

    def all(
        self,
        files: Sequence[ClinicFile],
        problems: list[Problem],
        own: list[str],
        processes: int = 1,
    ) -> tuple[list[Examined], list[Input]]:
        """Examine files, each clinic's first.

        What cannot be read is added to ``problems``, basutbud's own files to ``own``. Many
        files are shared out among up to so many processes.
        """
        found: dict[str, Examined] = {}
        inputs = []
        with closing(self._told(files, _worthwhile(processes, len(files)))) as told:
            for named, one in zip(files, told, strict=True):
                file = ClinicFile(named.folder, named.stem, named.shown, one.content)
                refused, owner = one.problems, ""
                if one.report is None and not one.problems:
                    own.append(file.shown)
                    continue
                if one.report is not None and one.hsa_id in found:
                    refused = (self._second(file, found[one.hsa_id]),)
                elif one.report is not None:
                    member = Member(file, one.hsa_id, one.case_logs)
                    found[one.hsa_id] = Examined(member, one.report, one.agreement_from)
                    owner = one.report.identity
                problems += refused
                kind = InputKind.CLINIC
                inputs.append(Input(file.shown, kind, one.digest, read=not refused, owner=owner))
        return list(found.values()), inputs

    def with_cases(self, examined: Examined, cases: UnitCases | None) -> ClinicReport:
        """Judge a clinic with what the logs have of it, if they have any."""
        if cases is None:
            return examined.report
        return self._judging.clinic(self._clinic_in(examined.member.file), cases)

    def _told(self, files: Sequence[ClinicFile], processes: int) -> Generator[_Told]:
        """Yield what each file tells."""
        if processes == 1:
            yield from map(self._one, files)
            return
        from basutbud.parcel import unpacked
        from basutbud.processes import shared_out

        parts = [files[start : start + _PART] for start in range(0, len(files), _PART)]
        with closing(shared_out(partial(_packing, *self._terms), parts, processes)) as parcels:
            for parcel in parcels:
                yield from unpacked(parcel, self._judging)

    def one_part(self, files: Sequence[ClinicFile]) -> bytes:
        """Return what some of the files tell, packed for another process."""
        from basutbud.parcel import packed

        return packed([self._one(file) for file in files])

    def _one(self, file: ClinicFile) -> _Told:
        """Read and examine one file."""
        content = file.read()
        if isinstance(content, Problem):
            return _Told(content, None, (content,))
        digest = hashlib.sha256(content).hexdigest()
        try:
            clinic = self._reader.read(file.shown, content)
        except OwnFileError:
            return _Told(content, digest, ())
        except InputError as error:
            return _Told(content, digest, error.problems)
        named = tuple(
            (name, clinic.places.find(("case_logs", position)))
            for position, name in enumerate(clinic.case_logs)
        )
        report = self._judging.clinic(clinic, None)
        return _Told(content, digest, (), clinic.hsa_id, named, report, clinic.agreement_from)

    def _second(self, file: ClinicFile, first: Examined) -> Problem:
        """Say that a file is the second for its clinic."""
        clinic = self._clinic_in(file)
        place = clinic.places.find(("hsa_id",))
        values = {"hsa_id": clinic.shown_id, "other": first.member.file.shown}
        return Problem("same_hsa_id", place.location, values, place.excerpt)

    def _clinic_in(self, file: ClinicFile) -> Clinic:
        content = file.read()
        if isinstance(content, Problem):
            raise InputError(content)
        return self._reader.read(file.shown, content)


def _worthwhile(processes: int, files: int) -> int:
    """Return how many processes, of so many at most, are worth their start."""
    if processes == 1 or files < 2 * _LEAST:
        return 1
    from basutbud.processes import can_fork

    return max(1, min(processes, _MOST, files // (_LEAST if can_fork() else _LEAST_ANEW)))


def _packing(
    ruleset: RuleSet,
    rules: Sequence[Rule],
    as_of: date,
    as_if_in_force: bool,  # noqa: FBT001 - likewise
) -> Callable[[Sequence[ClinicFile]], bytes]:
    """Prepare to examine files in a process of its own."""
    return Examiner(ruleset, rules, as_of, as_if_in_force).one_part
