"""The options, each declared once, shared by the commands that take them.

``cli.settings`` makes of each a setting that a variable and the project file give too.
"""

from __future__ import annotations

from typing import Annotated, Final

import typer

from basutbud.cli.choices import Color, EngineName, Lang, Part, Relative, Trait, Zone
from basutbud.model.vocabulary import CsvDialect, FailOn, GroupBy, Provider

DEFAULT_RULES: Final = "vgr-hs-20-2016"
"""The packaged rule set that is used unless another is named."""
DEFAULT_MEMORY: Final = "1GiB"
"""What ``EngineOptions`` has by itself, said here so that help need not load it."""


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files or folders; - for one YAML on stdin."),
    Trait(Relative.PATH),
]
Logs = Annotated[
    list[str],
    typer.Argument(metavar="LOG...", help="Case logs, or folders of them; - for one log on stdin."),
    Trait(Relative.PATH),
]
MoreLogs = Annotated[
    list[str],
    typer.Option("--cases", metavar="PATH", help="More case logs (repeatable)."),
    Trait(Relative.PATH),
]
Include = Annotated[
    list[str],
    typer.Option("--include", metavar="PATTERN", help="Only files that match (repeatable)."),
    Trait(Relative.PATTERN),
]
Exclude = Annotated[
    list[str],
    typer.Option(
        "--exclude",
        metavar="PATTERN",
        help="Leave out files that match, as by .gitignore: a name, folder/, a path (repeatable).",
    ),
    Trait(Relative.PATTERN),
]
OnlyProvider = Annotated[
    Provider | None, typer.Option("--provider", help="Only clinics of this provider.")
]
Select = Annotated[
    list[str],
    typer.Option("--select", metavar="RULE", help="Only these rules; * matches (repeatable)."),
]
Ignore = Annotated[
    list[str],
    typer.Option("--ignore", metavar="RULE", help="Not these rules; * matches (repeatable)."),
]
AllowEmpty = Annotated[
    bool, typer.Option("--allow-empty", help="Finding nothing to audit is no error.")
]
ListFiles = Annotated[
    bool,
    typer.Option("--list-files", help="List the files found, without auditing them."),
    Trait(flag_only=True),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="Audit as of this day (default: today in Europe/Stockholm).",
    ),
    Trait(barred="barred_as_of"),
]
RefusePastAsOf = Annotated[
    bool,
    typer.Option("--refuse-past-as-of", help="For pipelines: no day before today may be audited."),
]
AsIfInForce = Annotated[
    bool,
    typer.Option(
        "--as-if-in-force", help="Judge every rule and every case as if it were in force already."
    ),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="YYYY-MM-DD", help="Only cases received from this day."),
]
To = Annotated[
    str | None,
    typer.Option("--to", metavar="YYYY-MM-DD", help="Only cases received up to this day."),
]
Rules = Annotated[
    str,
    typer.Option("--rules", metavar="FILE|ID", help="The rule set: a file or a packaged id."),
    Trait(Relative.RULE_SET),
]
Waivers = Annotated[
    str | None,
    typer.Option(
        "--waivers", metavar="FILE", help="Findings waived for a reason, until a day: a YAML file."
    ),
    Trait(Relative.PATH),
]
NoWaivers = Annotated[
    bool,
    typer.Option("--no-waivers", help="Judge as if there were no waivers."),
    Trait(barred="barred_no_waivers"),
]
AllowIncomparable = Annotated[
    bool,
    typer.Option(
        "--allow-incomparable", help="With --fail-on-new: what cannot be compared is no error."
    ),
    Trait(barred="barred_allow_incomparable"),
]
BaselineOf = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="REPORT.json",
        help="Findings known from before, as a report or `baseline write` has them.",
    ),
    Trait(Relative.PATH),
]
WorseBy = Annotated[
    str,
    typer.Option(
        "--worse-by",
        metavar="POINTS",
        help="Percentage points that late replies may rise by over the baseline.",
    ),
]
FailAt = Annotated[
    FailOn,
    typer.Option("--fail-on", help="The least finding that gives exit code 1."),
]
Output = Annotated[
    list[str],
    typer.Option(
        "-o",
        "--output",
        metavar="FORMAT[=PATH]",
        help="Report format, to a file if named (repeatable): see docs/reference.md.",
    ),
    Trait(Relative.OUTPUT),
]
CaseList = Annotated[
    str | None,
    typer.Option(
        "--case-list",
        metavar="PATH",
        help="Write every case not answered in time, as .csv or .parquet.",
    ),
    Trait(Relative.PATH),
]
SplitBy = Annotated[
    tuple[Part, str] | None,
    typer.Option(
        "--split-by",
        metavar="clinic DIR",
        help="Write an HTML page for each clinic, and an index of them, to this folder.",
    ),
    Trait(flag_only=True),
]
Title = Annotated[
    str, typer.Option("--title", metavar="TEXT", help="Of HTML pages, instead of the decision's.")
]
Contact = Annotated[
    str,
    typer.Option(
        "--contact", metavar="TEXT", help="Whom to ask, on HTML pages: a function, no person."
    ),
]
GroupedBy = Annotated[
    GroupBy, typer.Option("--group-by", help="Gather findings by clinic or by rule.")
]
CsvWritten = Annotated[
    CsvDialect,
    typer.Option(
        "--csv-dialect", help="Of CSV, lists too: for Swedish Excel, by RFC 4180, or with tabs."
    ),
]
ShowPassed = Annotated[
    bool, typer.Option("--show-passed", help="List also the rules that were met.")
]
NoCaseIds = Annotated[bool, typer.Option("--no-case-ids", help="Leave case ids out.")]
Language = Annotated[
    Lang | None,
    typer.Option("--lang", help="Language (default: from the locale, else sv)."),
]
Colored = Annotated[Color, typer.Option("--color", help="When to use colour.")]
NoProgress = Annotated[bool, typer.Option("--no-progress", help="Show no progress.")]
Brief = Annotated[
    bool,
    typer.Option("--brief", help="In the terminal: verdict, matrix, and a line a finding."),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="The verdict line alone.")]
