"""New and worsened findings as remarks, with which formats for machines annotate files."""

from __future__ import annotations

from typing import Final

from basutbud.formats.common.remarks import Remark
from basutbud.formats.comparison import phrases
from basutbud.language import Language
from basutbud.model.finding import ClinicReport
from basutbud.model.overtime.comparison import Change, Comparison
from basutbud.model.ruleset import Rule
from basutbud.model.vocabulary import Outcome

FORMATS: Final = ("sarif", "junit", "gitlab")
"""Formats of remarks: they describe rules, so they need every rule that something is new of."""


def remarks(comparison: Comparison, language: Language) -> list[Remark]:
    """Return what is new or worsened, the gravest first: what it was, what it is, and why."""
    known = {rule.id: rule for rule in rules(comparison)}
    found = [
        _remark(change, known[change.rule], comparison, language) for change in comparison.worsening
    ]
    return sorted(found, key=lambda one: (one.outcome.badness, one.rule.severity.badness))


def rules(comparison: Comparison) -> list[Rule]:
    """Return the rules that something is new or worsened of, in the rule set's order."""
    concerned = {change.rule for change in comparison.worsening}
    known = comparison.ruleset.rules if comparison.ruleset else ()
    return [rule for rule in known if rule.id in concerned]


def _remark(change: Change, rule: Rule, comparison: Comparison, language: Language) -> Remark:
    said = [phrases.describe_change(change, language), phrases.explain_change(change, language)]
    breach = phrases.name_breach(change, comparison, language)
    return Remark(
        clinic=_clinic(change),
        rule=rule,
        outcome=change.new.outcome or Outcome.UNDETERMINED,
        finding=None,
        location=change.location,
        message=f"{change.clinic}: {breach}: {'; '.join(one for one in said if one)}.",
        remedy=rule.remedy[language.code],
        fingerprint=change.fingerprint or "",
    )


def _clinic(change: Change) -> ClinicReport:
    """Return a clinic with a name and nothing else."""
    return ClinicReport(
        identity=change.hsa_id,
        shown_id=change.hsa_id,
        name=change.clinic,
        provider=None,
        kind=None,
        path=None,
        results=(),
        findings=(),
        cases=None,
    )
