"""JUnit XML: green when the audit passes, a case for every rule of every clinic."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

import audits
from basutbud.formats import View, render
from basutbud.model.report import Report
from basutbud.model.vocabulary import FailOn, Outcome, Severity
from exchange import REPORTS, SV, report_of, tolerant


def suites_of(report: Report, view: View = SV) -> ET.Element:
    """Return the JUnit document."""
    return ET.fromstring(render("junit", report, view))  # noqa: S314 - of our own making


@pytest.mark.parametrize("fail_on", FailOn)
@pytest.mark.parametrize("name", REPORTS)
def test_junit_is_green_when_the_exit_code_is_0(name: str, fail_on: FailOn) -> None:
    """Failures mean exit code 1, errors mean 3, for every ``--fail-on``."""
    for report in (report_of(name), tolerant(report_of(name))):
        root = suites_of(report, replace(SV, fail_on=fail_on))
        assert bool(root.findall(".//failure")) == report.fails(fail_on)
        assert bool(root.findall(".//error")) == (not report.complete)
        assert int(root.attrib["failures"]) == len(root.findall(".//failure"))
        assert int(root.attrib["errors"]) == len(root.findall(".//error"))


def test_junit_fails_what_breaches_an_obligation() -> None:
    """By default the failures are the violations of rules of severity error, and no others."""
    failing = [
        (suite.attrib["name"], case.attrib["name"])
        for suite in suites_of(audits.good())
        for case in suite.iter("testcase")
        if case.find("failure") is not None
    ]
    assert failing == [
        (f"{clinic.name} ({clinic.shown_id})", result.rule.id)
        for clinic in audits.good().clinics
        for result in clinic.results
        if result.outcome is Outcome.VIOLATION and result.rule.severity is Severity.ERROR
    ]


def test_junit_has_a_case_for_each_rule_of_each_clinic() -> None:
    """What passed and what did not apply is there as well, told apart from the undecided."""
    report = audits.broken()
    unread, *suites = suites_of(report)
    assert len(unread.findall("testcase/error")) == len(report.problems)
    for suite, clinic in zip(suites, report.clinics, strict=True):
        names = [case.attrib["name"] for case in suite.iter("testcase")]
        assert names == [result.rule.id for result in clinic.results]
        skipped = Counter(one.attrib["type"] for one in suite.iter("skipped"))
        for outcome in (Outcome.NOT_APPLICABLE, Outcome.UNDETERMINED):
            assert skipped[outcome] == clinic.count(outcome)
        told = "".join(suite.itertext())
        for finding in clinic.findings:
            assert finding.rule.remedy["sv"].strip() in told
            assert str(finding.location) in told
