"""Reports to render in tests: of the examples, of many clinics, and of hostile input."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from basutbud import __version__
from basutbud.audit import Terms, audit_cases, audit_clinics
from basutbud.caselog import ScanCallbacks
from basutbud.model.mandate import Mandate
from basutbud.model.report import Report
from basutbud.rulesetfile.loader import load_ruleset
from basutbud.safetext import safe_text
from basutbud.sources.discovery import discover
from basutbud.sources.gathering import ClinicFile, Gathered

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
RULESET = load_ruleset("vgr-hs-20-2016")


def gathered(*folders: str) -> Gathered:
    """Read the examples in these folders."""
    return gathered_in(*(EXAMPLES / folder for folder in folders), base=EXAMPLES)


def gathered_in(*folders: Path, base: Path | None = None) -> Gathered:
    """Read what is in these folders, paths shown from the base."""
    base = base or folders[0]
    found = discover(folders, base)

    def shown(path: Path) -> str:
        return path.relative_to(base).as_posix()

    return Gathered(
        tuple(
            ClinicFile(path.parent, path.stem, shown(path), path.read_bytes())
            for path in found.clinics
        ),
        tuple((path, shown(path)) for path in found.logs),
        base,
    )


def terms(as_of: date = date(2017, 6, 30), **asked: Any) -> Terms:
    """Return the terms of a plain audit, but for what is asked for otherwise."""
    return Terms(RULESET, RULESET.rules, Mandate(as_of, RULESET.id, **asked), __version__)


@cache
def good() -> Report:
    """Return the audit of the examples."""
    return audit_clinics(gathered("clinics"), terms(), ScanCallbacks(in_detail=True))


@cache
def broken() -> Report:
    """Return the audit of the examples, the malformed ones among them, with its rulings."""
    return audit_clinics(
        gathered("clinics", "malformed"), terms(rulings=True), ScanCallbacks(in_detail=True)
    )


SAMPLE = Path(__file__).parent.parent / "golden" / "input"
SAMPLED = (
    *("kontakta-mig-not-offered", "bestalla-tid-without-reason", "radgivning-not-offered"),
    *("service-active-outside-operation", "reply-after-two-working-days"),
    *("cases-of-inactive-service", "active-service-without-cases"),
)
"""Rules of each kind of check, and of each severity."""


@cache
def sample(rules: tuple[str, ...] = SAMPLED, *, clinics: bool = True) -> Report:
    """Return the small audit that golden files are of: every outcome of a rule, and of a row."""
    of_rules = replace(
        terms(date(2017, 5, 31)),
        ruleset=replace(RULESET, sha256="0" * 64),
        rules=tuple(rule for rule in RULESET.rules if rule.id in rules),
        tool_version="0",
    )
    audit = audit_clinics if clinics else audit_cases
    return audit(gathered_in(SAMPLE), of_rules, ScanCallbacks(in_detail=True))


@cache
def upcoming() -> Report:
    """Return the audit of the examples before the requirements bind private providers."""
    return audit_clinics(gathered("clinics"), terms(date(2016, 11, 1)))


@cache
def without_logs() -> Report:
    """Return the same audit where no clinic has a log, so that its replies are undecided."""
    found = gathered("clinics")
    clinics = [
        ClinicFile(one.folder, "", one.shown, re.sub(rb"(?m)^case_logs:.*\n", b"", one.content))
        for one in found.clinics
        if isinstance(one.content, bytes)
    ]
    return audit_clinics(Gathered(tuple(clinics), (), EXAMPLES), terms(date(2016, 11, 1)))


def within(working_days: int) -> Report:
    """Return the audit of the examples, shown by a rule set with another limit on replies."""
    rules = tuple(
        replace(rule, params={**rule.params, "working_days": working_days}) if rule.limit else rule
        for rule in RULESET.rules
    )
    return replace(good(), ruleset=replace(RULESET, rules=rules), rules=rules)


@cache
def without_lines() -> Report:
    """Return the audit of the examples as of logs that have records and no lines, as Parquet."""
    report = good()
    return replace(
        report,
        clinics=tuple(
            replace(
                clinic,
                findings=tuple(
                    finding._replace(
                        cases=tuple(replace(case, line=None) for case in finding.cases)
                    )
                    for finding in clinic.findings
                ),
            )
            for clinic in report.clinics
        ),
    )


@cache
def logs_alone() -> Report:
    """Return the audit of the examples' logs, without clinic files."""
    return audit_cases(gathered("clinics"), terms(), ScanCallbacks(in_detail=True))


