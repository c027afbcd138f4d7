"""What the formats for other programs have in common: valid by their schemas, stable, complete."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import jsonschema_rs
import pytest
import xmlschema

import audits
from basutbud.audit import audit_clinics
from basutbud.errors import Location
from basutbud.formats import View, render
from basutbud.language import LANGUAGES
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome
from conftest import Golden
from exchange import REPORTS, SV, report_of, run_of, tolerant

SCHEMAS = Path(__file__).parent / "schemas"
FORMATS = {
    "sarif": "report.sarif",
    "junit": "report.junit.xml",
    "github": "report.github.txt",
    "gitlab": "report.gitlab.json",
    "markdown": "report.md",
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_looks_as_it_did(name: str, golden: Golden) -> None:
    """Each is what a person has looked at."""
    golden(FORMATS[name], render(name, audits.sample(), SV))


@cache
def junit_schema() -> xmlschema.XMLSchema:
    """Return the schema of JUnit's files, which takes longer to read than any report to check."""
    return xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_junit_and_gitlab_follow_their_schemas(name: str, language: str) -> None:
    """Both are valid by schemas that were not made from them."""
    report, view = report_of(name), View(LANGUAGES[language])
    schema = json.loads((SCHEMAS / "gitlab-code-quality.json").read_bytes())
    issues = jsonschema_rs.validator_for(schema, validate_formats=True).iter_errors(
        json.loads(render("gitlab", report, view))
    )
    assert [issue.message for issue in issues] == []
    document = render("junit", report, view).decode()
    junit_schema().validate(document)


def test_the_date_stands_in_every_format() -> None:
    """An audit as of another day cannot be taken for one of today."""
    for name in FORMATS:
        assert b"2016-11-01" in render(name, audits.upcoming(), SV)


def test_case_ids_are_left_out_on_request() -> None:
    """``--no-case-ids`` holds in every format; otherwise SARIF names the cases it points to."""
    ids = {case.case_id for one in audits.good().findings for case in one.cases}
    without = replace(SV, case_ids=False)
    for name in FORMATS:
        text = render(name, audits.good(), without).decode()
        assert [case_id for case_id in ids if case_id in text] == []
    assert all(case_id in render("sarif", audits.good(), SV).decode() for case_id in ids)


def test_a_record_without_a_line_is_named() -> None:
    """A row of a workbook has no line: the first stands in where one is needed, and is not it."""
    report = audits.good()
    first = report.clinics[0]
    moved = first.findings[0]._replace(location=Location("log.xlsx", record=7))
    clinic = replace(first, findings=(moved, *first.findings[1:]))
    moved_report = replace(report, clinics=(clinic, *report.clinics[1:]))
    for name in FORMATS:
        text = render(name, moved_report, SV).decode()
        assert "log.xlsx" in text
        assert "(post 7)" in text
    place = run_of(moved_report)["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 1}
    assert ",line=" not in render("github", moved_report, SV).decode().splitlines()[0]


def test_tolerated_rows_are_no_errors() -> None:
    """Rows within ``--max-rejected`` warn, and no more than that."""
    report = tolerant(audits.broken())
    commands = render("github", report, SV).decode().splitlines()
    unread = [line for line in commands if "title=Oläsbar indata" in line]
    assert len(unread) == 5
    assert all(line.startswith("::warning ") for line in unread)
    assert commands[0].startswith("::error ")
    issues = json.loads(render("gitlab", report, SV))
    assert {one["severity"] for one in issues if one["check_name"] == "unreadable-input"} == {
        "minor"
    }


@pytest.mark.parametrize("name", REPORTS)
def test_gitlab_fingerprints_are_unique(name: str) -> None:
    """No issue hides another, and everything that concise tells is there."""
    report = report_of(name)
    issues = json.loads(render("gitlab", report, SV))
    assert len({one["fingerprint"] for one in issues}) == len(issues)
    undetermined = report.outcomes[Outcome.UNDETERMINED]
    assert len(issues) == len(report.problems) + len(report.findings) + undetermined
    blockers = sum(one["severity"] == "blocker" for one in issues)
    assert blockers == len(report.problems)


def test_fingerprints_hold_when_lines_move() -> None:
    """A comment on top of each file makes no issue new."""
    examples = audits.EXAMPLES
    given = audits.gathered_in(audits.SAMPLE, examples / "malformed", base=examples.parent)
    shifted = tuple(
        replace(file, content=b"# en rad till\n" + bytes(file.content))  # type: ignore[arg-type]  # read above
        for file in given.clinics
        if b"\t" not in bytes(file.content) and file.content  # type: ignore[arg-type]  # read above
    )
    kept = tuple(file for file in given.clinics if file.shown in {one.shown for one in shifted})
    before = audit_clinics(replace(given, clinics=kept), audits.terms())
    after = audit_clinics(replace(given, clinics=shifted), audits.terms())
    assert {one.location.line for one in before.problems} != {
        one.location.line for one in after.problems
    }
    assert gitlab_fingerprints(before) == gitlab_fingerprints(after)
    assert sarif_fingerprints(before) == sarif_fingerprints(after)


def gitlab_fingerprints(report: Report) -> set[str]:
    """Return what identifies issues to GitLab."""
    return {one["fingerprint"] for one in json.loads(render("gitlab", report, SV))}


def sarif_fingerprints(report: Report) -> set[str]:
    """Return what identifies alerts to GitHub."""
    told = [one["partialFingerprints"] for one in run_of(report)["results"]]
    return {one["primaryLocationLineHash"] for one in told}
