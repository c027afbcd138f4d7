"""Clinic files examined one after the other: each as if it were the only one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import audits
from basutbud.clinicfile.reader import ClinicReader
from basutbud.judging.examination import examine
from basutbud.judging.judgement import Judging
from basutbud.model.clinic import Clinic, Pointer
from basutbud.model.finding import ClinicReport
from basutbud.rulesetfile.loader import load_ruleset
from basutbud.sources.gathering import ClinicFile, FileOutcome

RULESET = load_ruleset("vgr-hs-20-2016")
CLINIC = """\
clinic: Ekbacken
hsa_id: SE2321000131-E000000009001
kind: vardcentral
provider: {provider}
services:
  bestalla-tid: {{status: {status}, asks_for_reason: {reason}, since: {since}}}
  fornya-recept: {{status: active, in_operation: {reason}}}
  egenremiss: {status}
  levnadsvanor: {{status: active, topics: [{topics}]}}
"""


def files() -> Iterator[str]:
    """Yield clinic files that differ in what they declare, and of which some are wrong."""
    for number in range(120):
        yield CLINIC.format(
            provider=("region", "private")[number % 2],
            status=("active", "inactive", "aktiv")[number % 3],
            reason=("true", "false")[number % 5 == 0],
            since=("2015-01-01", "2017-02-30", "2017-02-28", "2016-01-01")[number % 4],
            topics=("mat", "mat, tobak, motion, alkohol")[number % 7 > 0],
        )


def examined(judging: Judging, *texts: str) -> list[FileOutcome]:
    """Return what each file comes to, in a run of its own."""
    reader = ClinicReader(RULESET)
    files = [ClinicFile(Path(), "c", "c.yaml", text.encode()) for text in texts]
    return [outcome for file in files for outcome in examine([file], reader, judging)]


def judging_of(as_of: date = date(2017, 1, 15)) -> Judging:
    """Return what judges as of a day."""
    return Judging(RULESET.rules, RULESET.services, as_of)


def judged(outcome: FileOutcome) -> tuple[Clinic, ClinicReport]:
    """Return the clinic of a file that has one, and its report."""
    assert outcome.judged is not None
    return outcome.judged


def said(outcome: FileOutcome) -> object:
    """Return the messages about a file."""
    return outcome.input, outcome.problems, outcome.judged and outcome.judged[1]


def test_what_was_met_before_changes_nothing() -> None:
    """Each file comes to the same, whichever files were met before it."""
    texts = [*files()]
    forth = [said(one) for one in examined(judging_of(), *texts)]
    back = [said(one) for one in examined(judging_of(), *reversed(texts))]
    assert back[::-1] == forth
    assert len({repr(one) for one in forth}) > 30


def test_each_day_is_judged_by_itself() -> None:
    """What is not yet offered on the day a rule takes effect may be so on a later day."""
    start, cut, end = CLINIC.partition("services:\n")
    since = {"provider": "private", "status": "active", "reason": "true", "since": "2017-06-01"}
    agreed = f"{start}agreement: {{{{applies_from: %s}}}}\n{cut}{end}"
    judging = judging_of(date(2017, 1, 1))
    for day, late in (("2017-03-01", True), ("2017-09-01", False), ("2017-04-01", True)):
        text = (agreed % day).format(**since, topics="mat")
        (outcome,) = examined(judging, text)
        _, report = judged(outcome)
        assert ("bestalla-tid-not-offered" in found_by(report)) is late


def found_by(report: ClinicReport) -> set[str]:
    """Return the rules that found something."""
    return {finding.rule.id for finding in report.findings}


BY_CASES = (
    (("services", "bestalla-tid"), ("services", "none")),
    (("cases", "judged"), ("hsa_id",)),
    (("case_logs", 1), ("case_logs", 2)),
)


@pytest.mark.parametrize("pointers", BY_CASES)
@pytest.mark.parametrize("head", ["", "# remark\n\n", "---\n", "\ufeff"])
def test_a_clinic_that_is_kept_finds_its_places(
    pointers: tuple[Pointer, Pointer], head: str
) -> None:
    """Of services, logs, the id and the file: the same as in the document, of which it has none."""
    text = head + CLINIC.format(
        provider="region", status="active", reason="true", since="2016-01-01", topics="mat"
    )
    raw = f"{text}case_logs:\n- a.csv\n- {{}}\n".replace("{}", "b.csv").encode()
    clinic = ClinicReader(RULESET).read("c.yaml", raw)
    for pointer in pointers:
        assert clinic.kept.locator.locate(pointer) == clinic.locator.locate(pointer)
    assert clinic.kept.status("egenremiss") == clinic.status("egenremiss") == "active"
    assert clinic.kept.data.keys() == {"services"}


def test_cases_are_judged_once_the_file_has_been(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the logs have adds to a report, and neither parses nor judges the file again."""
    cases = next(one.cases for one in audits.good().clinics if one.cases)
    text = CLINIC.format(
        provider="region", status="active", reason="true", since="2016-01-01", topics="mat"
    )
    judging = judging_of()
    (outcome,) = examined(judging, text)
    clinic, report = judged(outcome)
    monkeypatch.setattr(ClinicReader, "read", None)
    monkeypatch.setattr(ClinicFile, "read", None)
    with_cases = judging.with_cases(clinic, report, cases)
    assert with_cases.cases is cases
    pairs = [*zip(report.results, with_cases.results, strict=True)]
    changed = {before.rule.check for before, after in pairs if before is not after}
    assert changed == {"reply-time", "evidence"}
    assert all(finding in with_cases.findings for finding in report.findings)
    assert len(with_cases.findings) > len(report.findings)
