"""Words of the HTML report, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "page_filter": "Filter the table:",
    "page_sort": "Sort",
    "page_shown": "# of # rows shown",
    "page_skip": "Skip to the content",
    "page_made_by": (
        "Made by basutbud {tool} under the rule set {ruleset}. The page fetches nothing from "
        "anywhere else."
    ),
    "page_median": "Working days, median",
    "page_ninetieth": "90th percentile",
    "page_longest": "Longest",
    "page_worst_cases": "The cases that took longest: {shown} of {n}",
    "page_case": (
        "received {received}, {n} working day over|received {received}, {n} working days over"
    ),
    "page_contents": "Contents",
    "page_requirements": "All requirements",
    "page_requirement": "Requirement",
    "page_basis": "What the audit rests on",
    "page_rules": "The rules",
    "page_legend": "Key",
    "page_map_caption": "The outcome for each service, the worst clinics first",
    "page_distribution": "Reply times in working days",
    "page_distribution_note": (
        "Answered cases by the working days that the first reply took. The dashed line is the "
        "limit, {n} working day.|Answered cases by the working days that the first reply "
        "took. The dashed line is the limit, {n} working days."
    ),
    "page_limit": "Limit: {n} working day|Limit: {n} working days",
    "page_too_late": "too late",
    "page_chart": "Chart: {of}",
    "page_ranked": "Lowest share in time first",
    "page_calendar": "Days that are not working days ({country})",
    "page_calendar_beside": "Days that are not working days, besides {weekdays} ({country})",
    "page_date": "Date",
    "page_weekday": "Weekday",
    "page_name": "Name",
    "page_index": "All pages",
    "page_warnings": "Warnings",
    "page_breaches": "Breaches",
    "page_in_brief": (
        "With this many clinics, how to comply stands once, under The rules. With `--split-by "
        "clinic` each clinic gets a page of its own with everything."
    ),
    "page_open_all": "Open all",
    "page_close_all": "Close all",
    "page_contact": "Contact: {contact}",
    "page_breaches_n": "{n} breach|{n} breaches",
    "page_in_time_n": "{share} in time",
    "page_more_tables": "More tables",
    "page_table": "Show as a table",
    "page_heat": "Share in time, month by month",
    "page_heat_note": (
        "Whole per cent, rounded down, by the month in which the case came in; the lowest "
        "share in time first. In brackets: fewer than ten cases. ▼ and ▲: more than chance, "
        "compared with the other months of the same {unit}."
    ),
    "page_heat_below": "below {n}",
    "page_months_limits": (
        "The band is what chance explains (p′ chart, three sigmas). ▼ and ▲ mark more than "
        "chance: outside the band, or seven months in a row on one side or in one direction. "
        "Hollow months have open cases, are preliminary, and do not count."
    ),
    "page_months_few": (
        "The bars are 95% intervals. Limits for what is more than chance are drawn from "
        "twelve months without open cases; hollow months have open cases and are preliminary."
    ),
    "page_funnel_point": "{name}: {share} of {n} case|{name}: {share} of {n} cases",
    "page_funnel_note": (
        "Each point is a {unit}: its number of cases to the right, its share in time upwards. "
        "The line is the share of all, {share}; by chance one {unit} in twenty lies outside "
        "the inner band, one in five hundred outside the outer (named if there is room)."
    ),
    "page_bar_overdue": "no reply",
    "page_bar_open": "open",
    "page_rules_n": "{n} rule|{n} rules",
    "page_heat_earlier": "{n} earlier month is not shown.|{n} earlier months are not shown.",
    "page_clinic_share": (
        "{share} in time (95% interval {interval}, {n} case).|{share} in time (95% interval "
        "{interval}, {n} cases)."
    ),
    "page_placed_below_998": "That is lower than chance explains: outside the limit for 99.8%.",
    "page_placed_below_950": (
        "That is low: outside the limit for 95%, which one in forty passes by chance."
    ),
    "page_placed_within": "That differs by no more than chance from the share of all.",
    "page_placed_above_950": (
        "That is high: outside the limit for 95%, which one in forty passes by chance."
    ),
    "page_placed_above_998": "That is higher than chance explains: outside the limit for 99.8%.",
}
