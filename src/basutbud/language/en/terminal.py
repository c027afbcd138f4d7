"""Words of the terminal report and the commands, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "did_you_mean": "Did you mean `{word}`?",
    "a_column": "unknown",
    "part_column": "the column {column}",
    "part_header": "the header",
    "interrupted": "Interrupted.",
    "internal_error": (
        "Internal error ({kind}): a fault in basutbud, not in the files. Run again "
        "with -v and report it with what is then printed."
    ),
    "verdict_compliant": "COMPLIANT",
    "verdict_violation": "VIOLATION",
    "verdict_incomplete": "INCOMPLETE",
    "verdict_upcoming": "UPCOMING GAPS",
    "verdict_line": "{verdict} as of {as_of}",
    "log_read_as_text": (
        "{path}: {encoding}, delimiter {delimiter}, header on line {line}, {columns}"
    ),
    "log_read_as_xlsx": "{path}: workbook, header on line {line}, {columns}",
    "log_read_as_parquet": "{path}: Parquet, {columns}",
    "read_so_far": (
        "{share}  {done} of {size} MiB  {n} row|{share}  {done} of {size} MiB  {n} rows"
    ),
    "outcome_violation": "violation",
    "outcome_warning": "warning",
    "outcome_undetermined": "undetermined",
    "outcome_upcoming": "upcoming",
    "outcome_advice": "advice",
    "outcome_waived": "waived",
    "outcome_baselined": "baselined",
    "outcome_compliant": "compliant",
    "outcome_not_applicable": "not applicable",
    "concise_end": "{verdict} as of {as_of} under {ruleset}",
    "rejections_unlisted": "… and {n} more unreadable row|… and {n} more unreadable rows",
    "severity_error": "violation",
    "severity_warning": "warning",
    "severity_note": "advice",
    "provider_region": "the region's own",
    "provider_private": "private provider",
    "as_of": "as of {as_of}",
    "audited_as_of": "audited as of {as_of}",
    "clinics_n": "{n} clinic|{n} clinics",
    "logs_n": "{n} log|{n} logs",
    "rows_n": "{n} row in logs|{n} rows in logs",
    "period_from": "Only cases received from {first}",
    "period_to": "Only cases received up to {last}",
    "period": "Only cases received from {first} to {last}",
    "files_unread_n": "{n} file could not be read|{n} files could not be read",
    "rows_rejected_n": "{n} row of the logs rejected|{n} rows of the logs rejected",
    "violating_clinics_n": "{n} of {of} clinics in breach",
    "upcoming_n": (
        "Gaps become breaches on {day}, in {n} day, at {clinics} of {of} clinics: {what}"
        "|Gaps become breaches on {day}, in {n} days, at {clinics} of {of} clinics: {what}"
    ),
    "upcoming_one": (
        "Gaps become breaches on {day}, in {n} day: {what}"
        "|Gaps become breaches on {day}, in {n} days: {what}"
    ),
    "upcoming_services": "{n} service|{n} services",
    "upcoming_others": "{n} other requirement|{n} other requirements",
    "upcoming_replies": "reply times today: {share} late",
    "upcoming_later": "{n} gap from a later day|{n} gaps from later days",
    "upcoming_clinics_later": ("{n} more clinic from a later day|{n} more clinics from later days"),
    "as_if_in_force": "As if every requirement were in force already (--as-if-in-force)",
    "warnings_n": "{n} warning|{n} warnings",
    "warned_n": "{n} with warnings alone",
    "all_comply": "{n} clinic audited, no breach|{n} clinics audited, no breach",
    "undetermined_n": "{n} with requirements that could not be decided",
    "provenance": (
        "Rule set {ruleset} (sha256 {sha256}), decision {date}, {authority}. Calendar "
        "{country} {years}. basutbud {tool}."
    ),
    "matrix_heading": "Clinics and services",
    "matrix_too_wide": (
        "The services ({n}) do not fit side by side: clinic by clinic they are in `-o html` and "
        "`-o xlsx`."
    ),
    "column_clinic": "Clinic",
    "column_unit": "Unit",
    "column_outcome": "Outcome",
    "column_reply_time": "Reply",
    "column_service": "Service",
    "replies_heading": "Reply times",
    "column_cases": "Cases",
    "column_on_time": "On time",
    "column_days": "Working days",
    "column_late": "Late",
    "column_overdue": "Overdue",
    "column_open": "Open",
    "more_clinics": "… and {n} more clinic.|… and {n} more clinics.",
    "all_shown": "-v shows all.",
    "replies_note": (
        "Working days: median / 90th percentile / longest to first reply. On time: "
        "share of the cases that were answered or whose limit has passed. Late: reply "
        "after the limit. Overdue: no reply when the limit passed. Open: the limit has "
        "not passed."
    ),
    "findings_heading": "Breaches and advice",
    "findings_folded": (
        "… and {n} more clinic, findings: {findings}.|… and {n} more clinics, findings: {findings}."
    ),
    "upcoming_since": "upcoming, in force from {since}",
    "before_force": "cases from before {since}, when the requirement took effect",
    "declared_not_mentioned": "the file does not mention the service",
    "declared_not_active": "it exists in the operation but is not switched on",
    "declared_not_yet": "it becomes active only later, by `since`",
    "declared_not_in_operation": "it does not exist in the operation",
    "record": "record {n}",
    "column_received": "Received",
    "column_due": "Due",
    "column_reply": "First reply",
    "column_days_over": "Working days over",
    "column_line": "Line",
    "column_case_id": "Case",
    "no_reply": "no reply",
    "more_cases": (
        "… and {n} more case (--case-list FILE gives all)|… and {n} more cases "
        "(--case-list FILE gives all)"
    ),
    "reconciliation_heading": "Reconciliation",
    "rows_equal": "{n} row read = {parts}|{n} rows read = {parts}",
    "case_on_time": "on time",
    "case_late": "late|late",
    "case_open": "open|open",
    "case_overdue": "overdue|overdue",
    "case_contradictory": "contradictory|contradictory",
    "case_superseded": "superseded|superseded",
    "case_rejected": "rejected|rejected",
    "case_outside": "outside the period",
    "hint_contradictory": (
        "Each reply is dated before its case: the columns may have changed places "
        "(`--column received=…`, `--column first_reply=…`)."
    ),
    "hint_superseded": "A superseded row does not count: see the row that stands instead.",
    "hint_rejected": "Correct the rejected rows: the reason stands beside each.",
    "hint_outside": "Widen the period: --from and --to leave no case.",
    "unmatched_among": (
        "{n} of the rows concerns a unit that is not audited."
        "|{n} of the rows concern units that are not audited."
    ),
    "more_logs": "… and {n} more log|… and {n} more logs",
    "not_audited_heading": "Not audited, and why",
    "more_names": " and {n} more",
    "undetermined": "{reason}: {names}. Not decided: {rules}.",
    "undetermined_no_log": "No log (name it, or list it under `case_logs`)",
    "undetermined_unreadable_rows": "Unreadable rows in the log",
    "undetermined_contradictory_rows": "Reply before receipt in the log",
    "undetermined_no_judged_cases": "No cases to judge",
    "undetermined_log_too_short": "The log covers too short a time",
    "unmatched_units": (
        "Unit in the logs that is not audited: {names}.|Units in the logs that are not "
        "audited ({n}): {names}."
    ),
    "rules_left_out": (
        "{n} rule left out (--select/--ignore).|{n} rules left out (--select/--ignore)."
    ),
    "weekday_0": "Sunday",
    "weekday_1": "Monday",
    "weekday_2": "Tuesday",
    "weekday_3": "Wednesday",
    "weekday_4": "Thursday",
    "weekday_5": "Friday",
    "weekday_6": "Saturday",
    "due": (
        "Received {weekday} {received}: reply due by {due_weekday} {due} 24:00 ({n} "
        "working day)|Received {weekday} {received}: reply due by {due_weekday} {due} "
        "24:00 ({n} working days)"
    ),
    "working_day_number": "working day {number}",
    "skipped_holiday": "not counted: {name} ({ground})",
    "skipped_weekday": "not counted: the day of the week is not a working day",
    "services_not_offered": (
        "{n} service is not offered in 1177|{n} services are not offered in 1177"
    ),
    "column_months": "Late by month",
    "months_note": (
        "Late by month: the share of late and overdue cases in {last}; · means none, █ means "
        "{most}.|Late by month: the share of late and overdue cases in the last {n} months up to "
        "{last}, the last one rightmost; · means none, █ means {most}."
    ),
    "file_written": "wrote {path}, {size}",
    "day_chosen": "{day} (chosen date)",
    "days_beyond": (
        "… and {n} more working day, {first}–{last}|… and {n} more working days, {first}–{last}"
    ),
    "no_reply_yet": "No reply in the log",
    "case_decided": "Outcome: {outcome} ({n} working day)|Outcome: {outcome} ({n} working days)",
    "case_so_far": (
        "Outcome as of {as_of}: {outcome} ({n} working day so far)|"
        "Outcome as of {as_of}: {outcome} ({n} working days so far)"
    ),
    "why_contradictory": "Outcome: contradictory, the reply is dated before the receipt",
    "why_superseded": (
        "Outcome: superseded, the same case and day of receipt are in another row, which counts"
    ),
    "ruleset_right": (
        "{ruleset}: correct. {rules} rules, {services} services, calendar {first}–{last}."
    ),
    "column_rule": "Rule",
    "column_severity": "Severity",
    "column_region": "Own",
    "column_private": "Private",
    "from_agreement": "the day in the agreement, otherwise {day}",
    "from_day": "{day}",
    "explain_clause": "The words of the decision",
    "explain_source": "Source",
    "explain_ruling": "How it is interpreted",
    "explain_severity": "Severity",
    "explain_error": "Obligation: a breach fails the audit.",
    "explain_warning": "Strong sign of a breach: fails the audit with --fail-on warning.",
    "explain_note": "Advice: never a breach; fails only with --fail-on note.",
    "explain_in_force": "In force from",
    "explain_in_force_body": ("The region's own clinics: {region}. Private providers: {private}."),
    "explain_until_then": "Before that, the gap is shown as upcoming.",
    "outcome_early": "before it applied",
    "verdict_nothing": "NOTHING AUDITED",
    "explain_checked": "What is checked",
    "explain_alternatives": "Other possible rulings (--rulings)",
    "explain_remedy": "How to comply",
    "kind_service": (
        "That the e-service is switched on where it exists in the operation, and off "
        "where it does not."
    ),
    "kind_schema": "That a part of the clinic file follows a schema.",
    "kind_reply-time": (
        "That the cases in the log got a first reply within the limit in working days."
    ),
    "kind_evidence": "That the clinic file and the case log agree.",
    "role_case_id": "case id",
    "role_unit": "unit",
    "role_service": "case type",
    "role_received": "received",
    "role_first_reply": "first reply",
    "role_final_reply": "final reply",
    "verdict_open": "NO VIOLATION FOUND",
    "violating_clinics_one": "the clinic is in breach",
    "units_n": "{n} unit|{n} units",
    "violating_units_n": "{n} of {of} units do not reply in time",
    "all_units_comply": "{n} unit audited, no violation|{n} units audited, no violation",
    "any_day": "All cases are judged, whenever the requirement took effect.",
    "delimiter_;": "semicolon",
    "delimiter_,": "comma",
    "delimiter_\t": "tab",
    "delimiter_|": "pipe",
    "no_logs": "no logs",
    "findings_by_rule_heading": "Breaches and advice, rule by rule",
    "rules_folded": (
        "… and {n} more rule, findings: {findings}.|… and {n} more rules, findings: {findings}."
    ),
    "rule_folded": "… and {n} more finding.|… and {n} more findings.",
    "all_cases": "All",
    "replies_by_tertial": "Reply times by tertial",
    "replies_by_month": "Reply times by month",
    "replies_by_service": "Reply times by case type",
    "column_of_tertial": "Tertial",
    "column_of_service": "Case type",
    "column_of_month": "Month",
    "no_service": "no case type",
    "tertial_note": (
        "T1: January to April. T2: May to August. T3: September to December. A case "
        "belongs to the time it came in."
    ),
    "onward_heading": "Next steps",
    "onward_unread": (
        "Correct what could not be read and audit again: until then the verdict is incomplete."
    ),
    "onward_case_list": (
        "`--case-list FILE.csv` writes the case that was not answered in time."
        "|`--case-list FILE.csv` writes all {n} cases that were not answered in time."
    ),
    "onward_by_rule": "`--group-by rule` shows the findings rule by rule.",
    "onward_explain": "`basutbud explain {rule}` shows what the rule rests on and how to comply.",
    "without_breach_n": "{n} without a breach",
    "violating_units_one": "the unit does not reply in time",
}
