"""``basutbud audit``: find, audit, deliver."""

from __future__ import annotations

from basutbud.cli import options as o
from basutbud.cli.choices import Color, EngineName
from basutbud.cli.guard import ExitCode, guarded
from basutbud.model.mandate import Command
from basutbud.model.vocabulary import CsvDialect, FailOn, GroupBy


@guarded
def audit(
    paths: o.Paths,
    *,
    cases: o.MoreLogs = [],
    include: o.Include = [],
    exclude: o.Exclude = [],
    provider: o.OnlyProvider = None,
    select: o.Select = [],
    ignore: o.Ignore = [],
    allow_empty: o.AllowEmpty = False,
    list_files: o.ListFiles = False,
    as_of: o.AsOf = None,
    refuse_past_as_of: o.RefusePastAsOf = False,
    as_if_in_force: o.AsIfInForce = False,
    from_: o.From = None,
    to: o.To = None,
    rules: o.Rules = o.DEFAULT_RULES,
    waivers: o.Waivers = None,
    no_waivers: o.NoWaivers = False,
    baseline: o.BaselineOf = None,
    worse_by: o.WorseBy = "0",
    fail_on: o.FailAt = FailOn.ERROR,
    output: o.Output = [],
    split_by: o.SplitBy = None,
    title: o.Title = "",
    contact: o.Contact = "",
    case_list: o.CaseList = None,
    rejects: o.Rejects = None,
    show_passed: o.ShowPassed = False,
    no_case_ids: o.NoCaseIds = False,
    group_by: o.GroupedBy = GroupBy.CLINIC,
    csv_dialect: o.CsvWritten = CsvDialect.EXCEL,
    lang: o.Language = None,
    color: o.Colored = Color.AUTO,
    no_progress: o.NoProgress = False,
    brief: o.Brief = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    column: o.Column = [],
    delimiter: o.Delimiter = None,
    encoding: o.Encoding = None,
    sheet: o.Sheet = [],
    timestamp_zone: o.TimestampZone = None,
    engine: o.Engine = EngineName.DUCKDB,
    spark_master: o.SparkMaster = None,
    memory_limit: o.MemoryLimit = o.DEFAULT_MEMORY,
    max_rejected: o.MaxRejected = "0",
    require_logs: o.RequireLogs = False,
) -> ExitCode:
    """Audit clinic files, and the case logs among them."""
    from basutbud.audit import audit_clinics
    from basutbud.cli import delivery, files, terminal, terms
    from basutbud.safetext import visible

    found = files.find(paths, cases, include, exclude)
    language = terminal.choose_language(lang)
    files.say_remarks(found, language, verbose=verbose)
    if list_files:
        return files.list_them(found, language)
    view = terminal.make_view(
        lang,
        color,
        quiet=quiet,
        verbose=verbose,
        brief=brief,
        case_ids=not no_case_ids,
        show_passed=show_passed,
        group_by=group_by,
        csv_dialect=csv_dialect,
        title=visible(title),
        contact=visible(contact),
    )
    read = found.reals(rules, waivers, baseline)
    targets = delivery.targets(output, split_by, case_list, rejects, read)
    mandate = terms.mandate(
        as_of,
        rules,
        refuse_past=refuse_past_as_of,
        command=Command.AUDIT,
        paths=paths,
        cases=cases,
        include=include,
        exclude=exclude,
        provider=provider,
        select=select,
        ignore=ignore,
        allow_empty=allow_empty,
        as_if_in_force=as_if_in_force,
        period=(from_, to),
        fail_on=fail_on,
        max_rejected=max_rejected,
        require_logs=require_logs,
        columns=column,
        delimiter=delimiter,
        encoding=encoding,
        sheets=sheet,
        timestamp_zone=timestamp_zone,
        waivers=None if no_waivers else waivers,
        baseline=baseline,
        worse_by=worse_by,
        lang=language.code,
        case_ids=not no_case_ids,
        verbose=verbose,
    )
    engine_options = terms.engine_options(engine, memory_limit, spark_master)
    judged_by = terms.prepared(mandate, engine_options)
    with delivery.scan_callbacks(
        targets, view, judged_by.ruleset, found.log_bytes, progress=not no_progress
    ) as callbacks:
        report = audit_clinics(found.gathered(targets.all_paths), judged_by, callbacks)
    return delivery.deliver(report, targets, view)
