"""Number formats: which show a day, a moment, a clock, or a number."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from basutbud.caselog.workbook.numberformats import Kind, look_of

FORMATS: Mapping[str, Kind] = {
    "yyyy-mm-dd hh:mm": Kind.MOMENT,
    "d/m/yy h:mm AM/PM": Kind.MOMENT,
    '[$-41D]d mmmm yyyy "kl." h:mm;@': Kind.MOMENT,
    "yyyy\\-mm\\-dd\\Thh:mm:ss.000": Kind.MOMENT,
    "yyyy-mm-dd;@": Kind.DAY,
    "mmm-yy": Kind.DAY,
    "mmmm": Kind.DAY,
    '[Red]yyyy"-h"mm-dd': Kind.DAY,
    "hh:mm": Kind.CLOCK,
    "mm:ss.0": Kind.CLOCK,
    "h:mm AM/PM": Kind.CLOCK,
    "[h]:mm:ss": Kind.NUMBER,
    "General": Kind.NUMBER,
    "@": Kind.NUMBER,
    "0.00E+00": Kind.NUMBER,
    '#,##0.00 "dgr"': Kind.NUMBER,
    "0.0%;[Red]-0.0%": Kind.NUMBER,
    "_-* #,##0\\ _k_r_-": Kind.NUMBER,
}


@pytest.mark.parametrize("code", FORMATS)
def test_a_number_format_tells_days_from_times(code: str) -> None:
    """By what it shows, not by what stands in it as text, colour or filling."""
    assert look_of(164, {164: code}).kind is FORMATS[code]


@pytest.mark.parametrize(
    ("number_", "kind"),
    [(0, Kind.NUMBER), (14, Kind.DAY), (20, Kind.CLOCK), (22, Kind.MOMENT), (49, Kind.NUMBER)],
)
def test_the_formats_without_a_code_are_known(number_: int, kind: Kind) -> None:
    """They are in no file; 14 is a day, 22 a moment."""
    assert look_of(number_, {}).kind is kind
