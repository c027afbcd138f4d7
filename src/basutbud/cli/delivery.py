"""From a report to what the user gets: files, stdout, words on stderr, and the exit code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from basutbud.audit import Watch
from basutbud.caselog.parquet import rewrite_as_parquet
from basutbud.cli import terminal
from basutbud.cli.guard import ExitCode
from basutbud.cli.options import Color, Lang
from basutbud.cli.output import (
    Output,
    parse_case_list,
    parse_outputs,
    require_writable,
    written_whole,
)
from basutbud.cli.terminal import say
from basutbud.formats import View, render
from basutbud.model.report import Report
from basutbud.model.vocabulary import FailOn


@dataclass(frozen=True, slots=True)
class Targets:
    """Where a run writes: its reports, and the case list if one is wanted."""

    outputs: list[Output]
    case_list: Path | None

    @property
    def paths(self) -> list[Path]:
        """The files to be written."""
        listed = [self.case_list] if self.case_list else []
        return [output.path for output in self.outputs if output.path] + listed


def view(lang: Lang | None, color: Color, detail: int, case_ids: bool, show_passed: bool) -> View:
    """Return how reports are shown, by the options and the terminal."""
    return View(
        language=terminal.language(lang),
        width=terminal.width(),
        color=terminal.colored(color),
        detail=detail,
        case_ids=case_ids,
        show_passed=show_passed,
    )


def targets(output: Sequence[str], case_list: str | None, read: Iterable[Path]) -> Targets:
    """Read where to write, and refuse what cannot be written before anything is audited."""
    targets = Targets(parse_outputs(output), parse_case_list(case_list))
    require_writable(targets.paths, read)
    return targets


@contextmanager
def watching(targets: Targets, view: View, log_bytes: int, *, progress: bool) -> Iterator[Watch]:
    """Yield who is told of the audit; the case list is there, whole, once it is through."""
    wanted = progress and view.detail >= 0
    with terminal.progress(log_bytes, wanted=wanted) as told_of:
        if targets.case_list is None:
            yield Watch(told_of)
            return
        with written_whole(targets.case_list) as draft:

            def listed(lines: Iterable[str]) -> None:
                with draft.open("w", encoding="utf-8", newline="") as stream:
                    stream.writelines(lines)

            yield Watch(told_of, listed, view.case_ids)
            if targets.case_list.suffix.casefold() == ".parquet":
                rewrite_as_parquet(draft)


def deliver(report: Report, targets: Targets, view: View, fail_on: FailOn) -> ExitCode:
    """Write every report, and return what the audit came to."""
    for output in targets.outputs:
        text = render(output.format, report, view)
        if output.path is None:
            terminal.write_stdout(text)
            continue
        with written_whole(output.path) as draft:
            draft.write_bytes(text.encode())
    if not any(one.format in ("text", "concise") and not one.path for one in targets.outputs):
        _say_verdict(report, view)
    if view.detail > 0:
        _say_dialects(report, view)
    if not report.complete:
        return ExitCode.INCOMPLETE
    return ExitCode.FINDINGS if report.fails(fail_on) else ExitCode.PASSED


def _say_verdict(report: Report, view: View) -> None:
    """Say on stderr what a reader of stdout would see, when the report goes elsewhere."""
    for problem in (*report.rejections, *report.statistics.rejections[:20]):
        say(view.language.told(problem))
    say(
        view.language.text(
            "verdict_line",
            verdict=view.language.verdict(report),
            as_of=report.as_of,
        )
    )


def _say_dialects(report: Report, view: View) -> None:
    for log in report.statistics.logs:
        say(
            view.language.text(
                "log_read_as",
                path=log.path,
                encoding=log.encoding,
                delimiter=view.language.text(f"delimiter_{log.delimiter}"),
                line=log.header_line,
                columns=", ".join(
                    f"{view.language.text(f'role_{role}')} = {name}"
                    for role, name in log.columns.items()
                ),
            )
        )
