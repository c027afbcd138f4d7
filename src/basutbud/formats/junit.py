"""JUnit XML: a suite a clinic, a case a rule, for any build server's list of tests.

A case fails by ``--fail-on``, as the audit does, and unreadable input is an error: a green list
means exit code 0, and vice versa.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from junitparser import Error, Failure, Skipped
from junitparser.xunit2 import JUnitXml, TestCase, TestSuite

from basutbud.formats.common.excuses import justification
from basutbud.formats.common.headline import clinic_shortfall, conclusion
from basutbud.formats.common.remarks import UNREAD, Unread, finding_word, message, undecided, unread
from basutbud.formats.common.symbols import symbol_of
from basutbud.formats.common.view import View
from basutbud.language import Language
from basutbud.model.finding import ClinicReport, Finding, Result
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome

_NOT_MET: Final = (Outcome.WARNING, Outcome.UPCOMING)
"""Outcomes with findings that fail no test by default, though the rule is not met."""


_LET_BE: Final = (Outcome.WAIVED, Outcome.BASELINED)


def render(report: Report, view: View) -> bytes:
    """Return the report as XML of the kind that Jenkins' xUnit plugin defines.

    A case is named by what the rule requires, met or not, so that its history is continuous; an
    unread file or row by its location and what is wrong. Names within a suite are unique, as GitLab
    keeps only one case of a name.
    """
    language = view.language
    root = JUnitXml(conclusion(report, language))
    if problems := [_unread(one, language) for one in unread(report, language)]:
        root.append(_suite(language.text("unread_input"), problems, report, {}))
    for clinic in report.clinics:
        cases = [_case(report, clinic, *judged, language) for judged in clinic.by_rule]
        known = {"hsa_id": clinic.shown_id}
        if coming := clinic_shortfall(report, clinic, language):
            known["upcoming"] = coming
        root.append(_suite(clinic.full_name, cases, report, known))
    root.update_statistics()
    target = io.BytesIO()
    root.write(target, pretty=True)
    return target.getvalue()


def _suite(
    name: str, cases: Iterable[TestCase], report: Report, properties: Mapping[str, str]
) -> TestSuite:
    suite = TestSuite(name)
    known = {
        **properties,
        "as_of": report.as_of.isoformat(),
        "as_of_given": str(report.mandate.as_of_given).casefold(),
        "as_if_in_force": str(report.as_if_in_force).casefold(),
        "ruleset": report.ruleset.edition,
        "ruleset_sha256": report.ruleset.sha256,
        "tool": f"basutbud {report.tool_version}",
    }
    for key, value in known.items():
        suite.add_property(key, value)
    suite.add_testcases([*_uniquely_named(cases)])
    return suite


def _uniquely_named(cases: Iterable[TestCase]) -> Iterator[TestCase]:
    """Yield the cases, with a number appended to a name that an earlier case has."""
    met: Counter[str] = Counter()
    for case in cases:
        name = case.name
        while case.name in met:
            met[name] += 1
            case.name = f"{name} ({met[name]})"
        met[case.name] += 1
        yield case


def _case(
    report: Report,
    clinic: ClinicReport,
    result: Result,
    findings: Iterable[Finding],
    language: Language,
) -> TestCase:
    threshold = report.mandate.fail_on
    case = _empty_case(result.rule.requirement[language.code], clinic.shown_id)
    failing = [finding for finding in findings if finding.fails(threshold)]
    passing = [finding for finding in findings if not finding.fails(threshold)]
    if failing:
        failure = Failure(message(failing[0], language), str(failing[0].outcome))
        failure.text = "\n\n".join(_in_full(finding, language) for finding in failing)
        case.append(failure)
    elif result.outcome is Outcome.UNDETERMINED:
        case.append(Skipped(undecided(clinic, result, language), str(result.outcome)))
    elif result.outcome is Outcome.NOT_APPLICABLE:
        case.append(Skipped(language.text("outcome_not_applicable"), str(result.outcome)))
    elif result.outcome in _LET_BE:
        reason = justification(passing[0], language)
        case.append(Skipped(f"{symbol_of(passing[0])} {reason}", str(result.outcome)))
    elif result.outcome in _NOT_MET:
        why = message(passing[0], language)
        case.append(Skipped(f"{symbol_of(passing[0])} {why}", str(result.outcome)))
    if passing:
        case.system_out = "\n\n".join(_in_full(finding, language) for finding in passing)
    return case


def _in_full(finding: Finding, language: Language) -> str:
    """Describe a finding in full: location, outcome, what, the clause, and how to mend it."""
    where, word = language.location(finding.location), finding_word(finding, language)
    return (
        f"{where}: {word} {finding.rule.id}: {message(finding, language)}\n"
        f"”{finding.rule.clause.quote}”\n"
        f"→ {finding.rule.remedy[language.code]}"
    )


def _unread(one: Unread, language: Language) -> TestCase:
    where = language.location(one.location)
    case = _empty_case(f"{where}: {one.summary}" if where else one.summary, UNREAD)
    if one.tolerated:
        case.system_out = one.full_text
    else:
        case.append(Error(one.full_text, one.code))
    return case


def _empty_case(name: str, group: str) -> TestCase:
    return TestCase(name, group, 0)
