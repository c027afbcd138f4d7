"""What is wrong with a command or a rule set, and how to mend it, in English."""

from typing import Final

REFUSALS: Final[dict[str, tuple[str, str]]] = {
    # Rule set
    "no_ruleset": ("There is no rule set `{name}`", "Give a file, or one of: {known}."),
    "duplicate_rule": ("The rule `{rule}` appears twice", "Give each rule its own id."),
    "unknown_service": ("The service `{service}` is not under services", "Correct the id."),
    "second_reply_rule": (
        "`{rule}` is a second rule on reply time",
        "A rule set has at most one rule of the kind reply-time.",
    ),
    "ambiguous_name": (
        "`{name}` is already a name of `{owner}`",
        "Give each service unique names.",
    ),
    "unknown_ground": ("The ground `{ground}` is not in the calendar", "Correct the ground."),
    "form_alternatives": (
        "Only a rule on reply time can have `{key}`",
        "Remove the key, or move it to the rule with `check: reply-time`.",
    ),
    "duplicate_alternative": (
        "`{alternative}` is already an alternative of the rule",
        "Give each alternative a unique id.",
    ),
    "idle_alternative": (
        "The alternative is the same as the rule",
        "Put what differs in `params`, or remove the alternative.",
    ),
    "unknown_placeholder": (
        "The text cannot be filled in with `{{{field}}}`",
        "Allowed: {known}.",
    ),
    "wrong_schema": (
        "This is not a JSON Schema that can be applied",
        "Correct it. Only a rule's schema may refer, and only to parts of itself (#/…).",
    ),
    "attribute_taken": (
        "`{key}` can be declared of any service",
        "Give the attribute another name.",
    ),
    "form_mixed": (
        "`{key}` cannot be combined with the rule's other keys",
        (
            "Write either `service` or `each_service` with `must_be` or `must_have` (and "
            "`when`), or `check` and `params`."
        ),
    ),
    "form_template_id": (
        "`{value}` gives every service the same id",
        "Put in `{{service_id}}`, for example `{{service_id}}-not-offered`.",
    ),
    "not_for_all": (
        "This cannot be required of `all`",
        "Write `each_service`, which gives a rule for each service.",
    ),
    "no_such_services": (
        "No service under services is `{obligation}`",
        "Remove the rule, or correct the services' `obligation`.",
    ),
    "idle_override": (
        "The rule is not about `{service}`, which is `{obligation}`",
        "Remove the lines, or move them to the rule that is about the service.",
    ),
    "unknown_attribute": (
        "The service `{service}` has no attribute `{key}`",
        "Add it under the service's `attributes`, or correct the name.",
    ),
    "impossible_demand": (
        "What is required of `{key}` cannot be met",
        (
            "Write a value that it can have; of a list `any`, `all` or `{{at_least: 2}}`. "
            "`all` needs a schema that lists the values (`enum`) and has `uniqueItems: true`."
        ),
    ),
    "no_reply_rule": (
        "The rule set has no rule on reply time, so logs cannot be judged",
        "Add a rule of the kind reply-time, or audit without logs.",
    ),
    "calendar_missing": (
        "The calendar `{file}` does not exist",
        "Give a file beside the rule set.",
    ),
    "calendar_unreadable": ("The calendar cannot be read", "Save it as CSV in UTF-8."),
    "calendar_header": (
        "The calendar has no header line",
        "The first line must be date,name,ground.",
    ),
    "calendar_line": (
        "The line does not describe a day off",
        "Write date (YYYY-MM-DD), name and ground, separated by commas.",
    ),
    "calendar_order": ("The date is earlier than the line above", "Sort the calendar by date."),
    "calendar_empty": ("The calendar has no days", "Create it with `basutbud rules calendar`."),
    "calendar_gap": (
        "The calendar lacks days off for {years}: {have} a year, against {usual} in a usual year",
        "Add them (`basutbud rules calendar` writes them), or end the calendar before that.",
    ),
    "calendar_country": (
        "There is no calendar for `{country}`",
        "Give a country code from ISO 3166, for example SE.",
    ),
    "calendar_backwards": ("The last year comes before the first", "Give the first year first."),
    "calendar_years": (
        "Public holidays are not available for all the years {first}–{last}",
        "Choose years that are covered, for Sweden 1953–2100.",
    ),
    # Command line
    "mistyped_option": ("There is no option `{option}`", "Did you mean {known}?"),
    "no_such_option": ("There is no option `{option}`", "See `{help}`."),
    "option_takes_none": ("`{option}` takes no value", "Remove `=` and what follows."),
    "option_lacks_value": ("`{option}` needs a value", "Write it after a space."),
    "no_such_choice": ("`{parameter}` has no such value", "Choose from: {known}."),
    "no_number": ("`{parameter}` is not a whole number", "Write a whole number."),
    "missing_argument": ("`{parameter}` is missing", "See `{help}`."),
    "no_such_command": ("There is no such command", "Choose from: {known}."),
    "too_many_words": (
        "The command line has too many arguments",
        "Put quotation marks around an argument with spaces. See `{help}`.",
    ),
    "unknown_rule": ("There is no rule `{rule}`", "See `basutbud rules list`."),
    "case_not_found": (
        "No case in the logs has this id",
        "Write the id as it is in the log, and name every log that the case may be in.",
    ),
    "rule_ambiguous": (
        "Several rules are about `{rule}`: {rules}",
        "Name one of them.",
    ),
    "rule_or_logs": (
        "`explain` takes one rule, or logs with `--case`",
        "Write `basutbud explain RULE` or `basutbud explain --case ID LOG`.",
    ),
    "no_rules_left": ("No rules are left to audit by", "Change --select or --ignore."),
    "unknown_format": ("There is no format `{format}`", "Choose from: {known}."),
    "format_forgotten": ("`{path}` is not a format", "Write `-o {format}={path}`."),
    "two_on_stdout": (
        "Only one format can be written to the screen",
        "Give the others a file: -o json=report.json.",
    ),
    "binary_in_terminal": (
        "{format} is binary",
        "Write it to a file: -o {format}=report.{format}.",
    ),
    "folder_of_others": (
        "{path} holds other files than pages from basutbud",
        "Give a new or empty folder.",
    ),
    "same_output": ("{path} is given twice", "Give each output its own file."),
    "output_is_input": ("{path} is one of the files to audit", "Write to another file."),
    "cannot_write": (
        "{path} cannot be written",
        "Check that the folder exists, that you may write to it, and that the disk has room.",
    ),
    "no_spark": ("Spark is not installed", "Run `pip install 'basutbud[spark]'`."),
    "no_java": ("Spark finds no Java it can use", "Install Java 17 or later; set JAVA_HOME."),
    "no_spark_master": ("Spark cannot start with {master}", "Correct --spark-master."),
    "no_spark_worker": (
        "The cluster ran nothing within {n} seconds",
        "Check that it has workers, with memory and cores to spare.",
    ),
    "no_spark_connect": (
        "The client of Spark Connect is not installed",
        "Run `pip install 'basutbud[spark-connect]'`.",
    ),
    "spark_failed": (
        "Spark stopped before all was read",
        "Add -v to see what Spark says. Check that the cluster runs.",
    ),
    "spark_no_room": (
        "The cluster has no memory or disk left",
        "Give its workers more, or read fewer logs at a time.",
    ),
    "uri_without_spark": (
        "{path} is on a cluster, which only Spark reads",
        "Add --engine spark, or name a file of this machine.",
    ),
    "bad_date": ("`{value}` is not a date", "Write YYYY-MM-DD."),
    "bad_period": ("--from is later than --to", "Swap them."),
    "outside_calendar": (
        "{date} is outside the calendar ({first}–{last})",
        "Choose a date in between, or extend the calendar of the rule set.",
    ),
    "bad_column": (
        "`{value}` does not point out a column",
        'Write for example --column received="Inkom datum"; roles: {known}.',
    ),
    "bad_delimiter": ("`{value}` is not a delimiter", "Choose from: {known}."),
    "bad_encoding": ("The encoding `{value}` is not supported", "Choose from: {known}."),
    "bad_tolerance": ("`{value}` is not a count", "Write a count, or a share such as 2%."),
    "bad_list": ("{path} has none of the endings {known}", "Choose one of these endings."),
    "bad_memory": (
        "`{value}` is not a memory limit",
        "Write 500MiB or 2GiB, say, and at least 200MiB.",
    ),
    "master_without_spark": ("--spark-master only works with Spark", "Add --engine spark."),
    "quiet_and_verbose": ("`-q` and `-v` contradict each other", "Give one of them."),
    "stdin_once": (
        "`-` is standard input and can only be given once",
        "Give the other files by name.",
    ),
    "period_past_date": (
        "The period ends on {last}, after the audit's date ({as_of})",
        "",
    ),
    "cases_past_date": (
        (
            "The logs have cases of {n} unit received after the audit's date ({as_of}), "
            "the latest on {last}"
            "|The logs have cases of {n} units received after the audit's date ({as_of}), "
            "the latest on {last}"
        ),
        "",
    ),
    "clinics_left_out": ("{n} clinic left out (--provider)|{n} clinics left out (--provider)", ""),
    "pattern_unmet": ("{option} {pattern} matches no file", "Check the spelling and the path."),
    "bad_pattern": (
        "`{value}` is not a pattern",
        "Write a file's or a folder's name, a path, or a pattern as in .gitignore.",
    ),
    "own_files": ("basutbud's own files are not audited: {paths}", ""),
    "ids_recur": (
        "Case ids that recur with other days of receipt and count as several cases: {n}",
        "",
    ),
    "units_by_name": (
        "Clinics that the logs give by name were matched to their HSA-ids: {pairs}",
        "",
    ),
    "files_neither_n": (
        (
            "{n} file is neither a clinic file nor a case log"
            "|{n} files are neither clinic files nor case logs"
        ),
        "",
    ),
    "files_left_out": (
        "{n} file left out (--include/--exclude)|{n} files left out (--include/--exclude)",
        "",
    ),
}
