"""``basutbud diff``: what changed from one report to another, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from basutbud.cli import options as o
from basutbud.cli.choices import Color
from basutbud.cli.guard import ExitCode, guarded

OldReport = Annotated[str, typer.Argument(metavar="OLD")]
NewReport = Annotated[str, typer.Argument(metavar="NEW")]
FailOnNew = Annotated[bool, o.Panel.POLICY.option("--fail-on-new")]
WordsOf = Annotated[str | None, o.Panel.POLICY.option("--rules", metavar="FILE|ID")]


@guarded
def diff(
    old: OldReport,
    new: NewReport,
    *,
    fail_on_new: FailOnNew = False,
    allow_incomparable: o.AllowIncomparable = False,
    rules: WordsOf = None,
    output: o.OwnOutput = [],
    lang: o.Language = None,
    color: o.Colored = Color.AUTO,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> ExitCode:
    """Compare two JSON reports: new, worsened, improved, resolved, not comparable, and why."""
    from basutbud.cli import terminal, terms
    from basutbud.cli.output import parse_outputs, require_writable, write_outputs
    from basutbud.comparing.changes import compare
    from basutbud.comparing.side import Side
    from basutbud.formats.common.view import View
    from basutbud.formats.comparison import FORMATS, remarks, render
    from basutbud.formats.comparison.phrases import summarise
    from basutbud.reportfile import read_report
    from basutbud.safetext import safe_text
    from basutbud.sources.discovery import RealPaths

    view = View(
        language=terminal.choose_language(lang),
        width=terminal.width(),
        color=terminal.colored(color),
        detail=terms.detail(quiet=quiet, verbose=verbose),
    )
    outputs = parse_outputs(output, terminal=terminal.is_terminal(), formats=FORMATS)
    paths = [Path(old), Path(new)]
    require_writable([one.path for one in outputs if one.path], {*map(RealPaths().of, paths)})
    before, after = (Side(read_report(one, safe_text(one.as_posix()))) for one in paths)
    ruleset = terms.words_of(rules, after.terms["rules"])
    compared = compare(before, after, ruleset)
    if not {one.format for one in outputs}.isdisjoint(remarks.FORMATS):
        known = {rule.id for rule in remarks.rules(compared)}
        for change in compared.worsening:
            if change.rule not in known:
                terms.wrong("diff_needs_rules", rule=change.rule)
    write_outputs(outputs, lambda name: render(name, compared, view))
    if not any(one.format == "text" and not one.path for one in outputs):
        terminal.say(summarise(compared, view.language))
    if not fail_on_new:
        return ExitCode.PASSED
    if compared.uncertain and not allow_incomparable:
        return ExitCode.INCOMPLETE
    return ExitCode.FINDINGS if compared.worse else ExitCode.PASSED
