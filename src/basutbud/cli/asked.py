"""What an audit is asked for: the options of ``audit`` and ``cases``, as one record each."""

from __future__ import annotations

from dataclasses import dataclass, field

from basutbud.cli import options as o
from basutbud.cli.choices import Color, EngineName
from basutbud.model.vocabulary import CsvDialect, FailOn, GroupBy


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOptions:
    """The options that both commands take."""

    include: o.Include = field(default_factory=list)
    exclude: o.Exclude = field(default_factory=list)
    allow_empty: o.AllowEmpty = False
    list_files: o.ListFiles = False
    as_of: o.AsOf = None
    refuse_past_as_of: o.RefusePastAsOf = False
    from_: o.From = None
    to: o.To = None
    rules: o.Rules = o.DEFAULT_RULES
    waivers: o.Waivers = None
    no_waivers: o.NoWaivers = False
    baseline: o.BaselineOf = None
    worse_by: o.WorseBy = "0"
    fail_on: o.FailAt = FailOn.ERROR
    rulings: o.Rulings = False
    output: o.Output = field(default_factory=list)
    split_by: o.SplitBy = None
    title: o.Title = ""
    contact: o.Contact = ""
    case_list: o.CaseList = None
    rejects: o.Rejects = None
    no_case_ids: o.NoCaseIds = False
    group_by: o.GroupedBy = GroupBy.CLINIC
    csv_dialect: o.CsvWritten = CsvDialect.EXCEL
    lang: o.Language = None
    color: o.Colored = Color.AUTO
    no_progress: o.NoProgress = False
    brief: o.Brief = False
    quiet: o.Quiet = False
    verbose: o.Verbose = False
    column: o.Column = field(default_factory=list)
    delimiter: o.Delimiter = None
    encoding: o.Encoding = None
    sheet: o.Sheet = field(default_factory=list)
    timestamp_zone: o.TimestampZone = None
    engine: o.Engine = EngineName.DUCKDB
    spark_master: o.SparkMaster = None
    memory_limit: o.MemoryLimit = o.DEFAULT_MEMORY
    max_rejected: o.MaxRejected = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOptions(AuditOptions):
    """The options of ``cases``."""

    logs: o.Logs


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicOptions(AuditOptions):
    """The options of ``audit``."""

    paths: o.Paths
    cases: o.MoreLogs = field(default_factory=list)
    provider: o.OnlyProvider = None
    select: o.Select = field(default_factory=list)
    ignore: o.Ignore = field(default_factory=list)
    as_if_in_force: o.AsIfInForce = False
    show_passed: o.ShowPassed = False
    require_logs: o.RequireLogs = False
