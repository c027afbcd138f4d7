"""Words of what lives on from one audit to the next: saved reports, waivers, baselines."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "waiver_covers": "{id}, through {expires}: {reason}",
    "waiver_expired": "{id} ended {expires}, {n} day ago|{id} ended {expires}, {n} days ago",
    "waiver_over_ceiling": "{id} covers up to {ceiling} late cases; {late} of {of} are late",
    "waiver_pending": "{id} takes effect {granted}",
    "waiver_others": "; also {ids}",
    "waiver_approved": "approved by {role}",
    "baseline_known": "in the baseline of {as_of}",
    "baseline_worse": "worse than in the baseline of {as_of}",
    "baseline_rule_changed": "in the baseline of {as_of}, but the rule has changed since",
    "baseline_then": "then {late} of {of} late, {share}",
    "baseline_unmet": (
        "{n} of {of} entries in the baseline of {as_of} no longer matches a finding."
        "|{n} of {of} entries in the baseline of {as_of} no longer match a finding."
    ),
    "comply_clinics": "{alone} of {n} clinic complies|{alone} of {n} clinics comply",
    "comply_units": "{alone} of {n} unit complies|{alone} of {n} units comply",
    "comply_with_waivers": "with waivers {count}",
    "comply_with_baseline": "with the baseline {count}",
    "waived_n": "{n} with only waived breaches",
    "baselined_n": "{n} with only known breaches",
    "verdict_waived": "COMPLIANT WITH WAIVERS",
    "verdict_baselined": "NOTHING NEW",
    "waivers_expired": "Waivers that have expired: {ids}.",
    "waivers_unused": "Waivers that match no finding: {ids}.",
    "waivers_unknown": "Waivers of a rule or service that the rule set does not have: {ids}.",
    "sheet_excuse": "Waiver or baseline",
    "waivers_none": "The file has no waivers.",
    "waivers_checked": (
        "{n} waiver checked, {called} need attention.|{n} waivers checked, {called} need attention."
    ),
    "standing_pending": "takes effect {granted}",
    "standing_active": "through {expires}, {n} day left|through {expires}, {n} days left",
    "standing_expiring": (
        "through {expires}, only {n} day left|through {expires}, only {n} days left"
    ),
    "standing_last_day": "through {expires}, its last day",
    "standing_over_ceiling": "through {expires}, but its ceiling is exceeded",
    "standing_expired": "ended {expires}, {n} day ago|ended {expires}, {n} days ago",
    "standing_unused": "matches no finding; through {expires}",
    "standing_unknown": "names a rule or service that the rule set does not have",
    "waiver_ceiling_of": "up to {share} late",
    "waiver_findings": "covers {n} finding|covers {n} findings",
    "baseline_written": "{path}: {n} entry.|{path}: {n} entries.",
    "baseline_new": (
        "{n} finding is new or worse, and was not added."
        "|{n} findings are new or worse, and were not added."
    ),
    "options_set": "Non-default options: {options}",
}

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "report_not_json": (
        "The file is not JSON",
        "Give a report that `basutbud audit -o json=FILE` wrote.",
    ),
    "report_foreign": (
        "The file is not a report by basutbud",
        "Give a report that `basutbud audit -o json=FILE` wrote.",
    ),
    "report_version": (
        "The report has schema version {version}; this basutbud reads version {current}",
        "Make the report again with this basutbud, or read it with the one that made it.",
    ),
    "report_faulty": (
        "The report is not as basutbud wrote it, at `{where}`",
        "Make the report again: one that was changed by hand cannot be trusted.",
    ),
    "waivers_ruleset": (
        "The waivers are for the rule set `{named}`, and the audit is by `{used}`",
        "Give the waivers for this rule set, or correct `ruleset`.",
    ),
    "form_waiver_id": (
        "`{key}` is not a valid id",
        "Start with a letter or digit, followed by up to 39 letters, digits, and - . _ /",
    ),
    "form_waived_rule": (
        "`{value}` is not the id of a rule",
        "Name each rule that is waived; `*` alone would waive them all and is refused.",
    ),
    "form_waived_clinic": (
        "`{value}` is neither an HSA-id nor a pattern of HSA-ids",
        "Write the HSA-id; in a pattern `*` is any characters, and `?` any one.",
    ),
    "waiver_twice": (
        "The id is already on line {first}",
        "Give each waiver an id of its own.",
    ),
    "waiver_personal": (
        "`{key}` contains personal data",
        "Give the waiver a number or a name of its own.",
    ),
    "waiver_filler": (
        "The reason says nothing",
        "Say why the requirement is not met, and what will change that.",
    ),
    "waiver_person": (
        "`approved_by` looks like a person",
        "Give only the role, for example `Avtalschef primärvård`.",
    ),
    "waiver_names": (
        "`{key}` seems to name a person",
        "Write it without names of persons; a role or a number is enough.",
    ),
    "waiver_backwards": (
        "`expires` comes before `granted`",
        "Give the last day on which the waiver holds.",
    ),
    "waiver_too_long": (
        "The waiver is for {days} days, and may be for {longest} at most",
        "Bring `expires` forward, or set `longest_days` at the top of the file.",
    ),
    "waiver_ceiling": (
        "`ceiling` only applies to reply times",
        "Remove it, or name only the rule on reply times.",
    ),
    "schema_exclusiveMinimum": ("`{key}` is too small", "More than {limit}."),
    "worse_without_baseline": ("--worse-by needs a baseline", "Give --baseline as well."),
    "bad_points": (
        "`{value}` is not a number of percentage points",
        "Write 0 to 100, for example 0.5.",
    ),
    "baseline_to_shrink": (
        "There is no baseline to shrink",
        "Write one first, without --shrink-only.",
    ),
    "baseline_incomplete": (
        "The report is incomplete, so corrected findings look the same as input that was not read",
        "Shrink the baseline with the report of a complete audit.",
    ),
}
