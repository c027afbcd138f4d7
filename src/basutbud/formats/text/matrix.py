"""Clinics × services: one letter a service, one symbol an outcome, the worst clinics first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from string import ascii_uppercase
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.columns import Columns
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from basutbud.formats.common.view import View
from basutbud.formats.text.marks import (
    Prose,
    folded_note,
    heading,
    join_facts,
    outcome_symbol,
    outcome_with_word,
)
from basutbud.formats.text.tables import Column, Fitted, longest_word
from basutbud.model.finding import ClinicReport
from basutbud.model.report import Report
from basutbud.model.ruleset import Service
from basutbud.model.vocabulary import Outcome

MOST_CLINICS: Final = 25
"""Clinics listed before the rest is counted; ``-v`` lists all. Beyond it services are counted."""

_LONGEST_NAME: Final = 36
"""The widest name for which outcomes become symbols alone, so that it stays on one line."""

_NAME: Final = 18
_LEAST_NAME: Final = 14
"""The least width of a name, and the width below which there is no matrix."""

_LONGEST_WORD: Final = 24
"""The widest word of a service's name that is never broken."""

_NARROW: Final = "  │"
"""The title of a column of outcomes shown as symbols alone."""

_KEY_GAP: Final = 4
_TALLER: Final = 6
"""How many lines taller than the matrix the key may be and still stand beside it."""

Outcomes = Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class _Columns:
    """The services in order, each with its letter, and whether a bar stands before it."""

    services: Sequence[Service]
    letters: Sequence[str]
    barred: Sequence[bool]

    @classmethod
    def of(cls, report: Report) -> _Columns:
        """Give every service of the rule set a letter, and the first recommended one a bar."""
        services = list(report.ruleset.services.values())
        duties = [service.mandatory for service in services]
        barred = [False, *(a and not b for a, b in pairwise(duties))]
        letters = [letter for letter, _ in zip(_letters(), services, strict=False)]
        return cls(services, letters, barred)

    def beside(self, view: View) -> int:
        """Return the width of the services and the reply time beside a clinic."""
        services = sum(1 + len(letter) for letter in self.letters) + 2 * sum(self.barred)
        return services + 1 + cell_len("│ " + view.language.text("column_reply_time"))

    def left(self, view: View) -> int:
        """Return the width left for a name where outcomes are symbols alone."""
        return view.width - self.beside(view) - cell_len(_NARROW) - 1

    def key(self, view: View) -> list[Text]:
        """Return which letter is which service."""
        return [
            Text(f"{letter} {service.name[view.language.code]}")
            for letter, service in zip(self.letters, self.services, strict=True)
        ]


def section(report: Report, view: View) -> Iterator[RenderableType]:
    """Yield the matrix with its legend; nothing without clinic files."""
    clinics = [clinic for clinic in report.clinics if clinic.provider is not None]
    if not clinics:
        return
    language = view.language
    columns = _Columns.of(report)
    outcomes = [clinic.by_service for clinic in clinics]
    listed = clinics if view.detail > 0 else clinics[:MOST_CLINICS]
    yield heading(language.text("matrix_heading"))
    names = [Text(clinic.name) for clinic in listed]
    if columns.left(view) < max(_LEAST_NAME, longest_word(names, _LONGEST_WORD)):
        yield _by_service_table(clinics, columns, outcomes, view, lettered=False)
        yield _legend(clinics, outcomes, view)
        yield Prose(Text(language.text("matrix_too_wide", n=len(columns.services))))
        return
    if len(clinics) <= MOST_CLINICS:
        yield _WithKey(_matrix(clinics, outcomes, columns, view), columns.key(view))
    else:
        yield _by_service_table(clinics, columns, outcomes, view, lettered=True)
        yield Group("", _matrix(listed, outcomes, columns, view))
    if rest := clinics[len(listed) :]:
        violating = sum(bool(clinic.count(Outcome.VIOLATION)) for clinic in rest)
        yield folded_note("clinics_unlisted", view, n=len(rest), violating=violating)
    yield _legend(clinics, outcomes, view)


def _letters() -> Iterator[str]:
    yield from ascii_uppercase
    yield from ("".join(pair) for pair in product(ascii_uppercase, repeat=2))


