"""Fonts, fills and number formats; colours repeat what words and symbols say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from basutbud.language import Language
from basutbud.model.vocabulary import Outcome

Look = Mapping[str, Any]

INK: Final = "#1F3864"
FONT: Final[Look] = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
INDENTED: Final[Look] = {"align": "left", "indent": 1}
BASE: Final[Look] = {**FONT, **INDENTED, "bottom": 1, "bottom_color": "#D9D9D9"}
NOTE: Final[Look] = {**FONT, "italic": True, "font_color": "#404040"}
HEADER: Final[Look] = {
    **FONT,
    **INDENTED,
    "bold": True,
    "text_wrap": True,
    "font_color": "#FFFFFF",
    "bg_color": INK,
    "border": 1,
    "border_color": "#FFFFFF",
}
ASIDE: Final[Look] = {**HEADER, "bg_color": "#5B6B82"}
UPRIGHT: Final[Look] = {"rotation": 90, "align": "center", "indent": 0, "valign": "bottom"}
BAND: Final[Look] = {"align": "center", "indent": 0}
LONG: Final[Look] = {"text_wrap": True}
FACT: Final[Look] = {"text_wrap": True, **INDENTED}
OUTCOME: Final[Look] = {"text_wrap": True, "indent": 0}
LINKED: Final[Look] = {"underline": 1}

WHOLE: Final[Look] = {"num_format": "#,##0", "align": "right", "indent": 0}
DAY: Final[Look] = {"num_format": "yyyy-mm-dd"}
MONTH: Final[Look] = {"num_format": "yyyy-mm"}

OUTCOMES: Final[Mapping[Outcome, Look]] = {
    Outcome.VIOLATION: {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True},
    Outcome.WARNING: {"bg_color": "#FCE0CC", "font_color": "#7A3200"},
    Outcome.UNDETERMINED: {"bg_color": "#E4DFEC", "font_color": "#4F3A6B"},
    Outcome.UPCOMING: {"bg_color": "#FFEB9C", "font_color": "#6B4A00"},
    Outcome.ADVICE: {"bg_color": "#DDEBF7", "font_color": "#1F4E78"},
    Outcome.WAIVED: {"bg_color": "#D9E1F2", "font_color": "#264478"},
    Outcome.BASELINED: {"bg_color": "#D9E1F2", "font_color": "#264478"},
    Outcome.COMPLIANT: {"bg_color": "#E2F0D9", "font_color": "#245C14"},
    Outcome.NOT_APPLICABLE: {"font_color": "#595959"},
}
LINE: Final[Look] = {**FONT, "text_wrap": True}
SUBTITLE: Final[Look] = {**LINE, "font_color": INK}
HEADING: Final[Look] = {**LINE, "font_size": 13, "bold": True, "font_color": INK}
SMALL: Final[Look] = {**LINE, "font_size": 9, "font_color": "#404040"}
_TILE: Final[Look] = {**LINE, "align": "left", "indent": 1, "bg_color": "#EEF1F6"}
FIGURE: Final[Look] = {
    **_TILE, "font_size": 24, "bold": True, "font_color": INK, "left": 5, "left_color": "#FFFFFF",
}  # fmt: skip
FIGURE_LABEL: Final[Look] = {**_TILE, "bold": True, "left": 5, "left_color": "#FFFFFF"}
FIGURE_NOTE: Final[Look] = {**_TILE, "font_size": 9, "left": 5, "left_color": "#FFFFFF"}
THING: Final[Look] = {**LINE, "bottom": 1, "bottom_color": "#D9D9D9"}
THING_LINK: Final[Look] = {**THING, "bold": True, "underline": 1}
THING_WHO: Final[Look] = {**THING, "font_color": "#404040"}
CHART_TITLE: Final[Look] = {"name": "Calibri", "size": 12, "bold": True, "color": INK}
CHART_FONT: Final[Look] = {"name": "Calibri", "size": 9, "bold": False}
AXIS: Final[Look] = {"name_font": CHART_FONT, "num_font": CHART_FONT}
AXIS_UP: Final[Look] = {
    "major_gridlines": {"visible": True, "line": {"color": "#E5E5E5", "width": 0.75}},
}
LEGEND: Final[Look] = {"position": "bottom", "font": CHART_FONT}
PALE: Final[Look] = {"font_color": "#767676"}
NEW_PART: Final[Look] = {"top": 1, "top_color": "#808080", "bold": True}
BAR: Final[Look] = {
    "type": "data_bar",
    "data_bar_2010": True,
    "bar_solid": True,
    "bar_color": "#DCEBD0",
    "min_type": "num",
    "max_type": "num",
    "min_value": 0,
    "max_value": 1,
}


def title(tone: Outcome) -> Look:
    """Return the look of the verdict, its letters in the colour of an outcome."""
    return {**LINE, "font_size": 22, "bold": True, "font_color": OUTCOMES[tone]["font_color"]}


def share(language: Language) -> Look:
    """Return the format of a share, which is never rounded up to all: 99.96 % is not 100 %."""
    nearly_all = language.share(0.999)
    return {
        "num_format": f'[>=1]0 %;[>=0.9995]"> {nearly_all}";0.0 %',
        "align": "right",
        "indent": 0,
    }
