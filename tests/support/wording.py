"""Whether a text for people is in one language: every word of the other one is found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import audits
from basutbud.errors import Problem
from basutbud.language import LANGUAGES
from basutbud.model.report import Report
from basutbud.model.ruleset import RuleSet

COMMON: Final = {
    "sv": frozenset(
        re.findall(
            r"\w+",
            "och att det som är inte av för med på den till har från eller om men så vid ett två "
            "rad rader fil filer mottagning mottagningar enhet ärende ärenden svar regel datum "
            "sen sena avvikelse saknas",
        )
    ),
    "en": frozenset(
        re.findall(
            r"\w+",
            "the and of to is are not with for that this it be was were has have from or but at "
            "by row rows line lines file files clinic clinics unit units case cases reply replies "
            "rule date late read none yes no more all other unknown missing",
        )
    ),
}
"""Words that tell a language, whether or not its texts happen to hold them."""

_WORD = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*")
"""Two letters at the least: a single one may be a column of the matrix."""
_CODE = re.compile(
    r"`[^`]*`"  # what is to be typed into a file
    r"|”[^”]*”"  # the decision
    r"|(?<!\w)--?[a-z][\w-]*(?:[ =](?:FIL|FILE)\b)?"  # options
    r"|basutbud(?: [a-z]+)?"  # commands
    r"|\{[^{}]*\}"  # placeholders
    r"|\*?\.[a-z]{2,5}\b"  # endings of files
    r"|-o \S+"
)


def foreign_words(text: str, code: str, quoted: Iterable[str] = ()) -> set[str]:
    """Return the words of a text in one language that only the other one has.

    What is typed into files and terminals is left out, and so is what the text quotes: the decision
    within quotation marks, and what else of a report ``quotes`` returns.
    """
    other = next(one for one in LANGUAGES if one != code)
    said = words(_without(" ".join(text.split()), quoted))
    return said & ((vocabulary(other) - vocabulary(code)) | (COMMON[other] - COMMON[code]))


def words(text: str) -> set[str]:
    """Return the words of a text, in lower case, but for code."""
    return {match[0].casefold() for match in _WORD.finditer(_CODE.sub(" ", text))}


@cache
def vocabulary(code: str) -> frozenset[str]:
    """Return every word of the program's texts and of the packaged rule set in a language."""
    language = LANGUAGES[code]
    texts = [*language.texts.values(), *_translations(audits.RULESET, code)]
    texts += [text for pair in language.problems.values() for text in pair]
    return frozenset().union(*(words(text) for text in texts))


def quotes(report: Report) -> set[str]:
    """Return what a report quotes: names, ids, paths, lines of input, the decision's own words."""
    ruleset = report.ruleset
    found = {ruleset.id, ruleset.decision.authority, ruleset.decision.source}
    found |= {ruleset.decision.reference, *ruleset.services, *ruleset.unit_kinds}
    found |= {part for rule in ruleset.rules for part in (rule.id, rule.clause.quote)}
    found |= {part for day in report.free_days for part in (day.name, day.ground)}
    found |= {one.path for one in report.inputs}
    for clinic in report.clinics:
        found |= {clinic.name, clinic.shown_id, clinic.path or ""}
        found |= {one.excerpt.text for one in clinic.findings if one.excerpt}
        found |= {case.case_id for one in clinic.findings for case in one.cases}
        found |= set(clinic.cases.by_service) if clinic.cases else set()
    for log in report.statistics.logs:
        found |= {log.path, *log.columns.values()}
    found |= set(report.statistics.unmatched)
    for problem in (*report.rejections, *report.statistics.rejections, *report.notes):
        found |= set(_values(problem))
    return {" ".join(one.split()) for one in found if one.strip()}


def _values(problem: Problem) -> Iterator[str]:
    yield problem.location.path
    yield problem.column or ""
    if problem.excerpt:
        yield problem.excerpt.text
    for name, value in problem.values.items():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple) and name != "missing":
            yield ", ".join(value)
            yield from value


def _without(text: str, quoted: Iterable[str]) -> str:
    """Take the quotes out, the longest first, so that none is broken by another within it."""
    held = sorted((quote for quote in quoted if quote in text), key=len, reverse=True)
    any_of_them = "|".join(map(re.escape, held))
    return re.sub(rf"(?<!\w)(?:{any_of_them})(?!\w)", " ", text) if held else text


def _translations(ruleset: RuleSet, code: str) -> Iterator[str]:
    yield ruleset.title[code]
    translated: list[Mapping[str, Any] | None] = [*ruleset.unit_kinds.values()]
    translated += [service.name for service in ruleset.services.values()]
    for rule in ruleset.rules:
        translated += [rule.title, rule.message, rule.remedy]
        translated += [rule.clause.source, rule.clause.ruling]
    yield from (one[code] for one in translated if one is not None)
