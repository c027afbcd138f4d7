"""Whether all that concerns one clinic could be read: looked up, where there are thousands."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from basutbud.model.vocabulary import InputKind

if TYPE_CHECKING:
    from basutbud.model.finding import ClinicReport
    from basutbud.model.report import Report


class Completeness:
    """Says of each clinic of a report what the report of it alone says of itself."""

    def __init__(self, report: Report) -> None:
        """Sort what could not be read by whom it concerns."""
        unread = [one for one in report.inputs if not one.read]
        told = {problem.location.path for problem in report.rejections}
        self._unread_owners = {one.owner for one in unread if one.owner is not None}
        self._refused = {path for path in told if path.endswith((".yaml", ".yml"))}
        self._paths: defaultdict[str | None, set[str]] = defaultdict(set)
        self._faulty_logs = {log.number for log in report.statistics.logs if not log.tolerated}
        self._refused_logs = {one.log for one in report.inputs if not one.read or one.path in told}
        for one in report.inputs:
            self._paths[one.owner].add(one.path)
        nowhere = told - self._refused - {one.path for one in report.inputs}
        self._told = told - self._refused
        self._anyones = bool(nowhere) or any(
            one.kind is InputKind.CASE_LOG and one.owner is None for one in unread
        )

    def of(self, clinic: ClinicReport) -> bool:
        """Tell whether all that concerns the clinic could be read, but for tolerated rows."""
        if self._anyones or clinic.identity in self._unread_owners or clinic.path in self._refused:
            return False
        if self._told & self._paths.get(clinic.identity, set()):
            return False
        cases = clinic.cases
        if cases is None:
            return True
        logs = set(cases.log_numbers)
        return not (logs & self._refused_logs or (cases.unreadable and logs & self._faulty_logs))
