"""One side of a comparison: the data of a JSON report, looked up by item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from basutbud.checks import KINDS
from basutbud.model.overtime.comparison import Compared, Standing
from basutbud.model.vocabulary import Outcome, Verdict
from basutbud.reportfile import SavedReport, measure_of
from basutbud.safetext import safe_text

Data = Mapping[str, Any]
Item = tuple[str, str, str | None]
"""What is compared: a clinic's HSA-id, a rule's id, and a finding's fingerprint.

Without a fingerprint it is the rule as a whole.
"""

_MET: Final = frozenset({Outcome.COMPLIANT, Outcome.NOT_APPLICABLE})
_EXCUSES: Final = {Outcome.WAIVED: "waiver", Outcome.BASELINED: "baseline"}
"""The key under which a finding has its excuse, and its outcome without it."""


class Side:
    """One of two reports."""

    def __init__(self, report: SavedReport) -> None:
        """Index the report's data by item."""
        data = self.data = report.data
        self.as_of = report.as_of
        self.terms: Data = data["terms"]
        self.rules: Mapping[str, Data] = {rule["id"]: rule for rule in data["ruleset"]["rules"]}
        self.by_cases = {
            rule for rule, known in self.rules.items() if KINDS[known["check"]].by_cases
        }
        self.clinics: defaultdict[str, list[Data]] = defaultdict(list)
        self.findings: dict[Item, Data] = {}
        self._results: defaultdict[tuple[str, str], list[Data]] = defaultdict(list)
        self._met_elsewhere: set[tuple[str, str]] = set()
        self._digests = {one["path"]: one["sha256"] for one in data["inputs"]}
        self._rows_rejected = data["summary"]["cases"]["rejected"] > 0
        for clinic in data["clinics"]:
            self.clinics[clinic["hsa_id"]].append(clinic)
            for result in clinic["results"]:
                self._results[clinic["hsa_id"], result["rule"]].append(result)
        for finding in data["findings"]:
            self._add(finding)
        self.identity = Compared(
            path=report.path,
            sha256=report.sha256,
            as_of=self.as_of,
            clinics=len(data["clinics"]),
            ruleset=safe_text(f"{data['ruleset']['id']} {data['ruleset']['version']}"),
            tool_version=safe_text(data["tool"]["version"]),
        )

    def _add(self, finding: Data) -> None:
        """Add a finding; the gravest of those with the same item stands for all."""
        rule = finding["hsa_id"], finding["rule"]
        self._met_elsewhere.add(rule)
        item = (*rule, finding["fingerprint"])
        known = self.findings.get(item)
        if known is None or self._standing(finding).weight > self._standing(known).weight:
            self.findings[item] = finding

    @property
    def items(self) -> Iterator[Item]:
        """The item of every finding, and one of each rule that could not be decided."""
        yield from self.findings
        for (hsa_id, rule), results in self._results.items():
            if any(one["outcome"] == Outcome.UNDETERMINED for one in results):
                yield hsa_id, rule, None

    def standing(self, item: Item) -> Standing:
        """Return the standing of an item in this report."""
        finding = self.findings.get(item)
        if finding is not None:
            return self._standing(finding)
        hsa_id, rule, _ = item
        outcomes = {Outcome(one["outcome"]) for one in self._results.get((hsa_id, rule), ())}
        if not outcomes:
            return Standing(None)
        if Outcome.UNDETERMINED in outcomes or self._doubted(hsa_id, rule):
            return Standing(Outcome.UNDETERMINED)
        return Standing(outcomes.pop() if len(outcomes) == 1 and outcomes <= _MET else _MOST)

    def _doubted(self, hsa_id: str, rule: str) -> bool:
        """Tell whether rows in doubt may hide a finding of a rule by cases.

        The outcome of a rule that has other findings does not say so.
        """
        if self.lacks_cases(hsa_id, rule) or self.lost_rows(hsa_id, rule):
            return True
        if rule not in self.by_cases or (hsa_id, rule) not in self._met_elsewhere:
            return False
        return self._rows_rejected or any(
            clinic["cases"]["contradictory"] for clinic in self.clinics[hsa_id] if clinic["cases"]
        )

    def lacks_cases(self, hsa_id: str, rule: str) -> bool:
        """Tell whether a rule by cases was applied though some cases could not be read."""
        return rule in self.by_cases and any(
            clinic["verdict"] == Verdict.INCOMPLETE for clinic in self.clinics.get(hsa_id, ())
        )

    def lost_rows(self, hsa_id: str, rule: str) -> bool:
        """Tell whether rows of the clinic were rejected that a rule by cases might have judged."""
        return rule in self.by_cases and any(
            clinic["cases"]["rejected"]
            for clinic in self.clinics.get(hsa_id, ())
            if clinic["cases"]
        )

    def results(self, item: Item) -> list[Data]:
        """Return the rule's result for the clinic: one, or none."""
        return self._results.get(item[:2], [])

    def has_findings(self, item: Item) -> bool:
        """Tell whether the rule has any finding at the clinic."""
        return item[:2] in self._met_elsewhere

    def since(self, item: Item) -> str | None:
        """Return the day from which the rule binds the clinic."""
        return next((one["in_force_from"] for one in self.results(item)), None)

    def file_digests(self, hsa_id: str) -> list[str | None]:
        """Return the digest of the clinic's file."""
        return [self._digests.get(clinic["path"]) for clinic in self.clinics.get(hsa_id, ())]

    def cases(self, hsa_id: str) -> list[Data | None]:
        """Return what the logs say of the clinic."""
        return [clinic["cases"] for clinic in self.clinics.get(hsa_id, ())]

    @property
    def log_digests(self) -> list[str | None]:
        """The digests of all logs, whatever their paths."""
        logs = (one["sha256"] for one in self.data["inputs"] if one["kind"] == "case_log")
        return sorted(logs, key=str)

    def _standing(self, finding: Data) -> Standing:
        outcome = Outcome(finding["outcome"])
        excuse = finding.get(_EXCUSES.get(outcome, ""))
        waived = outcome is Outcome.WAIVED
        return Standing(
            outcome=outcome,
            beneath=Outcome(excuse["otherwise"]) if excuse else outcome,
            measure=measure_of(finding),
            waiver=safe_text(excuse["id"]) if excuse and waived else None,
        )


_MOST: Final = Outcome.COMPLIANT
"""The outcome of an item without a finding, of a rule that has others."""
