"""``basutbud audit``: find, audit, deliver."""

from __future__ import annotations

from basutbud.cli.asked import ClinicOptions
from basutbud.cli.guard import ExitCode, guarded
from basutbud.model.mandate import Command


@guarded
def audit(asked: ClinicOptions) -> ExitCode:
    """Audit clinic files, and the case logs among them."""
    from basutbud.audit import audit_clinics
    from basutbud.cli import delivery, files, terms

    found = files.find(asked.paths, asked.cases, asked.include, asked.exclude)
    view = delivery.view_of(asked)
    files.say_remarks(found, view.language, verbose=asked.verbose)
    if asked.list_files:
        return files.list_them(found, view.language)
    targets = delivery.targets(asked, found)
    judged_by = terms.terms_of(asked, Command.AUDIT, asked.paths)
    with delivery.scan_callbacks(
        targets, view, judged_by.ruleset, found.log_bytes, progress=not asked.no_progress
    ) as callbacks:
        report = audit_clinics(found.gathered(targets.all_paths), judged_by, callbacks)
    return delivery.deliver(report, targets, view)
