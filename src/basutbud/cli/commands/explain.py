"""``basutbud explain``: a rule in full, or a case day by day, for the auditor who is asked why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from basutbud.cli import options as o
from basutbud.cli.guard import ExitCode, guarded
from basutbud.errors import Location, Problem, UsageError
from basutbud.language import Language
from basutbud.model.mandate import Command

if TYPE_CHECKING:
    from basutbud.model.cases import Case
    from basutbud.model.mandate import Mandate
    from basutbud.model.ruleset import Rule, RuleSet

_MOST_NAMED: Final = 8
"""Rules named where several answer to a word."""


@guarded
def explain(
    subject: Annotated[
        list[str],
        typer.Argument(metavar="RULE | LOG..."),
    ],
    *,
    case: Annotated[
        str | None,
        o.Panel.WHAT.option("--case", metavar="ID"),
    ] = None,
    as_of: o.AsOf = None,
    rules: o.Rules = o.DEFAULT_RULES,
    column: o.Column = [],
    delimiter: o.Delimiter = None,
    encoding: o.Encoding = None,
    sheet: o.Sheet = [],
    timestamp_zone: o.TimestampZone = None,
    lang: o.Language = None,
) -> ExitCode:
    """Explain a rule: clause, force, remedy, check. With --case, explain a case, day by day."""
    from basutbud.cli import terminal, terms
    from basutbud.formats.common.ruletext import explain_rule
    from basutbud.rulesetfile.loader import load_ruleset

    language = terminal.choose_language(lang)
    if case is not None:
        mandate = terms.mandate(
            as_of,
            rules,
            command=Command.CASES,
            paths=subject,
            period=(None, None),
            columns=column,
            delimiter=delimiter,
            encoding=encoding,
            sheets=sheet,
            timestamp_zone=timestamp_zone,
            lang=language.code,
        )
        return _explain_case(case.strip(), mandate, language)
    if len(subject) > 1:
        terms.wrong("rule_or_logs")
    ruleset = load_ruleset(rules)
    found = _find_rule(subject[0], ruleset)
    terminal.write_stdout(explain_rule(found, ruleset, language, min(terminal.width(), 100)))
    return ExitCode.PASSED


def _explain_case(case_id: str, mandate: Mandate, language: Language) -> ExitCode:
    """Show each row of the logs that has this case id, and why rejected ones are so."""
    from basutbud.audit import audit_cases
    from basutbud.caselog import EngineOptions, ScanCallbacks
    from basutbud.cli import files, terminal, terms
    from basutbud.formats.common.casetext import CaseDays, case_text
    from basutbud.workdays import Workdays

    rows: list[Case] = []
    rejected: list[Problem] = []

    def keep(cases: list[Case], problems: list[Problem]) -> None:
        rows.extend(cases)
        rejected.extend(problems)

    found = files.find(mandate.paths, logs_only=True)
    asked = terms.prepared(mandate, EngineOptions())
    workdays, ruleset = Workdays.of(asked.ruleset), asked.ruleset
    with files.with_piped_log(found) as kept:
        report = audit_cases(kept.gathered(), asked, ScanCallbacks(sought=case_id, found=keep))
    texts = []
    for row in rows:
        last = max(row.due, row.first_reply or row.due)
        days = tuple(workdays.days_after(row.received, last))
        texts.append(case_text(CaseDays(row, days), ruleset, mandate.as_of, language))
    texts += [f"{language.describe(problem)}\n" for problem in rejected]
    terminal.write_stdout("\n".join(texts))
    problems = [one for one in report.problems if not one.code.startswith("row_")]
    if not texts:
        problems.append(Problem("case_not_found", Location("")))
    for problem in problems:
        terminal.say(language.describe(problem))
    return ExitCode.INCOMPLETE if problems or rejected else ExitCode.PASSED


def _find_rule(word: str, ruleset: RuleSet) -> Rule:
    """Return the rule with this id, or the one that the word is about. Raise UsageError."""
    from basutbud.formats.common.ruletext import rules_about
    from basutbud.safetext import safe_text
    from basutbud.suggestion import suggest_word

    if (exact := ruleset.rule(word)) is not None:
        return exact
    about = rules_about(word, ruleset)
    if len(about) == 1:
        return about[0]
    if about:
        named = ", ".join(f"`{rule.id}`" for rule in about[:_MOST_NAMED])
        more = ", …" if len(about) > _MOST_NAMED else ""
        code, values = "rule_ambiguous", {"rules": named + more}
    else:
        near = suggest_word(word, [one.id for one in ruleset.rules])
        code, values = "unknown_rule", {"suggestion": near}
    raise UsageError(Problem(code, Location(""), {"rule": safe_text(word), **values}))
