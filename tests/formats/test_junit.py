"""JUnit XML: green when the audit passes, a case for every rule of every clinic."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

import audits
from basutbud.errors import Location, Problem
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
    for given in (report_of(name), tolerant(report_of(name))):
        report = replace(given, mandate=replace(given.mandate, fail_on=fail_on))
        root = suites_of(report)
        assert bool(root.findall(".//failure")) == report.fails
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
        (f"{clinic.name} ({clinic.shown_id})", result.rule.requirement["sv"])
        for clinic in audits.good().clinics
        for result in clinic.results
        if result.outcome is Outcome.VIOLATION and result.rule.severity is Severity.ERROR
    ]


def test_junit_has_a_case_for_each_rule_of_each_clinic() -> None:
    """What passed and what did not apply is there as well, distinct from the undecided."""
    report = audits.broken()
    unread, *suites = suites_of(report)
    assert len(unread.findall("testcase/error")) == len(report.problems)
    for suite, clinic in zip(suites, report.clinics, strict=True):
        names = [case.attrib["name"] for case in suite.iter("testcase")]
        assert names == [result.rule.requirement["sv"] for result in clinic.results]
        skipped = Counter(one.attrib["type"] for one in suite.iter("skipped"))
        for outcome in (Outcome.NOT_APPLICABLE, Outcome.UNDETERMINED):
            assert skipped[outcome] == clinic.count(outcome)
        told = "".join(suite.itertext())
        for finding in clinic.findings:
            assert finding.rule.remedy["sv"].strip() in told
            assert str(finding.location) in told


@pytest.mark.parametrize("name", REPORTS)
def test_no_two_cases_of_a_suite_have_one_name(name: str) -> None:
    """GitLab keeps one test of each name and class: every mistake on a line has its own."""
    for suite in suites_of(report_of(name)):
        names = [(case.attrib["classname"], case.attrib["name"]) for case in suite.iter("testcase")]
        assert len(names) == len(set(names))


def test_mistakes_in_one_place_are_named_by_what_is_wrong() -> None:
    """A file without three keys has three mistakes at its beginning, and as many tests."""
    report, place = audits.broken(), Location("a.yaml", 1, 1)
    missing = [Problem("missing_key", place, {"key": key}) for key in ("hsa_id", "kind", "kind")]
    unread, *_ = suites_of(replace(report, rejections=tuple(missing)))
    assert [case.attrib["name"] for case in unread.iter("testcase")][:3] == [
        "a.yaml:1:1: `hsa_id` saknas",
        "a.yaml:1:1: `kind` saknas",
        "a.yaml:1:1: `kind` saknas (2)",
    ]


def test_rules_that_require_the_same_are_told_apart() -> None:
    """Two rules of a rule set may have one requirement; both are there."""
    report = audits.good()
    clinic = report.clinics[0]
    ruled = replace(clinic, results=(clinic.results[0], *clinic.results[:2]))
    suite = suites_of(replace(report, clinics=(ruled,)))[0]
    first, second = (one.rule.requirement["sv"] for one in clinic.results[:2])
    names = [case.attrib["name"] for case in suite.iter("testcase")]
    assert names == [first, f"{first} (2)", second]
