"""Words of the HTML report, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "page_filter": "Filter the table:",
    "page_sort": "Sort",
    "page_shown": "# of # rows shown",
    "page_skip": "To the content",
    "page_made_by": (
        "Made by basutbud {tool} under the rule set {ruleset}. The page fetches nothing from "
        "anywhere else."
    ),
    "page_bar": "Share",
    "page_median": "Working days, median",
    "page_ninetieth": "90th percentile",
    "page_longest": "Longest",
    "page_worst_cases": "The cases that took longest: {shown} of {n}",
    "page_contents": "Contents",
    "page_requirements": "All requirements",
    "page_requirement": "Requirement",
    "page_basis": "What the audit rests on",
    "page_rules": "The rules",
    "page_legend": "Key",
    "page_map_caption": "The outcome for each service, the worst clinics first",
    "page_distribution": "Reply times in working days",
    "page_distribution_note": (
        "Answered cases by the working days that the first reply took. The dashed line is "
        "the limit, {n} working day.|Answered cases by the working days that the first reply "
        "took. The dashed line is the limit, {n} working days."
    ),
    "page_limit": "Limit: {n} working day|Limit: {n} working days",
    "page_too_late": "too late",
    "page_chart": "Chart: {of}",
    "page_by_month_note": (
        "By the month in which the case came in. Only cases that were answered, or whose "
        "limit has passed, count."
    ),
    "page_ranked": "Lowest share in time first",
    "page_calendar": "Days that are no working days ({country})",
    "page_calendar_beside": "Days that are no working days, beside {weekdays} ({country})",
    "page_date": "Date",
    "page_weekday": "Weekday",
    "page_name": "Name",
    "page_index": "All pages",
    "page_warnings": "Warnings",
    "page_breaches": "Breaches",
    "page_in_brief": (
        "With this many clinics, the decision's words and how to comply stand once, under "
        "The rules. With `--split-by clinic` each clinic gets a page of its own with "
        "everything."
    ),
}
