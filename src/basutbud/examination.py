"""Clinic files read, and each clinic judged by its file alone, of which little is then kept.

What a file's text becomes takes twenty times its room. So a clinic that turns out to have cases in
a log is read once more, to be judged with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from basutbud.clinic import ClinicReader
from basutbud.errors import InputError, Problem
from basutbud.gathering import ClinicFile, Member
from basutbud.judgement import Judging
from basutbud.model.cases import UnitCases
from basutbud.model.clinic import Clinic
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Input
from basutbud.model.ruleset import Rule, RuleSet
from basutbud.model.vocabulary import InputKind


@dataclass(frozen=True, slots=True)
class Examined:
    """A clinic as its file alone has it."""

    member: Member
    report: ClinicReport
    agreement_from: date | None


class Examiner:
    """Reads and judges clinics by one rule set, as of a day."""

    def __init__(self, ruleset: RuleSet, rules: Iterable[Rule], as_of: date) -> None:
        """Prepare the schema of a clinic file, and the rules."""
        self._reader = ClinicReader(ruleset)
        self._judging = Judging(rules, ruleset.services, as_of)

    def all(
        self, files: Iterable[ClinicFile], problems: list[Problem]
    ) -> tuple[list[Examined], list[Input]]:
        """Examine files, each clinic's first. What cannot be read is added to ``problems``."""
        found: dict[str, Examined] = {}
        inputs = []
        for file in files:
            content = file.content
            digest = None if isinstance(content, Problem) else hashlib.sha256(content).hexdigest()
            try:
                examined = self._one(file, found)
            except InputError as error:
                problems += error.problems
                inputs.append(Input(file.shown, InputKind.CLINIC, digest, read=False, owner=""))
            else:
                found[examined.member.hsa_id] = examined
                owner = examined.report.identity
                inputs.append(Input(file.shown, InputKind.CLINIC, digest, read=True, owner=owner))
        return list(found.values()), inputs

    def with_cases(self, examined: Examined, cases: UnitCases | None) -> ClinicReport:
        """Judge a clinic with what the logs have of it, if they have any."""
        if cases is None:
            return examined.report
        return self._judging.clinic(self._clinic_in(examined.member.file), cases)

    def _one(self, file: ClinicFile, others: Mapping[str, Examined]) -> Examined:
        """Examine one file, and refuse a second for the same clinic."""
        clinic = self._clinic_in(file)
        if clinic.hsa_id in others:
            place = clinic.places.find(("hsa_id",))
            other = others[clinic.hsa_id].member.file.shown
            values = {"hsa_id": clinic.shown_id, "other": other}
            raise InputError(Problem("same_hsa_id", place.location, values, place.excerpt))
        named = tuple(
            (name, clinic.places.find(("case_logs", position)))
            for position, name in enumerate(clinic.case_logs)
        )
        report = self._judging.clinic(clinic, None)
        return Examined(Member(file, clinic.hsa_id, named), report, clinic.agreement_from)

    def _clinic_in(self, file: ClinicFile) -> Clinic:
        if isinstance(file.content, Problem):
            raise InputError(file.content)
        return self._reader.read(file.shown, file.content)