Verbose = Annotated[
    bool,
    typer.Option(
        "-v",
        "--verbose",
        help="Everything that the report holds: all clinics, how each log was read.",
    ),
]
Column = Annotated[
    list[str],
    typer.Option(
        "--column",
        metavar="ROLE=HEADER",
        help='Which column is what, in logs that have it: received="Inkom datum" (repeatable).',
    ),
]
Delimiter = Annotated[
    str | None,
    typer.Option("--delimiter", metavar="CHAR", help="Of logs: semicolon, comma, tab or pipe."),
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Of logs: utf-8, windows-1252, cp850 …"),
]
Sheet = Annotated[
    list[str],
    typer.Option(
        "--sheet",
        metavar="NAME",
        help="Sheet of workbooks (repeatable; default: every visible log).",
    ),
]
TimestampZone = Annotated[
    Zone | None,
    typer.Option(
        "--timestamp-zone", help="What Parquet times are in whose file does not say (INT96)."
    ),
]
Engine = Annotated[
    EngineName,
    typer.Option("--engine", help="What reads the logs: duckdb here, or spark on a cluster."),
]
SparkMaster = Annotated[
    str | None,
    typer.Option("--spark-master", metavar="URL", help="Spark's master (default: this machine)."),
]
MemoryLimit = Annotated[
    str,
    typer.Option(
        "--memory-limit",
        metavar="SIZE",
        help="Memory for the logs, as 500MiB or 2GiB; beyond it a temporary folder is used.",
    ),
]
Rejects = Annotated[
    str | None,
    typer.Option(
        "--rejects", metavar="PATH", help="Write every unreadable row's place and reason, as .csv."
    ),
    Trait(Relative.PATH),
]
MaxRejected = Annotated[
    str,
    typer.Option("--max-rejected", metavar="N|N%", help="Unreadable rows tolerated in each log."),
]
RequireLogs = Annotated[
    bool, typer.Option("--require-logs", help="A clinic without cases in a log is an error.")
]
