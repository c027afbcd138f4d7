"""Delivers a report: to files, to stdout, the verdict to stderr, and as the exit code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from basutbud.caselog import ScanCallbacks
from basutbud.cli import terminal
from basutbud.cli.asked import AuditOptions, ClinicOptions
from basutbud.cli.files import Files
from basutbud.cli.guard import ExitCode
from basutbud.cli.output import (
    Output,
    parse_list,
    parse_outputs,
    require_own_folder,
    require_writable,
    write_folder,
    write_outputs,
    written_whole,
)
from basutbud.cli.terminal import say
from basutbud.formats import View, render, split
from basutbud.formats.common.headline import verdict_line
from basutbud.formats.lists.cases import write_cases
from basutbud.formats.lists.cases_parquet import write_parquet
from basutbud.formats.lists.rejections import write_rejects
from basutbud.model.report import Report
from basutbud.model.ruleset import RuleSet
from basutbud.safetext import safe_text, visible


@dataclass(frozen=True, slots=True)
class Targets:
    """Where a run writes its reports and lists."""

    outputs: list[Output]
    pages: Path | None
    case_list: Path | None
    rejects: Path | None

    @property
    def paths(self) -> list[Path]:
        """The files to be written."""
        reports = [output.path for output in self.outputs]
        return [path for path in (*reports, self.case_list, self.rejects) if path]

    @property
    def all_paths(self) -> list[Path]:
        """The files to be written, and the folder of pages."""
        return [*self.paths, *([self.pages] if self.pages else [])]


def view_of(asked: AuditOptions) -> View:
    """Return how to show the report that is asked for. Raise UsageError."""
    return terminal.make_view(
        asked.lang,
        asked.color,
        quiet=asked.quiet,
        verbose=asked.verbose,
        brief=asked.brief,
        case_ids=not asked.no_case_ids,
        show_passed=isinstance(asked, ClinicOptions) and asked.show_passed,
        group_by=asked.group_by,
        csv_dialect=asked.csv_dialect,
        title=visible(asked.title),
        contact=visible(asked.contact),
    )


def targets(asked: AuditOptions, found: Files) -> Targets:
    """Read where to write, and refuse targets that cannot be written, before the audit."""
    targets = Targets(
        parse_outputs(asked.output, terminal=terminal.is_terminal()),
        Path(asked.split_by[1]) if asked.split_by else None,
        parse_list(asked.case_list, ".csv", ".parquet"),
        parse_list(asked.rejects, ".csv"),
    )
    require_writable(targets.paths, found.reals(asked.rules, asked.waivers, asked.baseline))
    if targets.pages is not None:
        require_own_folder(targets.pages, targets.paths)
    return targets


@contextmanager
def scan_callbacks(
    targets: Targets, view: View, ruleset: RuleSet, log_bytes: int, *, progress: bool
) -> Iterator[ScanCallbacks]:
    """Yield the callbacks of a scan; the lists take their names when they are complete."""
    wanted = progress and view.detail >= 0
    with ExitStack() as stack:
        advance = stack.enter_context(terminal.progress(log_bytes, view.language, wanted=wanted))
        callbacks = ScanCallbacks(
            advance,
            case_ids=view.case_ids,
            in_detail=view.detail > 0,
            every_late=any(output.format == "xlsx" for output in targets.outputs),
        )
        if targets.case_list is not None:
            listed = stack.enter_context(written_whole(targets.case_list))
            as_parquet = targets.case_list.suffix.casefold() == ".parquet"
            write = (
                write_parquet if as_parquet else partial(write_cases, view=view, ruleset=ruleset)
            )
            callbacks = replace(callbacks, case_list=partial(write, target=listed))
        if targets.rejects is not None:
            rejected = stack.enter_context(written_whole(targets.rejects))
            callbacks = replace(
                callbacks, rejects=partial(write_rejects, target=rejected, view=view)
            )
        yield callbacks


_WITH_VERDICT: Final = ("text", "concise", "github")
"""Formats whose output states the verdict. GitHub takes commands from stderr too, where
a path could be taken for one."""

_MOST_ROWS: Final = 20
"""Unreadable rows that are listed on stderr."""


def deliver(report: Report, targets: Targets, view: View) -> ExitCode:
    """Write every report, and return the exit code."""
    write_outputs(targets.outputs, lambda name: render(name, report, view))
    if targets.pages is not None:
        write_folder(targets.pages, split(report, view))
    if not any(one.format in _WITH_VERDICT and not one.path for one in targets.outputs):
        _say_verdict(report, view)
    if view.detail >= 0 and all(output.path for output in targets.outputs):
        _say_written(targets.paths, view)
    if view.detail > 0:
        _say_dialects(report, view)
    if report.rulings is not None and not _shows_rulings(targets, view):
        say(view.language.text("rulings_not_shown"))
    if not report.complete:
        return ExitCode.INCOMPLETE
    return ExitCode.FINDINGS if report.fails else ExitCode.PASSED


def _shows_rulings(targets: Targets, view: View) -> bool:
    formats = {output.format for output in targets.outputs}
    shown_in_text = "text" in formats and view.detail >= 0
    return shown_in_text or bool(targets.pages) or not formats.isdisjoint(("json", "html"))


def _say_verdict(report: Report, view: View) -> None:
    """Say the problems and the verdict on stderr, if no report on stdout does."""
    if view.detail >= 0:
        for problem in (*report.rejections, *report.statistics.rejections[:_MOST_ROWS]):
            say(view.language.describe(problem))
        if (more := report.rejected_rows - _MOST_ROWS) > 0:
            say(view.language.text("rejections_unlisted", n=more))
    say(verdict_line(report, view.language))


def _say_written(paths: Sequence[Path], view: View) -> None:
    """Say on stderr which files were written, and how large they are."""
    for path in paths:
        size = view.language.size(path.stat().st_size)
        say(view.language.text("file_written", path=safe_text(str(path)), size=size))


def _say_dialects(report: Report, view: View) -> None:
    for log in report.statistics.logs:
        say(
            view.language.text(
                f"log_read_as_{log.form}",
                path=log.path,
                encoding=log.encoding or "",
                delimiter=view.language.text(f"delimiter_{log.delimiter}") if log.encoding else "",
                line=log.header_line,
                columns=", ".join(
                    f"{view.language.text(f'role_{role}')} = {name}"
                    for role, name in log.columns.items()
                ),
            )
        )
    for problem in report.statistics.sheets_passed_over:
        say(f"{view.language.what(problem)}.")
