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
    from basutbud.cli.output import choose_outputs, say_unless_shown, write_outputs
    from basutbud.comparing.changes import compare
    from basutbud.comparing.side import Side
    from basutbud.formats.comparison import FORMATS, remarks, render
    from basutbud.formats.comparison.phrases import summarise
    from basutbud.reportfile import read_report

    view = terminal.make_view(lang, color, quiet=quiet, verbose=verbose)
    paths = [Path(old), Path(new)]
    outputs = choose_outputs(output, FORMATS, paths)
    before, after = (Side(read_report(one)) for one in paths)
    ruleset = terms.words_of(rules, after.terms["rules"])
    compared = compare(before, after, ruleset)
    if not {one.format for one in outputs}.isdisjoint(remarks.FORMATS):
        known = {rule.id for rule in remarks.rules(compared)}
        for change in compared.worsening:
            if change.rule not in known:
                terms.wrong("diff_needs_rules", rule=change.rule)
    write_outputs(outputs, lambda name: render(name, compared, view))
    say_unless_shown(summarise(compared, view.language), outputs)
    if not fail_on_new:
        return ExitCode.PASSED
    if compared.uncertain and not allow_incomparable:
        return ExitCode.INCOMPLETE
    return ExitCode.FINDINGS if compared.worse else ExitCode.PASSED
