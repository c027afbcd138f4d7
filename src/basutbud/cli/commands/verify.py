"""``basutbud verify``: the audit again from a report's own terms, and whether it is the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from basutbud.cli import options as o
from basutbud.cli.choices import Color
from basutbud.cli.guard import ExitCode, guarded

if TYPE_CHECKING:
    from basutbud.audit import Terms
    from basutbud.reportfile import SavedReport

JsonReport = Annotated[str, typer.Argument(metavar="REPORT")]
_MOST_NAMED: Final = 5
"""Inputs that are gone, of those that are named."""


@guarded
def verify(
    report: JsonReport,
    *,
    lang: o.Language = None,
    color: o.Colored = Color.AUTO,
    no_progress: o.NoProgress = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> ExitCode:
    """Audit again by a report's own terms and inputs: the same to the byte, or where not."""
    from basutbud.cli import terminal, terms
    from basutbud.comparing.repetition import repeat
    from basutbud.formats.comparison.repetition import render
    from basutbud.reportfile import read_report

    view = terminal.make_view(lang, color, quiet=quiet, verbose=verbose)
    path = Path(report)
    saved = read_report(path)
    if gone := [*_gone(saved)]:
        paths = view.language.several(gone, _MOST_NAMED)
        terminal.say(view.language.text("verify_gone", n=len(gone), paths=paths))
        return ExitCode.INCOMPLETE
    asked = terms.prepared(saved.mandate, terms.engine_options("duckdb", o.DEFAULT_MEMORY, None))
    made = _made_again(asked, path, progress=not no_progress)
    repetition = repeat(saved, made, asked.ruleset)
    terminal.write_stdout(render(repetition, view))
    return ExitCode.PASSED if repetition.same else ExitCode.FINDINGS


def _gone(saved: SavedReport) -> Iterator[str]:
    """Yield the inputs of the report that are gone; standard input always is."""
    from basutbud.cli.files import STDIN
    from basutbud.rulesetfile.loader import packaged_rule_sets

    mandate = saved.mandate
    if STDIN in mandate.paths:
        yield STDIN
        return
    read = [one["path"] for one in saved.data["inputs"]]
    if mandate.rules not in packaged_rule_sets():
        read.append(mandate.rules)
    for path in read:
        sheets = (path[:n] for n, letter in enumerate(path) if letter == "#")
        if not ("://" in path or Path(path).exists() or any(Path(one).is_file() for one in sheets)):
            yield path


def _made_again(asked: Terms, path: Path, *, progress: bool) -> bytes:
    """Repeat the audit of a report, and return the new report as if at the same path."""
    from basutbud.audit import audit_cases, audit_clinics
    from basutbud.cli import delivery, files
    from basutbud.cli.output import Output
    from basutbud.formats import View, render
    from basutbud.language import LANGUAGES
    from basutbud.model.mandate import Command

    mandate = asked.mandate
    of_cases = mandate.command is Command.CASES
    found = files.find(
        mandate.paths, mandate.cases, mandate.include, mandate.exclude, logs_only=of_cases
    )
    targets = delivery.Targets([Output("json", path)], None, None, None)
    view = View(LANGUAGES[mandate.lang], detail=int(mandate.verbose), case_ids=mandate.case_ids)
    audit = audit_cases if of_cases else audit_clinics
    with delivery.scan_callbacks(
        targets, view, asked.ruleset, found.log_bytes, progress=progress
    ) as callbacks:
        return render("json", audit(found.gathered(targets.all_paths), asked, callbacks), view)
