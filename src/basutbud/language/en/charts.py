"""Words of the charts, on the page and in the workbook, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "chart_by_month_note": (
        "By the month in which the case came in. Only cases that were answered, or whose "
        "limit has passed, count."
    ),
    "chart_chance_note": (
        "Intervals and limits show what chance explains between periods and between {units}. "
        "They change no verdict: a late case is late."
    ),
    "chart_interval": "95% interval",
    "chart_limits": "Limits",
    "chart_limits_95": "Limits, 95%",
    "chart_signal": "More than chance",
    "chart_preliminary": "preliminary",
    "chart_signal_below_limit": "below the limit",
    "chart_signal_above_limit": "above the limit",
    "chart_signal_seven_below": "seven in a row below the mean",
    "chart_signal_seven_above": "seven in a row above the mean",
    "chart_signal_seven_falling": "seven in a row falling",
    "chart_signal_seven_rising": "seven in a row rising",
    "chart_funnel": "Do they differ by more than chance?",
    "chart_dispersion": (
        "As a group they differ by more than chance, so the bands are {times} times as wide."
    ),
    "chart_dispersion_chance": (
        "As a group they differ by no more than chance, so the bands are not widened."
    ),
    "chart_dispersion_none": (
        "There are too few of them, or they are too alike, to widen the bands by how much they "
        "differ as a group."
    ),
    "chart_place": "Place",
    "chart_place_below_998": "lower, outside 99.8%",
    "chart_place_below_950": "lower, outside 95%",
    "chart_place_within": "within the limits",
    "chart_place_above_950": "higher, outside 95%",
    "chart_place_above_998": "higher, outside 99.8%",
}
