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
    from basutbud.cli import terminal
    from basutbud.cli.output import choose_outputs, say_unless_shown, write_outputs
    from basutbud.comparing.trend import join_reports as trend_of
    from basutbud.formats.trend import FORMATS, render
    from basutbud.formats.trend.phrases import compose_title
    from basutbud.reportfile import read_report

    view = terminal.make_view(lang, color, quiet=quiet, verbose=verbose, csv_dialect=csv_dialect)
    paths = [Path(one) for one in reports]
    outputs = choose_outputs(output, FORMATS, paths)
    found = trend_of(map(read_report, paths))
    write_outputs(outputs, lambda name: render(name, found, view))
    say_unless_shown(compose_title(found, view.language), outputs)
    return ExitCode.PASSED
