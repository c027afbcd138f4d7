"""A language: its sentences by key, and its notation of numbers, shares and sizes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from basutbud.errors import Location, Problem
from basutbud.language import en, sv
from basutbud.model.vocabulary import CaseOutcome, Declaration, Verdict

if TYPE_CHECKING:  # spares the help of a command the domain's types
    from basutbud.model.cases import Case
    from basutbud.model.finding import Finding
    from basutbud.model.report import Report

_SPACE: Final = "\N{NO-BREAK SPACE}"
_LEAST_GROUPED: Final = 10_000
"""Numbers from here on have their thousands apart."""
_MEGABYTE: Final = 1_000_000
_METAVAR: Final = re.compile(r"[A-Z_]{2,}")


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its texts by key, and its notation of numbers."""

    code: str
    texts: Mapping[str, str]
    problems: Mapping[str, tuple[str, str]]
    decimal_mark: str
    thousands_mark: str
    percent_mark: str

    def text(self, key: str, /, **values: object) -> str:
        """Return a text, filled in; of two forms, ``one|many``, the one for the value ``n``."""
        template = self.texts[key]
        if "|" in template and "n" in values:
            one, many = template.split("|")
            template = one if values["n"] == 1 else many
        return template.format(**{name: self.shown(value) for name, value in values.items()})

    def message(self, finding: Finding) -> str:
        """Return the rule's message, filled with the finding's facts."""
        facts = {name: self.shown(value) for name, value in finding.facts.items()}
        return finding.rule.message[self.code].format(**facts)

    def several(self, names: Sequence[str], most: int) -> str:
        """Return the first names in a row, and how many more there are."""
        rest = len(names) - most
        return ", ".join(names[:most]) + (self.text("more_names", n=rest) if rest > 0 else "")

    def verdict(self, report: Report) -> str:
        """Return the verdict's word; it is not "compliant" where that is not the whole of it."""
        if report.verdict is Verdict.COMPLIANT and report.excuse:
            return self.text(f"verdict_{report.excuse}")
        if report.verdict is Verdict.COMPLIANT and not report.conclusive:
            return self.text("verdict_open" if report.clinics else "verdict_nothing")
        return self.text(f"verdict_{report.verdict}")

    def what(self, problem: Problem) -> str:
        """Say what is wrong."""
        return self._problem(problem)[0]

    def mend(self, problem: Problem) -> str:
        """Say how to mend it, with a did-you-mean if there is a similar word."""
        mend = self._problem(problem)[1]
        if suggestion := problem.values.get("suggestion"):
            return f"{self.text('did_you_mean', word=suggestion)} {mend}".strip()
        return mend

    def location(self, location: Location) -> str:
        """Name a location: path and line, or record."""
        return f"{location}{self.record(location)}"

    def record(self, location: Location) -> str:
        """Name the record if a location has no line: `` (record 2)``; else nothing."""
        if location.record is None or location.line is not None:
            return ""
        return f" ({self.text('record', n=location.record)})"

    def row(self, case: Case) -> str:
        """Name a case's row: its line's number, or ``record 2`` if the log has no lines."""
        return self.text("record", n=case.record) if case.line is None else str(case.line)

    def describe(self, problem: Problem) -> str:
        """Describe a problem in full: location, what is wrong, the line, how to mend it."""
        where = problem.location
        named = f"{self.location(where)}: " if where.path else ""
        lines = [f"{named}{self.what(problem)}"]
        if problem.excerpt is not None:
            shown = problem.excerpt
            number = str(shown.line)
            lines += [
                f"  {number} │ {shown.text}",
                f"  {' ' * len(number)} │ {' ' * shown.start}{'^' * (shown.end - shown.start)}",
            ]
        if mend := self.mend(problem):
            lines.append(f"  → {mend}")
        return "\n".join(lines)

    def shown(self, value: object) -> str:
        """Return a value as text: a float as a share, a mapping as a name, a tuple with commas."""
        match value:
            case Declaration():
                return self.texts[f"declared_{value}"]
            case bool() | str():
                return str(value)
            case int():
                return self.number(value)
            case float():
                return self.share(value)
            case date():
                return value.isoformat()
            case tuple():
                return ", ".join(value)
            case Mapping():
                return str(value[self.code])
            case _:
                return ""

    def number(self, number: int) -> str:
        """Return a whole number as text, in groups of three digits from ten thousand up."""
        if abs(number) < _LEAST_GROUPED:
            return str(number)
        return f"{number:,}".replace(",", self.thousands_mark)

    def metavar(self, text: str) -> str:
        """Return what stands for a value on a command line, ``FILE``, as people read it."""
        return _METAVAR.sub(lambda word: self.texts.get(f"metavar_{word[0]}", word[0]), text)

    def decimal(self, number: float) -> str:
        """Write a number with one decimal."""
        return f"{number:.1f}".replace(".", self.decimal_mark)

    def interval(self, shares: tuple[float, float] | None) -> str:
        """Return an interval, whose ends have a decimal each; None is a dash."""
        if shares is None:
            return "–"
        low, high = (self.share(share, aligned=True) for share in shares)
        return f"{low.removesuffix(self.percent_mark)}–{high}"

    def share(self, share: float | None, *, aligned: bool = False) -> str:
        """Return a share as a percentage with one decimal, never rounded up to 100 or down to 0.

        99.96 % is shown as 99.9 %, so that a late case is not rounded away; None is a dash. A
        decimal that is 0 is shown in columns alone, whose figures are ``aligned``.
        """
        if share is None:
            return "–"
        percent = round(share * 100, 1)
        if share < 1:
            percent = min(percent, 99.9)
        if share > 0:
            percent = max(percent, 0.1)
        written = f"{percent:.1f}" if aligned else f"{percent:.1f}".removesuffix(".0")
        return written.replace(".", self.decimal_mark) + self.percent_mark

    def size(self, size: int) -> str:
        """Return the size of a file in kilobytes of 1,000 bytes, or megabytes."""
        if size < _MEGABYTE:
            return f"{-(-size // 1_000)} kB"
        return f"{size / _MEGABYTE:.1f} MB".replace(".", self.decimal_mark)

    def _problem(self, problem: Problem) -> tuple[str, str]:
        texts = self.problems.get(problem.code, self.problems["other"])
        values = {name: self.shown(value) for name, value in problem.values.items()}
        values["column"] = problem.column or self.text("a_column")
        part = "part_column" if problem.column else "part_header"
        values["part"] = self.text(part, column=values["column"])
        if isinstance(parameter := problem.values.get("parameter"), str):
            values["parameter"] = self.metavar(parameter)
        if isinstance(missing := problem.values.get("missing"), tuple):
            values["missing"] = ", ".join(self.text(f"role_{role}") for role in missing)
        values |= self._of_rows(problem)
        one = problem.values.get("n") == 1
        what, mend = (text.split("|")[0 if one else -1] for text in texts)
        return what.format(**values), mend.format(**values)

    def _of_rows(self, problem: Problem) -> dict[str, str]:
        """Return the outcomes of rows that could not be judged, ``3 rejected``, and what to do."""
        counts = {one: n for one in CaseOutcome if isinstance(n := problem.values.get(one), int)}
        became = [f"{self.number(n)} {self.text(f'case_{one}', n=n)}" for one, n in counts.items()]
        hints = [self.text(f"hint_{one}") for one in counts if f"hint_{one}" in self.texts]
        return {"became": ", ".join(became), "hints": " ".join(hints)}


LANGUAGES: Final[Mapping[str, Language]] = {
    "sv": Language("sv", sv.TEXTS, sv.PROBLEMS, ",", _SPACE, f"{_SPACE}%"),
    "en": Language("en", en.TEXTS, en.PROBLEMS, ".", ",", "%"),
}
