"""Words that several formats use, in English."""

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
}
