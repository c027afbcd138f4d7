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
    "page_by_clinic": "Clinic by clinic",
    "page_basis": "What the audit rests on",
    "page_rules": "The rules",
    "page_legend": "Key",
    "page_map_caption": "The outcome for each service, the worst clinics first",
    "page_mandatory": "Mandatory",
    "page_recommended": "Recommended",
    "page_reply_time": "Reply in time",
    "page_distribution": "Reply times in working days",
    "page_distribution_note": (
        "Answered cases by the working days that the first reply took. The dashed line is "
        "the limit, {n} working day.|Answered cases by the working days that the first reply "
        "took. The dashed line is the limit, {n} working days."
    ),
    "page_limit": "Limit: {n} working day|Limit: {n} working days",
    "page_within": "Within the limit",
    "page_in_time": "in time",
    "page_too_late": "too late",
    "page_chart": "Chart: {of}",
    "page_by_month_note": (
        "By the month in which the case came in. Only cases that were answered, or whose "
        "limit has passed, count."
    ),
    "page_ranked": "The clinics in order",
    "page_ranked_caption": "Lowest share in time first",
    "page_more_problems": "… and {n} more, counted here but not shown.",
    "page_decision": "Decision",
    "page_ruleset": "Rule set",
    "page_as_of": "Audited as of",
    "page_tool": "Tool",
    "page_inputs": "Files audited",
    "page_file": "File",
    "page_kind": "Kind",
    "page_read": "Read",
    "page_rows": "Rows",
    "page_kind_clinic": "clinic file",
    "page_kind_case_log": "case log",
    "page_yes": "yes",
    "page_no": "no",
    "page_calendar": "Days that are no working days, beside Saturdays and Sundays ({country})",
    "page_date": "Date",
    "page_weekday": "Weekday",
    "page_name": "Name",
    "page_index": "The clinics, a page for each",
    "page_breaches": "Breaches",
    "page_in_brief": (
        "With this many clinics, the decision's words and how to comply stand once, under "
        "The rules. With `--split-by clinic` each clinic gets a page of its own with "
        "everything."
    ),
}
