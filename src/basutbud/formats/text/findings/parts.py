"""The parts of a finding: message, rule, location, excerpt, late cases, clause and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from basutbud.errors import Excerpt
from basutbud.formats.common.excuses import justification
from basutbud.formats.common.symbols import symbol_of
from basutbud.formats.common.view import View
from basutbud.formats.text.marks import STYLES, Prose, join_facts, outcome_symbol
from basutbud.formats.text.tables import Column, Fitted, Row, longest_word
from basutbud.model.cases import Case
from basutbud.model.finding import ClinicReport, Finding
from basutbud.model.report import Report
from basutbud.model.ruleset import Rule
from basutbud.model.vocabulary import Outcome

MOST_CASES: Final = 5
WITHOUT_FINDING: Final = (Outcome.UNDETERMINED, Outcome.COMPLIANT, Outcome.NOT_APPLICABLE)
"""Outcomes that leave no finding: ``--show-passed`` lists them."""

_LONGEST_ID: Final = 14
"""The widest case id that is never broken."""


def message(finding: Finding, view: View) -> Text:
    """Return what is wrong, in a sentence."""
    return Text(view.language.message(finding))


def mark(finding: Finding) -> Text:
    """Return the finding's symbol in its colour."""
    return Text(symbol_of(finding), style=STYLES[finding.outcome])


def evidence(finding: Finding, view: View, most: int = MOST_CASES) -> list[RenderableType]:
    """Return a finding's excuse, and its evidence: the line of input, and the worst cases."""
    excused = justification(finding, view.language)
    parts: list[RenderableType] = [Prose(Text(excused), hang=2)] if excused else []
    line = finding.excerpt if view.detail > 0 else finding.line_at_fault
    if line is not None:
        parts.append(excerpt(line, STYLES[finding.outcome]))
    if finding.cases:
        parts.append(_cases(finding, view, most))
    return parts


def basis(rule: Rule, view: View) -> list[RenderableType]:
    """Return the clause that the rule rests on, and how to comply."""
    return [
        Prose(Text(f"”{rule.clause.quote}”", style="italic"), hang=1),
        Prose(Text(f"→ {rule.remedy[view.language.code]}"), hang=2),
    ]


def excerpt(shown: Excerpt, style: str) -> Text:
    """Return a line of input with the offending part underlined."""
    number = str(shown.line)
    return Text.assemble(
        (f"{number} │ ", "dim"),
        shown.text,
        (f"\n{' ' * len(number)} │ ", "dim"),
        " " * shown.start,
        ("^" * (shown.end - shown.start), style),
        no_wrap=True,
        overflow="ellipsis",
    )


def clinic_title(report: Report, clinic: ClinicReport, view: View) -> Prose:
    """Return the clinic's name, id, provider and kind."""
    about: list[str | Text] = [Text(clinic.name, style="bold")]
    if clinic.shown_id != clinic.name:
        about.append(clinic.shown_id)
    if clinic.provider is not None:
        about.append(view.language.text(f"provider_{clinic.provider}"))
    if clinic.kind is not None:
        about.append(report.ruleset.unit_kinds[clinic.kind][view.language.code])
    return join_facts(about)


def outcome_line(outcome: Outcome, count: int, what: str, view: View) -> Prose:
    """Return an outcome with the number and names of what has it: ``✓ Uppfyllt (2): a, b``."""
    word = view.language.text(f"outcome_{outcome}")
    line = f" {word[:1].upper()}{word[1:]} ({view.language.number(count)})"
    return Prose(Text.assemble(outcome_symbol(outcome), line, f": {what}" if what else ""), hang=2)


def indented(parts: Sequence[RenderableType], by: int = 2) -> Padding:
    """Return the parts as a block, indented."""
    return Padding(Group(*parts), (0, 0, 0, by))


def _cases(finding: Finding, view: View, most: int) -> Group:
    language = view.language
    listed = finding.cases if view.detail > 0 else finding.cases[:most]
    ids = [Text(case.case_id) for case in listed] if view.case_ids else []
    table = Fitted(
        columns=[
            *(Column(language.text(f"column_{one}")) for one in ("received", "due", "reply")),
            *(Column(language.text(f"column_{one}"), right=True) for one in ("days_over", "line")),
            *(
                [Column(language.text("column_case_id"), least=longest_word(ids, _LONGEST_ID))]
                if ids
                else []
            ),
        ],
        rows=[_case(case, finding.days_over(case), view) for case in listed],
        gap=2,
    )
    rest = finding.cases_total - len(listed)
    more = [Text(language.text("more_cases", n=rest))] if rest else []
    return Group(table, *more)


def _case(case: Case, days_over: int, view: View) -> Row:
    unanswered = Text(view.language.text("no_reply"), style="bold")
    return [
        Text(case.received.isoformat()),
        Text(case.due.isoformat()),
        Text(case.first_reply.isoformat()) if case.first_reply else unanswered,
        Text(f"+{days_over}"),
        Text(view.language.row(case)),
        *([Text(case.case_id)] if view.case_ids else []),
    ]
