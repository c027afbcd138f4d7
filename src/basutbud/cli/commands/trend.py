"""``basutbud trend``: many reports in a row, reply times by month and compliance by date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from basutbud.cli import options as o
from basutbud.cli.choices import Color
from basutbud.cli.guard import ExitCode, guarded
from basutbud.model.vocabulary import CsvDialect

Reports = Annotated[list[str], typer.Argument(metavar="REPORT...")]


@guarded
def trend(
    reports: Reports,
    *,
    output: o.OwnOutput = [],
    csv_dialect: o.CsvWritten = CsvDialect.EXCEL,
    lang: o.Language = None,
    color: o.Colored = Color.AUTO,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> ExitCode:
    """Put JSON reports in a row: reply times by the month of receipt, compliance by date."""
    from basutbud.cli import terminal, terms
    from basutbud.cli.output import parse_outputs, require_writable, write_outputs
    from basutbud.comparing.trend import join_reports as trend_of
    from basutbud.formats.common.view import View
    from basutbud.formats.trend import FORMATS, render
    from basutbud.formats.trend.phrases import compose_title
    from basutbud.reportfile import read_report
    from basutbud.safetext import safe_text
    from basutbud.sources.discovery import RealPaths

    view = View(
        language=terminal.choose_language(lang),
        width=terminal.width(),
        color=terminal.colored(color),
        detail=terms.detail(quiet=quiet, verbose=verbose),
        csv_dialect=csv_dialect,
    )
    outputs = parse_outputs(output, terminal=terminal.is_terminal(), formats=FORMATS)
    paths = [Path(one) for one in reports]
    require_writable([one.path for one in outputs if one.path], {*map(RealPaths().of, paths)})
    found = trend_of(read_report(one, safe_text(one.as_posix())) for one in paths)
    write_outputs(outputs, lambda name: render(name, found, view))
    if not any(one.format == "text" and not one.path for one in outputs):
        terminal.say(compose_title(found, view.language))
    return ExitCode.PASSED
