"""Writes the first sheet: one printed page, and about one screen, on a grid of equal columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlsxwriter.chart import Chart as Drawing
from xlsxwriter.worksheet import Worksheet

from basutbud.formats.common.frontpage import Figure, Thing
from basutbud.formats.xlsx import style
from basutbud.formats.xlsx.book import Book
from basutbud.formats.xlsx.heights import text_height
from basutbud.formats.xlsx.sheet import Chart, Front
from basutbud.safetext import harmless_cell

_COLUMNS: Final = 12
_WIDTH: Final = 11.7
"""The width of a column in characters, so that twelve are as wide as A4 on its side."""
_PIXELS: Final = 87
"""The same in pixels."""
_FIGURE_COLUMNS: Final = 3
_FIGURE_PARTS: Final = ((style.FIGURE, 34), (style.FIGURE_LABEL, 16), (style.FIGURE_NOTE, 28))
"""The looks of a figure's number, label and note, and their heights in points."""
_THING_COLUMNS: Final = (4, 4, 4)
"""The columns of what is amiss, how to mend it, and whose it is."""
_CHART_HEIGHT: Final = 280
_CHART_ROWS: Final = 14
"""Rows of the usual height behind a chart."""
_SEAM: Final = 6
"""Pixels between a chart and what is beside and below it."""
_GAP: Final = 6.0
_LONGEST: Final = 400
"""Characters of a text, so that the page stays one that can be read."""


def write_front(book: Book, front: Front) -> None:
    """Add the page."""
    _FrontWriter(book, front).write()


class _FrontWriter:
    """Writes a front from its top to its end."""

    def __init__(self, book: Book, front: Front) -> None:
        self._book = book
        self._front = front
        self._page: Worksheet = book.page(front.name)
        self._row = 0

    def write(self) -> None:
        front, page = self._front, self._page
        page.set_column(0, _COLUMNS - 1, _WIDTH)
        self._line(front.title, style.title(front.tone), 30)
        for number, line in enumerate(front.lines):
            self._line(line, style.LINE if number else style.SUBTITLE)
        self._write_figures(front.figures)
        if front.things:
            self._gap()
            self._line(front.heading, style.HEADING, 20)
            for number, (thing, place) in enumerate(front.things, 1):
                self._write_thing(number, thing, place)
        if front.charts:
            self._gap()
            self._write_charts(front.charts)
        for remark in front.remarks:
            self._line(remark, style.SMALL)
        page.fit_to_pages(1, 1)
        page.center_horizontally()
        page.print_area(0, 0, self._row - 1, _COLUMNS - 1)

    def _gap(self) -> None:
        self._page.set_row(self._row, _GAP)
        self._row += 1

    def _line(self, text: str, look: style.Look, height: float | None = None) -> None:
        """Write a text as wide as the page, and as high as it needs."""
        self._merge(0, _COLUMNS, text, look)
        self._page.set_row(self._row, height or _height(text, _COLUMNS, look))
        self._row += 1

    def _merge(self, first: int, columns: int, value: float | str, look: style.Look) -> None:
        shown = self._book.look(look, self._numeral(value))
        self._page.merge_range(self._row, first, self._row, first + columns - 1, "", shown)
        if isinstance(value, str):
            self._page.write_string(self._row, first, _fit(value), shown)
        else:
            self._page.write_number(self._row, first, value, shown)

    def _numeral(self, value: float | str) -> style.Look:
        """Return the format of a number: a share, or a whole number."""
        if isinstance(value, str):
            return {}
        numeral = style.WHOLE if isinstance(value, int) else style.share(self._book.language)
        return {"num_format": numeral["num_format"]}

    def _write_figures(self, figures: Sequence[Figure]) -> None:
        """Write figures side by side: each a number, what it counts, and a note."""
        if not figures:
            return
        self._gap()
        parts = zip(_FIGURE_PARTS, zip(*figures, strict=True), strict=True)
        for (look, height), values in parts:
            self._page.set_row(self._row, height)
            for number, value in enumerate(values):
                self._merge(number * _FIGURE_COLUMNS, _FIGURE_COLUMNS, value, look)
            self._row += 1

    def _write_thing(self, number: int, thing: Thing, place: str) -> None:
        """Write what to do: what is amiss, with a link to it, how to mend it, and whose it is."""
        what = f"{number}. {thing.what}"
        first, heights = 0, []
        looks = (style.THING_LINK, style.THING, style.THING_WHO)
        for columns, text, look in zip(
            _THING_COLUMNS, (what, thing.how, thing.who), looks, strict=True
        ):
            self._merge(first, columns, text, look)
            heights.append(_height(text, columns, look))
            first += columns
        look = self._book.look(style.THING_LINK)
        self._page.write_url(self._row, 0, f"internal:{place}", look, _fit(what))
        self._page.set_row(self._row, max(heights))
        self._row += 1

    def _write_charts(self, charts: Sequence[Chart]) -> None:
        """Insert charts side by side, or one as wide as the page, each above how to read it."""
        columns = _COLUMNS // len(charts)
        for number, chart in enumerate(charts):
            drawn = self._draw(chart)
            drawn.set_size({"width": columns * _PIXELS - _SEAM, "height": _CHART_HEIGHT - _SEAM})
            said = {"description": chart.description, "object_position": 1}
            self._page.insert_chart(self._row, number * columns, drawn, said)
        self._row += _CHART_ROWS
        for number, chart in enumerate(charts):
            self._merge(number * columns, columns, chart.note, style.SMALL)
        notes = (_height(one.note, columns, style.SMALL) for one in charts)
        self._page.set_row(self._row, max(notes))
        self._row += 1

    def _draw(self, chart: Chart) -> Drawing:
        drawn = self._book.chart(dict(chart.kind))
        for one in (*chart.limits, *chart.series, *chart.names):
            drawn.add_series(dict(one))
        ahead = len(chart.limits)
        behind = ahead + len(chart.series)
        unnamed = [*range(ahead), *range(behind, behind + len(chart.names))]
        drawn.set_title({"name": chart.title, "name_font": style.CHART_TITLE})
        drawn.set_legend({**style.LEGEND, "delete_series": unnamed})
        drawn.set_x_axis({**style.AXIS, **chart.x_axis})
        drawn.set_y_axis({**style.AXIS, **style.AXIS_UP, **chart.y_axis})
        return drawn


def _height(text: str, columns: int, look: style.Look) -> float:
    return text_height(_fit(text), columns * _WIDTH, look["font_size"])


def _fit(text: str) -> str:
    """Return a text as a cell that is no formula, and no longer than can be read on the page."""
    shown = harmless_cell(text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
