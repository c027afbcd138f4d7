"""Whether all of a clinic's input could be read, for thousands of clinics at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from basutbud.model.vocabulary import InputKind

if TYPE_CHECKING:
    from basutbud.model.finding import ClinicReport
    from basutbud.model.report import Report


class Completeness:
    """Knows for each clinic whether ``Report.only`` of it is complete."""

    def __init__(self, report: Report) -> None:
        """Sort unread files and problems by the clinic that they concern."""
        rejected = {problem.location.path for problem in report.rejections}
        faulty = [one for one in report.inputs if not one.read or one.path in rejected]
        self._owners = {one.owner for one in faulty}
        self._logs = {one.log for one in faulty}
        self._intolerable = {log.number for log in report.statistics.logs if not log.tolerated}
        no_input = rejected - {one.path for one in report.inputs} - report.clinic_files
        self._concerns_all = bool(no_input) or any(
            one.kind is InputKind.CASE_LOG and one.owner is None and not one.read
            for one in report.inputs
        )

    def of(self, clinic: ClinicReport) -> bool:
        """Tell whether all of the clinic's input could be read, but for tolerated rows."""
        if self._concerns_all or clinic.identity in self._owners:
            return False
        cases = clinic.cases
        if cases is None:
            return True
        logs = set(cases.log_numbers)
        return not (logs & self._logs or (cases.unreadable and logs & self._intolerable))
