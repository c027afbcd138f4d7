"""JUnit XML: a suite a clinic, a case a rule, for any build server's list of tests.

A case fails where the audit does, by ``--fail-on``, and what could not be read is an error: a
green list means exit code 0, and the other way about.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from basutbud.formats.remarks import called, message, undecided, unreadable
from basutbud.formats.view import View
from basutbud.language import Language
from basutbud.model.finding import ClinicReport, Finding, Result
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome

if TYPE_CHECKING:
    from junitparser.xunit2 import TestCase, TestSuite

UNREAD: Final = "unreadable-input"


def render(report: Report, view: View) -> bytes:
    """Return the report as XML of the kind that Jenkins' xUnit plugin defines."""
    from junitparser import xunit2

    language = view.language
    root = xunit2.JUnitXml(_title(report, language))
    if report.problems or report.unlisted_rows:
        root.append(_suite(language.text("unread_input"), _unread(report, language), report, {}))
    for clinic in report.clinics:
        cases = _cases(clinic, view)
        root.append(_suite(_name(clinic), cases, report, {"hsa_id": clinic.shown_id}))
    root.update_statistics()
    target = io.BytesIO()
    root.write(target, pretty=True)
    return target.getvalue()


def _title(report: Report, language: Language) -> str:
    ruleset = f"{report.ruleset.id} {report.ruleset.version}"
    verdict = language.verdict(report)
    return language.text("concise_end", verdict=verdict, as_of=report.as_of, ruleset=ruleset)


def _suite(
    name: str, cases: Iterable[TestCase], report: Report, properties: Mapping[str, str]
) -> TestSuite:
    from junitparser import xunit2

    suite = xunit2.TestSuite(name)
    known = {
        **properties,
        "as_of": report.as_of.isoformat(),
        "ruleset": f"{report.ruleset.id} {report.ruleset.version}",
        "ruleset_sha256": report.ruleset.sha256,
        "tool": f"basutbud {report.tool_version}",
    }
    for key, value in known.items():
        suite.add_property(key, value)
    suite.add_testcases(list(cases))
    return suite


def _name(clinic: ClinicReport) -> str:
    if clinic.name == clinic.shown_id:
        return clinic.name
    return f"{clinic.name} ({clinic.shown_id})"


def _cases(clinic: ClinicReport, view: View) -> list[TestCase]:
    """Return a case for each rule; names are ids, so that a history of them holds."""
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in clinic.findings:
        findings[finding.rule.id].append(finding)
    return [_case(clinic, result, findings[result.rule.id], view) for result in clinic.results]


def _case(
    clinic: ClinicReport, result: Result, findings: Iterable[Finding], view: View
) -> TestCase:
    from junitparser import Failure, Skipped

    language = view.language
    case = _empty_case(result.rule.id, clinic.shown_id)
    failing = [finding for finding in findings if finding.fails(view.fail_on)]
    passing = [finding for finding in findings if not finding.fails(view.fail_on)]
    if failing:
        failure = Failure(message(failing[0], language), str(failing[0].outcome))
        failure.text = "\n\n".join(_told(finding, language) for finding in failing)
        case.append(failure)
    elif result.outcome is Outcome.UNDETERMINED:
        case.append(Skipped(undecided(clinic, result, language), str(result.outcome)))
    elif result.outcome is Outcome.NOT_APPLICABLE:
        case.append(Skipped(language.text("outcome_not_applicable"), str(result.outcome)))
    if passing:
        case.system_out = "\n\n".join(_told(finding, language) for finding in passing)
    return case


def _told(finding: Finding, language: Language) -> str:
    """Tell a finding in full: place, outcome, what, the clause, and how to mend it."""
    place = f"{finding.location}{language.record(finding.location)}"
    return (
        f"{place}: {called(finding, language)}: {message(finding, language)}\n"
        f"”{finding.rule.clause.quote.strip()}”\n"
        f"→ {finding.rule.remedy[language.code].strip()}"
    )


def _unread(report: Report, language: Language) -> list[TestCase]:
    cases = [
        _unread_case(
            f"{problem.location}{language.record(problem.location)}" or UNREAD,
            unreadable(problem, language),
            problem.code,
            tolerated=report.tolerates(problem),
        )
        for problem in report.problems
    ]
    if report.unlisted_rows:
        told = language.text("rejections_unlisted", n=report.unlisted_rows)
        cases.append(_unread_case(UNREAD, told, UNREAD, tolerated=report.complete))
    return cases


def _unread_case(name: str, told: str, kind: str, *, tolerated: bool) -> TestCase:
    from junitparser import Error

    case = _empty_case(name, UNREAD)
    if tolerated:
        case.system_out = told
    else:
        case.append(Error(told, kind))
    return case


def _empty_case(name: str, group: str) -> TestCase:
    from junitparser import xunit2

    return xunit2.TestCase(name, group, 0)