def _matrix(
    clinics: Sequence[ClinicReport], outcomes: Sequence[Outcomes], columns: _Columns, view: View
) -> Table:
    language = view.language
    narrow = _is_narrow(clinics, columns, view)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0, show_edge=False)
    least = min(_NAME, columns.left(view))
    table.add_column(language.text("column_clinic"), min_width=least, overflow="fold")
    table.add_column(_NARROW if narrow else language.text("column_outcome"), no_wrap=True)
    for letter, barred in zip(columns.letters, columns.barred, strict=True):
        table.add_column(("│ " if barred else "") + letter, no_wrap=True)
    table.add_column("│ " + language.text("column_reply_time"), no_wrap=True)
    for clinic, met in zip(clinics, outcomes, strict=False):
        cells = []
        for service, barred in zip(columns.services, columns.barred, strict=True):
            mark = outcome_symbol(met[service.id]) if service.id in met else Text(" ")
            cells.append(Text.assemble("│ ", mark) if barred else mark)
        replies = outcome_symbol(clinic.reply_time) if clinic.reply_time else ""
        cells.append(Text.assemble("│ ", replies))
        outcome = outcome_with_word(clinic.outcome, language)
        if narrow:
            outcome = Text.assemble(outcome_symbol(clinic.outcome), " │")
        table.add_row(Text(clinic.name), outcome, *cells)
    return table


def _is_narrow(clinics: Sequence[ClinicReport], columns: _Columns, view: View) -> bool:
    """Return whether names would be broken unless outcomes are shown as symbols alone."""
    language = view.language
    longest = max(cell_len(clinic.name) for clinic in clinics)
    name = max(_NAME, min(longest, _LONGEST_NAME))
    word = max(outcome_with_word(clinic.outcome, language).cell_len for clinic in clinics)
    return name + 1 + word + columns.beside(view) > view.width


def _by_service_table(
    clinics: Sequence[ClinicReport],
    columns: _Columns,
    outcomes: Sequence[Outcomes],
    view: View,
    *,
    lettered: bool,
) -> Fitted:
    """Return the outcomes of every service over all clinics, which sums up a large audit."""
    language = view.language
    replies = Counter(clinic.reply_time for clinic in clinics if clinic.reply_time)
    counts = {
        service.id: Counter(met[service.id] for met in outcomes if service.id in met)
        for service in columns.services
    }
    met_by_any = {outcome for one in (replies, *counts.values()) for outcome in one}
    shown = [outcome for outcome in Outcome if outcome in met_by_any]
    names = [Text(service.name[language.code]) for service in columns.services]
    words = [outcome_with_word(outcome, language) for outcome in shown]
    longest = max(name.cell_len for name in names)
    wide = 3 + longest + sum(word.cell_len + 2 for word in words) <= view.width
    heads = [
        Column("", heading=True),
        Column(language.text("column_service"), longest_word(names, _LONGEST_WORD), heading=True),
    ]
    outcome_columns = [
        Column(word if wide else outcome_symbol(outcome), right=True)
        for outcome, word in zip(shown, words, strict=True)
    ]
    rows = [
        [Text(letter), name, *_counted(counts[service.id], shown, view)]
        for letter, name, service in zip(columns.letters, names, columns.services, strict=True)
    ]
    if replies:
        name = Text(language.text("replies_heading"))
        rows.append([Text(), name, *_counted(replies, shown, view)])
    first = 0 if lettered else 1
    return Fitted([*heads[first:], *outcome_columns], [row[first:] for row in rows], gap=2)


def _counted(counts: Counter[Outcome], shown: Sequence[Outcome], view: View) -> Iterator[Text]:
    for outcome in shown:
        count = counts[outcome]
        yield Text(view.language.number(count), style="" if count else "dim")


def _legend(clinics: Sequence[ClinicReport], outcomes: Sequence[Outcomes], view: View) -> Prose:
    met = {outcome for clinic in outcomes for outcome in clinic.values()}
    met |= {clinic.outcome for clinic in clinics}
    met |= {clinic.reply_time for clinic in clinics if clinic.reply_time}
    return join_facts(
        outcome_with_word(outcome, view.language) for outcome in Outcome if outcome in met
    )


@dataclass(frozen=True, slots=True)
class _WithKey:
    """The matrix with its key, beside it if there is room, else below."""

    matrix: Table
    key: Sequence[Text]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = Measurement.get(console, options, self.matrix).maximum
        width += _KEY_GAP + max(line.cell_len for line in self.key)
        if width > options.max_width or self.matrix.row_count + _TALLER < len(self.key):
            yield self.matrix
            yield Columns(self.key, padding=(0, 2), column_first=True)
            return
        beside = Table.grid(padding=(0, _KEY_GAP, 0, 0))
        beside.add_row(self.matrix, Group(*self.key))
        yield beside
