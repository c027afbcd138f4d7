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
    "front_of": "{n} of {of}",
    "front_clinics_in_breach": "clinics in breach",
    "front_units_in_breach": "units do not reply in time",
    "front_missing": "mandatory services missing",
    "front_missing_at": "at {n} clinic|at {n} clinics",
    "front_missing_besides": "also {besides}",
    "front_in_time": "replied to in time",
    "front_interval_of": "95% interval {interval}, {n} case|95% interval {interval}, {n} cases",
    "front_not_in_time": "cases not replied to in time",
    "front_late_and_overdue": "{late} late, {overdue} without a reply",
    "front_first": "Do first",
    "front_first_unread": "{n} file or row could not be read|{n} files and rows could not be read",
    "front_first_unread_how": "Mend them: until all is read, the audit is incomplete.",
    "front_first_answer": (
        "{n} case is unanswered past its limit|{n} cases are unanswered past their limit"
    ),
    "front_first_answer_how": "Reply to them today: each day makes them later.",
    "rulings_heading": "What hangs on a ruling",
    "rulings_note": (
        "Where the decision leaves something open, the rule set has ruled. This is what another "
        "ruling would have given; verdicts and exit code go by the ruling made."
    ),
    "rulings_none": "None of the rules applied has another possible ruling.",
    "rulings_no_cases": "No verdict hangs on a ruling: no cases were judged.",
    "rulings_ground": "Ground: {ground}",
    "rulings_verdicts": (
        "{n} of {of} verdicts hangs on this ruling: {ways}."
        "|{n} of {of} verdicts hang on this ruling: {ways}."
    ),
    "rulings_verdict": "The verdict hangs on this ruling: {way}.",
    "rulings_no_verdict": (
        "The verdict does not hang on this ruling.|None of {n} verdicts hangs on this ruling."
    ),
    "rulings_outcomes": "At {n}, the reply time comes out otherwise, but the verdict stays.",
    "rulings_cases": (
        "Late and unanswered cases: {ruled}\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}{would_be}."
    ),
    "rulings_clinics_unjudged": (
        "{n} clinic cannot be compared: "
        "not all of its logs have a readable column for final replies."
        "|{n} clinics cannot be compared: "
        "not all of their logs have a readable column for final replies."
    ),
    "rulings_units_unjudged": (
        "{n} unit cannot be compared: not all of its logs have a readable column for final replies."
        "|{n} units cannot be compared: "
        "not all of their logs have a readable column for final replies."
    ),
    "rulings_which": "{n} outcome that changes|{n} outcomes that change",
    "rulings_unjudged": (
        "Cannot be compared: not all logs have a readable column for final replies."
    ),
    "rulings_not_shown": (
        "--rulings takes effect in text, json and html, but none of these is written."
    ),
    "column_verdict": "Verdict",
    "column_not_in_time": "Late, no reply",
    "noun_clinic": "clinic",
    "noun_clinics": "clinics",
    "noun_unit": "unit",
    "noun_units": "units",
}
