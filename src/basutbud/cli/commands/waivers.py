"""``basutbud waivers``: list waivers, and check for those that are expired or unused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from basutbud.cli import options as o
from basutbud.cli.guard import ExitCode, guarded
from basutbud.model.mandate import Command

if TYPE_CHECKING:
    from basutbud.audit import Terms
    from basutbud.language import Language
    from basutbud.model.overtime.excuse import WaiverStanding

File = Annotated[str, typer.Argument(metavar="FILE")]
Audited = Annotated[list[str] | None, typer.Argument(metavar="[PATH...]")]
"""What is audited, so that waivers that meet nothing are found."""
WarnDays = Annotated[int, o.Panel.WHEN.option("--warn-days", metavar="N", min=0)]


@guarded
def list_waivers(
    file: File,
    paths: Audited = None,
    *,
    as_of: o.AsOf = None,
    rules: o.Rules = o.DEFAULT_RULES,
    lang: o.Language = None,
) -> ExitCode:
    """List waivers, each with its state, its last day and its reason."""
    from basutbud.cli import terminal
    from basutbud.formats.text.waiverlist import listed

    language = terminal.choose_language(lang)
    judged_by = _terms(file, paths or [], as_of, rules)
    standings, complete = _standings(judged_by, paths or [], language)
    terminal.write_stdout(listed(standings, judged_by.mandate.as_of, language, terminal.width()))
    return ExitCode.PASSED if complete else ExitCode.INCOMPLETE


@guarded
def check_waivers(
    file: File,
    paths: Audited = None,
    *,
    warn_days: WarnDays = 30,
    as_of: o.AsOf = None,
    rules: o.Rules = o.DEFAULT_RULES,
    lang: o.Language = None,
) -> ExitCode:
    """Name each waiver that is expired, soon to expire, unused or unknown: exit code 1."""
    from basutbud.cli import terminal
    from basutbud.formats.text.waiverlist import standing

    language = terminal.choose_language(lang)
    judged_by = _terms(file, paths or [], as_of, rules)
    standings, complete = _standings(judged_by, paths or [], language)
    as_of_day = judged_by.mandate.as_of
    warned = [_warned(one, as_of_day, warn_days) for one in standings]
    called = [one for one in warned if one.calls_for_attention]
    for one in called:
        said = standing(one, as_of_day, language)
        terminal.write_stdout(
            f"{judged_by.mandate.shown.waivers}:{one.waiver.line}: {one.waiver.id}: {said}\n"
        )
    checked = language.text("waivers_checked", n=len(standings), called=len(called))
    terminal.write_stdout(f"{checked}\n")
    if not complete:
        return ExitCode.INCOMPLETE
    return ExitCode.FINDINGS if called else ExitCode.PASSED


def _terms(file: str, paths: Sequence[str], as_of: str | None, rules: str) -> Terms:
    """Read the waivers, by a rule set and as of a day."""
    from basutbud.cli import terms

    mandate = terms.mandate(
        as_of,
        rules,
        command=Command.AUDIT,
        paths=[*paths],
        period=(None, None),
        waivers=file,
        allow_empty=not paths,
    )
    return terms.prepared(mandate, terms.engine_options("duckdb", o.DEFAULT_MEMORY, None))


def _standings(
    judged_by: Terms, paths: Sequence[str], language: Language
) -> tuple[Sequence[WaiverStanding], bool]:
    """Return the standing of each waiver, from an audit if there is something to audit.

    Return too whether all input could be read; problems are reported on stderr.
    """
    from basutbud.audit import audit_clinics
    from basutbud.cli import files, terminal
    from basutbud.sources.gathering import Gathered

    found = files.find(paths).gathered() if paths else Gathered((), (), Path())
    report = audit_clinics(found, judged_by)
    for problem in report.problems:
        terminal.say(language.describe(problem))
    return report.waivers, report.complete


def _warned(one: WaiverStanding, as_of: date, warn_days: int) -> WaiverStanding:
    """Return a standing in which a waiver is expiring ``warn_days`` before its last day."""
    from basutbud.model.overtime.excuse import WaiverState

    by_date = one.waiver.state(as_of, warn_days)
    if by_date is WaiverState.EXPIRING and one.state is WaiverState.OVER_CEILING:
        return replace(one, state=by_date)
    in_time = one.state in (WaiverState.ACTIVE, WaiverState.EXPIRING)
    return replace(one, state=by_date) if in_time else one