@cache
def empty() -> Report:
    """Return an audit of nothing, as --allow-empty permits it."""
    return audit_clinics(Gathered((), (), EXAMPLES), terms(allow_empty=True))


@cache
def many(count: int) -> Report:
    """Return the audit of this many clinics, each with a gap."""
    text = (EXAMPLES / "clinics" / "myrstacken.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("hsa_id:", "clinic:"))]
    body = "\n".join(lines).replace("kontakta-mig: active", "kontakta-mig: inactive")

    def clinics() -> Iterator[ClinicFile]:
        for number in range(count):
            head = f"clinic: Mottagning {number}\nhsa_id: SE2321000131-E{number:012}\n"
            yield ClinicFile(EXAMPLES, "", f"c{number}.yaml", (head + body).encode())

    return audit_clinics(Gathered(tuple(clinics()), (), EXAMPLES), terms())


def many_with_cases(count: int) -> Report:
    """Return the same, each clinic with the cases of one of the examples, and what they come to."""
    return _with_cases(many(count))


def hostile_with_cases() -> Report:
    """Return clinics whose names mean harm, likewise with cases."""
    return _with_cases(hostile())


def _with_cases(report: Report) -> Report:
    examples = [one for one in good().clinics if one.cases]
    return replace(
        report,
        statistics=good().statistics,
        clinics=tuple(
            replace(
                clinic,
                cases=example.cases,
                findings=(*clinic.findings, *(one for one in example.findings if one.cases)),
            )
            for clinic, example in zip(report.clinics, cycle(examples), strict=False)
        ),
    )


HOSTILE = (
    "<script>alert(1)</script>",
    "</script></style></title><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "[bold red]röd[/bold red] [link=https://evil.invalid]länk[/link]",
    r"\e[31mröd\e[0m \a\b",
    r"\u202Evänd\u202C \u200Fmärke \u2066inre\u2069",
    "=cmd|'/C calc'!A0",
    '+HYPERLINK(\\"http://evil.invalid\\")',
    "-2+3",
    "@SUM(1+1)",
    "| cell | ![bild](http://evil.invalid/x.png) `kod` *stark* <b>fet</b> @alla #1",
    "::error file=x::falskt %0A::warning::också",
    "]]> & < > \\\" ' {{ 7*7 }} {% raw %} ${7*7}",
    "lång" * 2_500,
)
"""What a clinic may be called, as text within double quotes in YAML."""


@cache
def hostile() -> Report:
    """Return the audit of clinics whose names, paths, case types and ids mean harm."""
    text = (EXAMPLES / "clinics" / "myrstacken.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("hsa_id:", "clinic:"))]
    body = "\n".join(lines).replace("kontakta-mig: active", "kontakta-mig: inactive")
    clinics = [
        ClinicFile(
            EXAMPLES,
            "",
            _as_path(name),
            f'clinic: "{name}"\nhsa_id: SE2321000131-E{number:012}\n{body}\n'.encode(),
        )
        for number, name in enumerate(HOSTILE)
    ]
    wrong = [
        ClinicFile(EXAMPLES, "", _as_path(name), f'clinic: x\n"{name}": 1\n'.encode())
        for name in HOSTILE
    ]
    with TemporaryDirectory() as folder:
        log = Path(folder, "log.csv")
        with log.open("w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream, delimiter=";")
            rows.writerow(["id", "enhet", "ärendetyp", "inkom", "första svar"])
            for name in HOSTILE:
                text = name.replace(r"\e", "\x1b").replace(r"\u202E", "\u202e")
                unit = "SE2321000131-E000000000000"
                rows.writerow([text[:80], unit, text, "2017-03-06 08:00", "2017-03-20 08:00"])
        logs = ((log, _as_path(HOSTILE[1])),)
        return audit_clinics(Gathered((*clinics, *wrong), logs, EXAMPLES), terms())


def _as_path(name: str) -> str:
    return safe_text(f"{name}.yaml")
