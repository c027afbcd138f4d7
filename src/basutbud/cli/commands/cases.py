"""``basutbud cases``: reply times alone, from case logs."""

from __future__ import annotations

from basutbud.cli.asked import LogOptions
from basutbud.cli.guard import ExitCode, guarded
from basutbud.model.mandate import Command


@guarded
def cases(asked: LogOptions) -> ExitCode:
    """Audit reply times alone, from case logs, with no clinic files."""
    from basutbud.audit import audit_cases
    from basutbud.cli import delivery, files, terms

    found = files.find(asked.logs, (), asked.include, asked.exclude, logs_only=True)
    view = delivery.view_of(asked)
    files.say_remarks(found, view.language, verbose=asked.verbose)
    if asked.list_files:
        return files.list_them(found, view.language)
    targets = delivery.targets(asked, found)
    judged_by = terms.terms_of(asked, Command.CASES, asked.logs)
    with (
        files.with_piped_log(found) as kept,
        delivery.scan_callbacks(
            targets, view, judged_by.ruleset, kept.log_bytes, progress=not asked.no_progress
        ) as callbacks,
    ):
        report = audit_cases(kept.gathered(targets.all_paths), judged_by, callbacks)
    return delivery.deliver(report, targets, view)
