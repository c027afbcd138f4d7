"""Narrow terminals: from 40 columns up no figure is cut and no column is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Group
from rich.text import Text

import audits
from basutbud.formats import View
from basutbud.formats.text import matrix, replies
from basutbud.formats.text.findings import parts
from basutbud.formats.text.printing import print_lines
from basutbud.formats.text.rulelist import render_rule_list
from basutbud.formats.text.tables import Column, Fitted
from basutbud.language import LANGUAGES, Language
from basutbud.model.cases import Tally
from basutbud.model.vocabulary import CaseOutcome

WIDTHS: Final = range(40, 101)
COUNTED: Final = (CaseOutcome.LATE, CaseOutcome.OVERDUE, CaseOutcome.OPEN)


def figures(tally: Tally, language: Language) -> str:
    """Return what finds a row's figures, all of them, whole and in order."""
    told = [language.number(tally.cases), language.share(tally.on_time_share, aligned=True)]
    told.append(" / ".join("–" if day is None else str(day) for day in tally.days))
    told += [language.number(tally[outcome]) for outcome in COUNTED]
    whole = r"[^\d]*".join(re.escape(" ".join(one.split())) for one in told)
    return rf"(?<!\d){whole}(?!\d)"


def words(text: str) -> Counter[str]:
    """Count the words of a text."""
    return Counter(re.findall(r"[\w-]*\w", text))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_reply_times_hold_every_figure(width: int, code: str) -> None:
    """Of each clinic, and of all of them in the row of totals."""
    report, language = audits.good(), LANGUAGES[code]
    text = print_lines(Group(*replies.section(report, View(language, width=width))), width)
    assert max(map(cell_len, text.splitlines())) <= width
    told = " ".join(text.split())
    for clinic in report.clinics:
        assert clinic.cases is None or re.search(figures(clinic.cases.total, language), told)
    total = told[told.index(f" {language.text('all_cases')} ") :]
    assert re.match(rf"[^\d]*{figures(report.replies, language)}", total)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_late_cases_hold_every_day(width: int, code: str) -> None:
    """When each came in, was due and was replied to, how late it was, and which it is."""
    view = View(LANGUAGES[code], width=width)
    found = next(finding for finding in audits.good().findings if finding.cases_total > 5)
    text = print_lines(Group(*parts.evidence(found, view)), width)
    told = words(text)
    for case in found.cases[:5]:
        days = (case.received, case.due, case.first_reply or case.due)
        assert not words(" ".join(map(str, days))) - told
        assert f"+{found.days_over(case)}" in text
        assert case.case_id in told


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_list_of_rules_holds_every_word(width: int, code: str) -> None:
    """Beside each other where there is room, else rule by rule; the heading goes, nothing else."""
    language = LANGUAGES[code]
    text = render_rule_list(audits.RULESET, language, width)
    assert max(map(cell_len, text.splitlines())) <= width
    whole = words(render_rule_list(audits.RULESET, language, 140))
    assert not whole - words(text) - words(language.text("column_rule"))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_matrix_stands_whole_or_not_at_all(width: int, code: str) -> None:
    """Where its last column does not fit, every outcome of every service is counted instead."""
    report, language = audits.good(), LANGUAGES[code]
    text = print_lines(Group(*matrix.section(report, View(language, width=width))), width)
    assert max(map(cell_len, text.splitlines())) <= width
    if "│" in text:
        assert f" │ {language.text('column_reply_time')}\n" in text
        return
    counts = re.findall(r"(?<=[ ✗◆?▲○✓–])\d+(?!\S)", text)
    rows = len(report.ruleset.services) + 1
    assert sum(map(int, counts)) == rows * len(report.clinics)


@given(
    rows=st.lists(st.lists(st.integers(0, 10**12), min_size=7, max_size=7), min_size=1, max_size=4),
    names=st.lists(st.text("abc åäö", min_size=1, max_size=50), min_size=4, max_size=4),
    ornament=st.integers(0, 30),
    width=st.integers(40, 100),
)
def test_a_table_never_cuts_a_figure(
    rows: Sequence[Sequence[int]], names: Sequence[str], ornament: int, width: int
) -> None:
    """Whatever the figures, names and ornaments: each figure is on one line, within the width."""
    table = Fitted(
        columns=[
            Column("who", least=12, heading=True),
            *(Column(f"count of {letter}", right=True) for letter in "tuvwxyz"),
            Column("", ornament=True),
        ],
        rows=[
            [Text(name), *(Text(str(figure)) for figure in row), Text("█" * ornament)]
            for row, name in zip(rows, names, strict=False)
        ],
    )
    text = print_lines(table, width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert Counter(re.findall(r"\d+", text)) == Counter(str(one) for row in rows for one in row)
