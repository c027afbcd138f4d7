"""GitHub's workflow commands: annotations on a pull request's files, from a step's log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from basutbud.errors import Location
from basutbud.formats.common.headline import conclusion
from basutbud.formats.common.remarks import Remark, Unread, remarks, unread
from basutbud.formats.common.view import View
from basutbud.language import Language
from basutbud.model.report import Report
from basutbud.model.vocabulary import Outcome, Severity

MOST_SHOWN: Final = 10
"""Annotations of each level that GitHub shows for one step; it drops the rest silently."""

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, view: View) -> str:
    """Return a command a line, the worst first, and a last line with the verdict."""
    language = view.language
    commands = [_unread(one, language) for one in unread(report, language)]
    advice, others = _parted(remarks(report, language))
    commands += [_remark(one, language) for one in others]
    if advice:
        commands.append(_advice(advice, language))
    commands.sort(key=lambda command: list(_LEVELS.values()).index(command[0]))
    levels = Counter(level for level, _ in commands)
    return "\n".join([*(line for _, line in commands), _end(report, levels, language)]) + "\n"


def _unread(one: Unread, language: Language) -> tuple[str, str]:
    level = "warning" if one.tolerated else "error"
    title = language.text("unread_input")
    return _command(level, one.location, one.end_column, title, one.full_text)


def _remark(remark: Remark, language: Language) -> tuple[str, str]:
    return _command(
        _LEVELS[remark.severity],
        remark.location,
        remark.end_column,
        f"{remark.rule.title[language.code]} ({remark.rule.id})",
        remark.full_text,
    )


def _parted(remarks: Iterable[Remark]) -> tuple[list[Remark], list[Remark]]:
    """Return the advice among remarks, and the others."""
    parts: tuple[list[Remark], list[Remark]] = [], []
    for one in remarks:
        parts[one.outcome is not Outcome.ADVICE].append(one)
    return parts


def _advice(given: Sequence[Remark], language: Language) -> tuple[str, str]:
    """Return all advice as one command, so that it crowds nothing out: each rule, how often."""
    counts = Counter(one.rule.id for one in given)
    titles = {one.rule.id: one.rule.title[language.code] for one in given}
    rules = [f"{titles[rule]} ({rule}): {count}" for rule, count in counts.most_common()]
    title = language.text("advice_n", n=len(given))
    return _command("notice", Location(""), None, title, "\n".join(rules))


def _command(
    level: str, where: Location, end: int | None, title: str, message: str
) -> tuple[str, str]:
    properties = {
        "file": where.path,
        "line": where.line if where.path else None,
        "col": where.column,
        "endColumn": end,
        "title": title,
    }
    written = ",".join(
        f"{name}={_property(str(value))}" for name, value in properties.items() if value
    )
    return level, f"::{level} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _end(report: Report, levels: Counter[str], language: Language) -> str:
    """Return a line that GitHub does not take for a command, of the new kind or the old."""
    verdict = conclusion(report, language)
    counts = ", ".join(f"{level} {levels[level]}" for level in _LEVELS.values())
    counted = language.text("annotations_counted", counts=counts, most=MOST_SHOWN)
    return " ".join(f"basutbud: {verdict}. {counted}".replace("##[", "## [").split())
