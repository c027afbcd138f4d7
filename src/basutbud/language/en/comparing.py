"""Words of comparisons between reports, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "diff_title": "Comparison {old} → {new}",
    "diff_new": "new|new",
    "diff_worsened": "worsened|worsened",
    "diff_not_comparable": "not comparable|not comparable",
    "diff_waived": "waived|waived",
    "diff_declared_away": "resolved by declaration|resolved by declaration",
    "diff_improved": "improved|improved",
    "diff_resolved": "resolved|resolved",
    "diff_unchanged": "unchanged|unchanged",
    "diff_heading_new": "New",
    "diff_heading_worsened": "Worsened",
    "diff_heading_not_comparable": "Not comparable",
    "diff_heading_waived": "Now covered by a waiver",
    "diff_heading_declared_away": "Resolved by the clinic's own declaration",
    "diff_heading_improved": "Improved",
    "diff_heading_resolved": "Resolved",
    "diff_heading_unchanged": "Unchanged",
    "diff_note_not_comparable": (
        "Not audited, undetermined, or measured differently in one of the reports: none of this "
        "counts as better or worse."
    ),
    "diff_note_declared_away": (
        "By what the clinic now declares, the rule no longer applies: the service is not in "
        "operation, or is not active. The breach is gone for that reason, not because the "
        "requirement is met."
    ),
    "diff_nothing": "No finding in either report.",
    "diff_no_change": "Nothing has changed.",
    "diff_because": "cause: {causes}",
    "diff_absent": "not audited",
    "diff_late": "{share} late ({late} of {judged})",
    "diff_gone": (
        "{n} clinic is in the older report only: {names}"
        "|{n} clinics are in the older report only: {names}"
    ),
    "diff_added": (
        "{n} clinic is in the newer report only: {names}"
        "|{n} clinics are in the newer report only: {names}"
    ),
    "diff_folded": (
        "… and {n} more clinic, changes: {changes}.|… and {n} more clinics, changes: {changes}."
    ),
    "diff_unlisted": "… and {n} more.|… and {n} more.",
    "diff_column_change": "Change",
    "diff_column_cause": "Cause",
    "diff_compared": "Compared: {old} and {new}.",
    "diff_report": "{path}, sha256 {sha256} (as of {as_of}, rule set {ruleset})",
    "cause_clinic_file": "the clinic file has changed",
    "cause_clinic_absent": "the clinic is not in both",
    "cause_case_log": "the cases in the log have changed",
    "cause_in_force": "a date has passed",
    "cause_waiver_added": "a waiver is now in force",
    "cause_waiver_ended": "the waiver has ended",
    "cause_waiver_removed": "the waiver was removed",
    "cause_rule_changed": "the rule has changed",
    "cause_calendar": "the calendar has changed",
    "cause_period": "the period is different",
    "cause_tool": "the version of basutbud is different",
    "cause_terms": "the audit was made with other options",
    "verify_same": "✓ {path} (as of {as_of}): the audit gives the same report, byte for byte.",
    "verify_differs": "✗ {path} (as of {as_of}): the audit does not give the same report.",
    "verify_tool": "The report was made with basutbud {was}; this is {is_now}.",
    "verify_input": "`{path}` has other content: sha256 {was}… is now {is_now}….",
    "verify_input_new": "`{path}` was not read then, and is now.",
    "verify_input_lost": "`{path}` was read then, and is not now.",
    "verify_calendar_added": "`{path}` has new free days: {days}.",
    "verify_calendar_removed": "`{path}` no longer has the free days: {days}.",
    "verify_rules": "Rules that differ: {rules}.",
    "verify_sections": "Parts of the report that differ: {sections}.",
    "verify_rewritten": "The content is the same, but the file is written differently.",
    "verify_more": "… and {n} more. -v shows all.|… and {n} more. -v shows all.",
    "verify_gone": (
        "An input is gone, so the audit cannot be repeated: {paths}."
        "|Inputs are gone, so the audit cannot be repeated: {paths}."
    ),
    "trend_title": (
        "Trend of {n} report, {first} to {last}|Trend of {n} reports, {first} to {last}"
    ),
    "trend_coverage": "{clinics} of {known} clinics",
    "trend_without_log": "{count} without log",
    "trend_without_cases": "{count} without cases",
    "trend_partial": "preliminary, parts are missing",
    "trend_after_as_of": "preliminary, received after the date of the audit",
    "trend_sparkline": "Share in time, from {least} to 100%. A dot is a month without cases.",
    "trend_decided": "Decided",
    "trend_basis": "Basis",
    "trend_remarks": "Remarks",
    "trend_centre": "Mean of the closed months: {share} in time.",
    "trend_compliance": "Compliance by audit",
    "trend_as_of": "As of",
    "trend_alone": "Comply",
    "trend_excused": "With waivers",
    "trend_verdict_violation": "In breach",
    "trend_verdict_upcoming": "Upcoming",
    "trend_verdict_incomplete": "Incomplete",
    "diff_intro": (
        "Two audits compared, finding by finding: what got worse, what got better, and why."
    ),
    "diff_causes": "Causes",
    "diff_by_rule": "Requirement by requirement",
    "diff_was": "Was",
    "diff_is": "Is",
    "diff_basis": "What is compared",
    "diff_clinics": "Clinics",
    "trend_intro": (
        "For each clinic and month the newest report counts. What is missing is a gap, never "
        "nought."
    ),
}

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "diff_needs_rules": (
        "The rule `{rule}` is not in the rule set, which sarif, junit and gitlab describe",
        "Give the rule set that the report was made by: --rules FILE.",
    ),
}
