"""Findings, folded: a fold for each clinic, or for each rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from basutbud.formats.common.headline import clinic_among
from basutbud.formats.common.markdown_escape import code_span, escape_markdown, escape_sentence
from basutbud.formats.common.remarks import finding_word, message
from basutbud.formats.common.symbols import SYMBOLS, symbol_of, with_symbol
from basutbud.formats.common.view import View
from basutbud.formats.markdown.room import NOTE, size
from basutbud.language import Language
from basutbud.model.byrule import by_rule
from basutbud.model.finding import ClinicReport, Finding
from basutbud.model.report import Report
from basutbud.model.ruleset import Rule
from basutbud.model.vocabulary import GroupBy, Outcome

_UNREMARKABLE: Final = (Outcome.COMPLIANT, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry of a fold: a finding, or something else, which comes last."""

    text: str
    finding: Finding | None = None

    @property
    def badness(self) -> int:
        """Order entries: 0 is the worst."""
        return len(Outcome) if self.finding is None else self.finding.outcome.badness


@dataclass(frozen=True, slots=True)
class _Fold:
    """A line that is always seen, and the entries folded beneath it."""

    summary: str
    intro: str
    items: Sequence[_Item]

    def opened(self, items: Iterable[_Item]) -> str:
        """Return the fold with these of its entries, whole as HTML."""
        start = f"<details>\n<summary>{self.summary}</summary>\n\n{self.intro}"
        return f"{start}{''.join(item.text for item in items)}</details>\n\n"


def section(report: Report, view: View, room: int) -> str:
    """Return the folds, with a count of the findings that do not fit."""
    by_clinic = view.group_by is GroupBy.CLINIC
    folds = _by_clinic(report, view) if by_clinic else _by_rule(report, view)
    kept = _worst(folds, room - NOTE)
    shown = "".join(fold.opened(items) for fold, items in zip(folds, kept, strict=True) if items)
    rest = [
        sum(item.finding is not None for item in fold.items[len(items) :])
        for fold, items in zip(folds, kept, strict=True)
    ]
    if not any(rest):
        return shown
    unfinished = sum(map(bool, rest))
    note = view.language.text(f"findings_left_out_{view.group_by}", n=sum(rest), folds=unfinished)
    return f"{shown}{escape_markdown(note)}\n\n"


def _worst(folds: Sequence[_Fold], room: int) -> list[list[_Item]]:
    """Return the entries of each fold that fit, keeping the worst of all folds.

    A fold's entries stand from worst to best, so that its first are kept.
    """
    kept: list[list[_Item]] = [[] for _ in folds]
    entries = [(number, item) for number, fold in enumerate(folds) for item in fold.items]
    for number, item in sorted(entries, key=lambda entry: entry[1].badness):
        if not kept[number]:
            room -= size(folds[number].opened(()))
        room -= size(item.text)
        if room < 0:
            break
        kept[number].append(item)
    return kept


def _by_clinic(report: Report, view: View) -> list[_Fold]:
    language = view.language
    return [
        _Fold(
            f"{SYMBOLS[clinic.outcome]} {escape_markdown(clinic.full_name)}: "
            f"{_counts(clinic.outcomes, language)}",
            _coming(report, clinic, language),
            [
                *(_Item(_finding(finding, language), finding) for finding in clinic.findings),
                *_passed(clinic, view),
            ],
        )
        for clinic in report.clinics
        if clinic.findings or view.show_passed
    ]


def _coming(report: Report, clinic: ClinicReport, language: Language) -> str:
    said = clinic_among(report, clinic, language)
    return f"{escape_markdown(said)}\n\n" if said else ""


def _passed(clinic: ClinicReport, view: View) -> list[_Item]:
    if not view.show_passed:
        return []
    rules: dict[Outcome, list[str]] = defaultdict(list)
    for result in clinic.results:
        rules[result.outcome].append(escape_sentence(result.rule.requirement[view.language.code]))
    return [
        _Item(f"- {with_symbol(outcome, view.language)}: {'; '.join(rules[outcome])}\n\n")
        for outcome in (Outcome.COMPLIANT, Outcome.NOT_APPLICABLE)
        if outcome in rules
    ]


def _finding(finding: Finding, language: Language) -> str:
    return (
        f"- {symbol_of(finding)} **{escape_sentence(message(finding, language))}** "
        f"({finding_word(finding, language)}, {code_span(finding.rule.id)}, "
        f"{_location(finding, language)})\n\n"
        f"{_clause_and_remedy(finding.rule, language, indent='  ')}"
    )


def _by_rule(report: Report, view: View) -> list[_Fold]:
    language = view.language
    return [
        _Fold(
            f"{SYMBOLS[one.outcome]} "
            f"{escape_markdown(f'{one.rule.title[language.code]} ({one.rule.id})')}: "
            f"{_counts({outcome: len(met) for outcome, met in one.clinics.items()}, language)}",
            _clause_and_remedy(one.rule, language),
            [
                _Item(_of_rule(clinic, finding, language), finding)
                for clinic, finding in one.findings
            ],
        )
        for one in by_rule(report)
        if one.findings
    ]


def _of_rule(clinic: ClinicReport, finding: Finding, language: Language) -> str:
    return (
        f"- {symbol_of(finding)} **{escape_markdown(clinic.name)}**: "
        f"{escape_sentence(message(finding, language))} ({_location(finding, language)})\n\n"
    )


def _clause_and_remedy(rule: Rule, language: Language, indent: str = "") -> str:
    clause = f"{indent}> ”{escape_sentence(rule.clause.quote)}”"
    return f"{clause}\n\n{indent}→ {escape_sentence(rule.remedy[language.code])}\n\n"


def _location(finding: Finding, language: Language) -> str:
    return f"{code_span(str(finding.location))}{escape_markdown(language.record(finding.location))}"


def _counts(counts: Mapping[Outcome, int], language: Language) -> str:
    counted = [
        f"{language.text(f'outcome_{outcome}')} {language.number(counts[outcome])}"
        for outcome in Outcome
        if counts.get(outcome) and outcome not in _UNREMARKABLE
    ]
    return escape_markdown(", ".join(counted) or "–")
