"""Words of the workbook, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "sheet_title": "{title} ({reference}), audited as of {as_of}",
    "sheet_unprinted": "{n} more column in the file|{n} more columns in the file",
    "sheet_page": "Page &P of &N",
    "sheet_summary": "Summary",
    "sheet_basis": "About the audit",
    "sheet_chart_months": "Chart data, months",
    "sheet_chart_units": "Chart data, funnel",
    "sheet_chart_limits": "Chart data, limits",
    "sheet_months_title": "Share in time by month",
    "sheet_months_limits": (
        "Dashed lines: the limits of chance (p′ chart, three sigmas). Diamond: more than chance, "
        "outside the limits or seven months in a row on one side or in one direction. Grey "
        "square: preliminary month, with open cases."
    ),
    "sheet_months_few": (
        "Dotted lines: 95% intervals. Limits of chance are drawn from twelve months without "
        "open cases. Grey square: preliminary month, with open cases."
    ),
    "sheet_months_described": (
        "Line chart: the share in time month by month from {first}, most recently {share} "
        "({last}). {n} month differs by more than chance.|Line chart: the share in time month by "
        "month from {first}, most recently {share} ({last}). {n} months differ by more than chance."
    ),
    "sheet_funnel_note": (
        "Each point is a {unit}. Solid line: the share of all, {share}. Dashed: as far as chance "
        "takes one in twenty (95%); dotted: one in five hundred (99.8%). Triangle: outside 95%; "
        "diamond: outside 99.8%."
    ),
    "sheet_funnel_described": (
        "Funnel chart: the share in time by number of judged cases, a point for each {unit}, {n} "
        "in all. Outside the limits for 99.8%: {far}. Outside those for 95% alone: {near}."
    ),
    "sheet_no_charts": "No charts: no cases were judged.",
    "sheet_no_months": "No month chart: fewer than two months have judged cases.",
    "sheet_no_funnel": "No funnel chart: fewer than three {units} have judged cases.",
    "sheet_judged": "Judged cases",
    "sheet_centre": "Share of all",
    "sheet_lower": "Lower limit",
    "sheet_upper": "Upper limit",
    "sheet_lower_998": "Lower limit, 99.8%",
    "sheet_lower_950": "Lower limit, 95%",
    "sheet_upper_950": "Upper limit, 95%",
    "sheet_upper_998": "Upper limit, 99.8%",
    "sheet_interval_from": "95% interval from",
    "sheet_interval_to": "95% interval to",
    "sheet_preliminary": "Preliminary share",
    "sheet_signal": "Share, more than chance",
    "sheet_beyond_950": "Share, outside 95%",
    "sheet_beyond_998": "Share, outside 99.8%",
    "sheet_units": "Units",
    "sheet_breaches": "Breaches",
    "sheet_advice": "Advice",
    "sheet_late_cases": "Late cases",
    "sheet_unreadable": "Unreadable rows",
    "sheet_empty": "Nothing to show.",
    "sheet_rows_cut": (
        "{n} row does not fit on the sheet and is left out.|{n} rows do not fit on the sheet "
        "and are left out."
    ),
    "sheet_cells_cut": (
        "{n} text is cut: a cell holds at most {most} characters.|{n} texts are cut: a cell "
        "holds at most {most} characters."
    ),
    "sheet_early": (
        "{mark} concerns cases from before the requirement took effect; they never become "
        "violations."
    ),
    "sheet_cases_listed": (
        "{listed} of {n} case is shown. --case-list FILE gives all.|{listed} of {n} cases "
        "are shown, the longest waits of each. --case-list FILE gives all."
    ),
    "sheet_hsa_id": "HSA-id",
    "sheet_unit_kind": "Kind of unit",
    "sheet_provider": "Provider",
    "sheet_message": "What is wrong",
    "sheet_mend": "How to mend it",
    "sheet_rule_id": "Rule id",
    "sheet_column": "Column",
    "sheet_record": "Record",
    "sheet_fingerprint": "Fingerprint",
    "sheet_binding": "In force",
    "yes": "yes",
    "no": "no",
    "sheet_read": "Rows read",
    "sheet_set_aside": "Not judged",
    "sheet_share": "Share on time",
    "sheet_share_audited": "Share on time among the audited",
    "sheet_median": "Median, working days",
    "sheet_ninetieth": "90th percentile, working days",
    "sheet_longest": "Longest, working days",
    "sheet_all_cases": "All cases",
    "sheet_bound_cases": "Received since the requirement took effect",
    "sheet_bound": "{title} (in force)",
    "column_contradictory": "Contradictory",
    "column_superseded": "Superseded",
    "column_rejected": "Rejected",
    "column_outside": "Outside the period",
    "sheet_rows_unmatched": "Rows of units that are not audited",
    "sheet_part": "Section",
    "sheet_fact": "Item",
    "sheet_value": "Value",
    "sheet_comment": "Comment",
    "sheet_part_result": "Result",
    "sheet_part_cases": "Cases",
    "sheet_part_unread": "Could not be read",
    "sheet_part_undecided": "Not decided",
    "sheet_part_left_out": "Left out",
    "sheet_part_calendar": "Calendar",
    "sheet_verdict": "Verdict",
    "sheet_condition": "Condition",
    "sheet_upcoming": "Upcoming gaps",
    "sheet_upcoming_from": "Gaps become breaches on",
    "sheet_days_left": "Days left",
    "sheet_from": "Cases received from",
    "sheet_to": "Cases received to",
    "sheet_audited_clinics": "Clinics audited",
    "sheet_audited_units": "Units audited",
    "sheet_without_breach": "of which without breach",
    "sheet_standing": "of which with the outcome {outcome}",
    "sheet_judgements": "Judgements, one for each rule and clinic",
    "sheet_of_which": "of which {what}",
    "sheet_sum_below": "The sum of the rows below.",
    "sheet_counted_above": "Included in the rows above.",
    "sheet_listed_below": "The rows below.",
    "sheet_decision": "The decision concerns",
    "sheet_authority": "Decided by",
    "sheet_decided": "Date of decision",
    "sheet_reference": "Reference",
    "sheet_ruleset": "Rule set id",
    "sheet_version": "Version",
    "sheet_rules_applied": "Rules applied",
    "sheet_see": "See the sheet {sheet}.",
    "sheet_units_unmatched": "Units in the logs that are not audited",
    "sheet_note": "Note",
    "sheet_country": "Country",
    "sheet_free_days": "Days not counted as working days",
}
