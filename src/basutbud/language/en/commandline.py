"""Words of the command line: the help of commands, options and arguments; the settings."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "help_usage": "Usage",
    "help_required": "required",
    "help_default": "default:\N{NO-BREAK SPACE}{value}",
    "help_opposites": (
        "A switch that the project file turns on is turned off by its opposite, such as "
        "--no-quiet or --progress."
    ),
    "help_exit_codes": (
        "Exit codes: 0 nothing to remark on; 1 findings; 2 wrong command line, project file, rule "
        "set or waivers; 3 some input is missing or cannot be read; 4 internal error. "
        "`basutbud COMMAND --help` shows the options of a command."
    ),
    # Headings
    "panel_arguments": "Arguments",
    "panel_what": "What to audit",
    "panel_when": "Day and period",
    "panel_policy": "How to judge",
    "panel_output": "Output",
    "panel_display": "Display",
    "panel_logs": "Reading logs",
    "panel_config": "Configuration",
    "panel_others": "Other",
    "panel_commands": "Commands",
    # Commands
    "command_all": "Audit clinics against the decision on base e-services in 1177 (HS 20-2016).",
    "command_audit": "Audit clinic files, and the case logs among them.",
    "command_cases": "Judge reply times alone, from case logs without clinic files.",
    "command_due": "Show when a case received on a day falls due, and why.",
    "command_explain": "Explain a rule or, with --case, a case day by day.",
    "command_diff": "Compare two JSON reports: what changed, and why.",
    "command_trend": "Put JSON reports in a row: reply times by month, compliance by date.",
    "command_verify": "Repeat the audit of a JSON report: is the result the same?",
    "command_waivers": "List waivers, or find those that have expired or are not used.",
    "command_waivers_list": "List waivers, each with its state, last day and reason.",
    "command_waivers_check": (
        "Show the waivers that have expired, will soon expire, are not used, or are for an unknown "
        "clinic or service. The exit code is 1 if there are any."
    ),
    "command_baseline": "Save a baseline: the findings that are known already.",
    "command_baseline_write": "Write the findings of a report as a baseline, without case ids.",
    "command_rules": "Show the rule set, check a rule-set file, write a calendar.",
    "command_rules_list": "Show the rule set as a table.",
    "command_rules_check": "Check rule-set files, and report every mistake at once.",
    "command_rules_calendar": "Write a calendar file: public holidays and other days off.",
    "command_schema": "Print the JSON Schema of a file that basutbud reads or writes.",
    # Arguments
    "option_paths": "Files or folders; `-` is one clinic file on standard input.",
    "option_paths_waivers": (
        "Clinic files and logs to audit, so that waivers that match nothing are found."
    ),
    "option_logs": "Case logs, or folders of them; `-` is one log on standard input.",
    "option_date": "The day of receipt as YYYY-MM-DD, or `today`.",
    "option_subject": "The id of a rule, or a word about it; with --case, case logs.",
    "option_old": "The earlier report, written by `audit -o json`.",
    "option_new": "The later report.",
    "option_report": "A report, written by `audit -o json`.",
    "option_reports": "Reports, written by `audit -o json`.",
    "option_file": "The waiver file.",
    "option_files": "Rule-set files (default: those that come with basutbud).",
    "option_country": "The country's ISO 3166 code.",
    "option_first_year": "The first year.",
    "option_last_year": "The last year.",
    "option_name": "What to describe:",
    # What to audit
    "option_cases": "More case logs (repeatable).",
    "option_include": "Audit only files that match (repeatable).",
    "option_exclude": (
        "Leave out files that match, written as in .gitignore: a name, `folder/` or a path "
        "(repeatable)."
    ),
    "option_provider": "Audit only clinics of this kind of provider.",
    "option_select": "Apply only these rules; * matches any characters (repeatable).",
    "option_ignore": "Do not apply these rules; * matches any characters (repeatable).",
    "option_allow_empty": "Finding nothing to audit is no error.",
    "option_list_files": "List the files found, without auditing them.",
    "option_case": "Explain the case with this id in the logs.",
    # Day and period
    "option_as_of": "Audit as of this day (default: today in Stockholm).",
    "option_refuse_past_as_of": "Refuse to audit as of a day before today; for pipelines.",
    "option_as_if_in_force": "Judge as if every rule were already in force for every case.",
    "option_from": "Count only cases received from this day on.",
    "option_to": "Count only cases received up to and including this day.",
    "option_warn_days": "Report waivers that have this many days left, or fewer.",
    # How to judge
    "option_rules": "The rule set: a file, or the id of one that comes with basutbud.",
    "option_rules_diff": (
        "The rule set that names the rules (default: the one that NEW was judged by)."
    ),
    "option_waivers": "A waiver file: findings accepted for a reason until a day.",
    "option_no_waivers": "Judge as if there were no waivers.",
    "option_baseline": (
        "A report, or a baseline from `baseline write`: only what is new or worse fails."
    ),
    "option_worse_by": "Percentage points by which late replies may exceed the baseline.",
    "option_fail_on": "The mildest finding that gives exit code 1.",
    "option_rulings": "What hangs on each ruling that could have been another: text, json, html.",
    "option_fail_on_new": (
        "Exit with 1 where something is new or worse, and with 3 where a breach cannot be compared."
    ),
    "option_allow_incomparable": "With --fail-on-new: what cannot be compared is no error.",
    "option_shrink_only": (
        "Only remove what has been mended; exit with 1 where something is new or worse."
    ),
    # Output
    "option_output": (
        "A report in this format, to the screen or to a file (repeatable): text, concise, json, "
        "html, csv, xlsx, sarif, junit, github, gitlab or markdown."
    ),
    "option_output_diff": (
        "The comparison in this format, to the screen or to a file (repeatable): text, json, html, "
        "markdown, sarif, junit or gitlab."
    ),
    "option_output_trend": (
        "The trend in this format, to the screen or to a file (repeatable): text, json, csv or "
        "html."
    ),
    "option_output_baseline": "The baseline file to write.",
    "option_output_rules": "Write to this file instead of the screen.",
    "option_split_by": "Write an HTML page for each clinic, and an index, to this folder.",
    "option_title": "The heading of HTML pages, instead of the decision's title.",
    "option_contact": "Whom to ask, shown on HTML pages: a function, not a person.",
    "option_case_list": "Write every case not answered in time: .csv or .parquet.",
    "option_rejects": "Write the place and reason of every unreadable row: .csv.",
    "option_show_passed": "List the rules that are met, too.",
    "option_no_case_ids": "Leave case ids out.",
    "option_group_by": "Group findings by clinic or by rule.",
    "option_csv_dialect": "CSV for Swedish Excel, by RFC 4180, or with tabs.",
    # Display
    "option_lang": "The language (default: the locale's, else Swedish).",
    "option_color": "When to use colour.",
    "option_no_progress": "Show no progress bar.",
    "option_brief": "Show the verdict, the matrix, and one line for each finding.",
    "option_quiet": "Show the verdict line alone.",
    "option_verbose": "Show everything in the report and, of an audit, how each log was read.",
    # Reading logs
    "option_column": (
        'What a column is, by its header: `received="Inkom datum"` (repeatable). Logs without '
        "that header are read as usual."
    ),
    "option_delimiter": "What separates fields: semicolon, comma, tab or pipe.",
    "option_encoding": "How characters are encoded: utf-8, windows-1252, cp850 …",
    "option_sheet": "A sheet to read of workbooks (repeatable; default: every visible log).",
    "option_timestamp_zone": "The time zone of Parquet times that do not state it (INT96).",
    "option_engine": "What reads the logs: DuckDB on this machine, or Spark on a cluster.",
    "option_spark_master": "The address of Spark's master (default: this machine).",
    "option_memory_limit": (
        "Memory for the logs, such as 500MiB or 2GiB; beyond it a temporary folder is used."
    ),
    "option_max_rejected": "How many unreadable rows to tolerate in each log.",
    "option_require_logs": "A clinic without cases in a log is an error.",
    # Configuration
    "option_config": "The project file (default: the nearest basutbud.yaml, searched upward).",
    "option_no_config": "Read no project file.",
    "option_show_config": "Show each setting, where it comes from, and what it overrides.",
    # Other
    "option_help": "Show this help.",
    "option_version": "Show the version.",
    "option_install_completion": "Install completion of commands and options in the shell.",
    "option_show_completion": "Show the script for it.",
    # Placeholders
    "metavar_CHAR": "CHAR",
    "metavar_COMMAND": "COMMAND",
    "metavar_COUNTRY": "COUNTRY",
    "metavar_DATE": "DATE",
    "metavar_DIR": "DIR",
    "metavar_FILE": "FILE",
    "metavar_FIRST_YEAR": "FIRST_YEAR",
    "metavar_HEADER": "HEADER",
    "metavar_LAST_YEAR": "LAST_YEAR",
    "metavar_LOG": "LOG",
    "metavar_NAME": "NAME",
    "metavar_NEW": "NEW",
    "metavar_OLD": "OLD",
    "metavar_OPTIONS": "OPTIONS",
    "metavar_PATH": "PATH",
    "metavar_PATTERN": "PATTERN",
    "metavar_POINTS": "POINTS",
    "metavar_REPORT": "REPORT",
    "metavar_ROLE": "ROLE",
    "metavar_RULE": "RULE",
    "metavar_SIZE": "SIZE",
    "metavar_YYYY": "YYYY",
    # Settings, as shown
    "project_file": "Project file: {path}",
    "no_project_file": "No project file.",
    "setting_default": "default",
    "setting_beats": "beats {values}",
}
PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "unknown_variable": (
        "There is no setting of this name",
        (
            "Correct the spelling, or choose another name: those that begin with `BASUTBUD_` are "
            "basutbud's own."
        ),
    ),
    "config_and_none": ("--config and --no-config contradict each other", "Give one of them."),
    "barred_no_waivers": (
        "`{key}` may not stand in the project file",
        "Leave `waivers` out, or give --no-waivers for a single run.",
    ),
    "barred_allow_incomparable": (
        "`{key}` may not stand in the project file",
        (
            "It would hide for good that breaches are no longer compared."
            " Give it for a single run: --allow-incomparable."
        ),
    ),
    "barred_as_of": (
        "`{key}` may not stand in the project file",
        (
            "A day that lasts would audit every later day as that one, and hide each breach since. "
            "Give it when it is wanted: --as-of, or `BASUTBUD_AS_OF`."
        ),
    ),
    "past_as_of": (
        "The day to audit as of, {value}, lies before today ({today})",
        (
            "An earlier day hides the breaches since. Leave it out, or allow it: "
            "--no-refuse-past-as-of (`allow-past-as-of` of the CI integrations)."
        ),
    ),
}
