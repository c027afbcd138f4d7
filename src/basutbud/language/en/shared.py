"""Words that several formats use, and those of formats for other tools, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "inputs": "Inputs",
    "reply_time": "Reply time",
    "mandatory_services": "Mandatory services",
    "recommended_services": "Recommended services",
    "column_file": "File",
    "column_kind": "Kind",
    "input_clinic": "clinic file",
    "input_waivers": "waivers",
    "input_baseline": "baseline",
    "input_case_log": "case log",
    "column_read": "Reading",
    "input_read": "read",
    "input_rejected": "could not be read",
    "column_rows": "Rows",
    "without_breach_of": "Without the breach “{title}”",
    "decision": "Decision",
    "rule_set": "Rule set",
    "audited_on": "Audited as of",
    "audited_with": "Audited with",
    "problems_unlisted": "… and {n} more error.|… and {n} more errors.",
    "clinics_unlisted": (
        "… and {n} more clinic, in breach: {violating}."
        "|… and {n} more clinics, in breach: {violating}."
    ),
    "advice_n": "{n} piece of advice, no breach|{n} pieces of advice, no breaches",
    "unread_input": "Unreadable input",
    "annotations_counted": (
        "Annotations: {counts}. GitHub shows at most {most} of each kind per step."
    ),
    "root_folder": "The folder that the audit was run in.",
    "results_left_out": (
        "{n} result left out, among the least grave: GitHub accepts at most {most}."
        "|{n} results left out, the least grave: GitHub accepts at most {most}."
    ),
    "rules_unlisted": (
        "{n} rule left out, with its results: GitHub accepts at most {most}."
        "|{n} rules left out, with their results: GitHub accepts at most {most}."
    ),
    "case_answered": "received {received}, reply due {due}, first reply {reply}.",
    "case_unanswered": "received {received}, reply due {due}, no reply.",
    "findings_left_out_clinic": (
        "… and {n} more finding has no room in a comment (clinics: {folds})."
        "|… and {n} more findings have no room in a comment (clinics: {folds})."
    ),
    "findings_left_out_rule": (
        "… and {n} more finding has no room in a comment (rules: {folds})."
        "|… and {n} more findings have no room in a comment (rules: {folds})."
    ),
    "rests_on": "Audited as of {as_of} under {ruleset} (sha256 {sha256}) with {tool}.",
}
