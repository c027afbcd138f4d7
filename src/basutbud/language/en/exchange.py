"""Words of Markdown, JUnit, SARIF and annotations, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
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
