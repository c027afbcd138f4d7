"""What hangs on each ruling: how many verdicts, and whose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from basutbud.formats.common import rulings as said
from basutbud.formats.common.headline import column_title
from basutbud.formats.common.view import View
from basutbud.formats.text.marks import Prose, folded_note, heading
from basutbud.formats.text.tables import Column, Fitted, longest_word
from basutbud.model.report import Report
from basutbud.model.ruling import RulingEffect

_MOST_CLINICS: Final = 10
_INDENT: Final = (0, 0, 0, 2)


def section(report: Report, view: View) -> Iterator[RenderableType]:
    """Yield what each alternative would change; nothing unless it was asked for."""
    if report.rulings is None:
        return
    language = view.language
    yield heading(language.text("rulings_heading"))
    if nothing := said.nothing_hangs(report, language):
        yield Prose(Text(nothing))
        return
    yield Prose(Text(language.text("rulings_note"), style="dim"))
    for effect in report.rulings:
        title = effect.alternative.title[language.code]
        ground = language.text("rulings_ground", ground=effect.alternative.ground[language.code])
        yield Group(
            "",
            Prose(Text(title, style="bold")),
            Padding(Prose(Text(said.how_many(effect, report, language))), _INDENT),
            Padding(Prose(Text(ground, style="dim")), _INDENT),
            *_clinics(effect, report, view),
        )


def _clinics(effect: RulingEffect, report: Report, view: View) -> Iterator[RenderableType]:
    turning, language = effect.turning, view.language
    if not turning:
        return
    listed = turning if view.detail > 0 else turning[:_MOST_CLINICS]
    names = [Text(one.clinic.name) for one in listed]
    columns = [
        Column(column_title(report, language), least=longest_word(names), heading=True),
        Column(language.text("column_verdict")),
        Column(language.text("column_reply_time")),
        Column(language.text("column_not_in_time"), right=True),
    ]
    rows = [
        (
            name,
            Text(said.verdict_turn(one, language)),
            Text(said.outcome_turn(one, language)),
            Text(said.cases_turn(one, language)),
        )
        for name, one in zip(names, listed, strict=True)
    ]
    yield Padding(Fitted(columns, rows, gap=1), _INDENT)
    if len(listed) < len(turning):
        note = folded_note("more_clinics", view, n=len(turning) - len(listed))
        yield Padding(note, _INDENT)
