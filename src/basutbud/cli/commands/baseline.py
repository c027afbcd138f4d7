"""``basutbud baseline``: what is known of a report's findings, to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from basutbud.cli import options as o
from basutbud.cli.guard import ExitCode, guarded


@guarded
def write_baseline(
    report: Annotated[str, typer.Argument(metavar="REPORT")],
    *,
    output: Annotated[str, o.Panel.OUTPUT.option("-o", "--output", metavar="FILE")],
    shrink_only: Annotated[
        bool,
        o.Panel.POLICY.option("--shrink-only"),
    ] = False,
    lang: o.Language = None,
) -> ExitCode:
    """Write the fingerprints and measures of a report's findings, without cases or names."""
    from basutbud.cli import terminal
    from basutbud.cli.output import require_writable, written_whole
    from basutbud.errors import Location, Problem, UsageError
    from basutbud.reportfile import read_report
    from basutbud.reportfile.baseline import baseline_of, read_baseline, shrink, written
    from basutbud.safetext import safe_text
    from basutbud.sources.discovery import RealPaths

    language = terminal.choose_language(lang)
    source, target = Path(report), Path(output)
    shown = safe_text(target.as_posix())
    require_writable([target], {RealPaths().of(source)})
    saved = read_report(source)
    baseline, new = baseline_of(saved), 0
    if shrink_only:
        if not target.is_file():
            raise UsageError(Problem("baseline_to_shrink", Location(shown)))
        if saved.data["verdict"] == "incomplete":
            terminal.say(language.describe(Problem("baseline_incomplete", Location(saved.path))))
            return ExitCode.INCOMPLETE
        shrunk = shrink(read_baseline(target, shown), baseline)
        baseline, new = shrunk.baseline, shrunk.new
    with written_whole(target) as draft:
        draft.write_bytes(written(baseline, saved))
    terminal.say(language.text("baseline_written", path=shown, n=len(baseline.entries)))
    if new:
        terminal.say(language.text("baseline_new", n=new))
    return ExitCode.FINDINGS if new else ExitCode.PASSED
