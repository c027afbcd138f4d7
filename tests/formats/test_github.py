"""Annotations for GitHub: commands that decode to the findings, and no others."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import audits
from basutbud.audit import audit_clinics
from basutbud.formats import render
from basutbud.language import LANGUAGES
from basutbud.model.vocabulary import Outcome, Severity
from basutbud.sources.gathering import ClinicFile, Gathered
from exchange import REPORTS, SV, report_of
from running import DAY, basutbud


def decoded(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as GitHub's runner does."""
    level, properties, data = re.fullmatch(r"::(\w+) (.*?)::(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]  # a line of another form fails the test
    pairs = (pair.partition("=") for pair in properties.split(","))
    return level, {name: unquoted(value) for name, _, value in pairs}, unquoted(data)


def unquoted(text: str) -> str:
    """Undo the escapes of a workflow command, the percent sign last."""
    for code, character in (("3A", ":"), ("2C", ","), ("0D", "\r"), ("0A", "\n"), ("25", "%")):
        text = text.replace(f"%{code}", character)
    return text


@pytest.mark.parametrize("name", REPORTS)
def test_github_commands_decode_to_the_findings(name: str) -> None:
    """One command a finding, worst first, with place, rule, clinic and remedy as they were."""
    report = report_of(name)
    *commands, end = render("github", report, SV).decode().splitlines()
    read = [decoded(command) for command in commands]
    levels = Counter(level for level, _, _ in read)
    order = ["error", "warning", "notice"]
    assert [level for level, _, _ in read] == [one for one in order for _ in range(levels[one])]
    assert levels["error"] == len(report.problems) + sum(
        one.outcome is Outcome.VIOLATION and one.rule.severity is Severity.ERROR
        for one in report.findings
    )
    advice = [one for one in report.findings if one.outcome is Outcome.ADVICE]
    summed = [message for _, one, message in read if "file" not in one and "råd" in one["title"]]
    assert len(summed) == bool(advice)
    for rule in {one.rule.id for one in advice}:
        n = sum(one.rule.id == rule for one in advice)
        assert any(line.endswith(f"({rule}): {n}") for line in summed[0].splitlines())
    told = {(one["file"], one.get("line"), message) for _, one, message in read if "file" in one}
    for clinic in report.clinics:
        for finding in clinic.findings:
            assert finding.outcome is Outcome.ADVICE or any(
                path == finding.location.path
                and line == str(finding.location.line)
                and message.startswith(f"{clinic.name}: ")
                and message.endswith(finding.rule.remedy["sv"].strip())
                for path, line, message in told
            )
    assert not end.startswith(":")
    assert "##[" not in end
    assert LANGUAGES["sv"].verdict(report) in end
    assert all(f"{level} {levels[level]}" in end for level in order)


def test_github_properties_hold_whatever_a_file_is_called() -> None:
    """Commas, colons and percent signs in a path do not end it or begin another property."""
    path = "a,line=1::b%2C%0A,c:d.yaml"
    clinic = (audits.EXAMPLES / "clinics" / "myrstacken.yaml").read_bytes()
    files = (ClinicFile(audits.EXAMPLES, "", path, clinic),)
    report = audit_clinics(Gathered(files, (), audits.EXAMPLES), audits.terms())
    *commands, _ = render("github", report, SV).decode().splitlines()
    assert commands
    assert {decoded(command)[1].get("file", path) for command in commands} == {path}
    assert any("file" in decoded(command)[1] for command in commands)


def test_no_file_name_gives_github_a_command(tmp_path: Path) -> None:
    """A runner reads both streams of a step: neither has a line that begins as one by its path."""
    (tmp_path / "::error file=x::falskt.yaml").write_text("clinic: x\n", encoding="utf-8")
    done = basutbud("audit", ".", *DAY, "-o", "github", cwd=tmp_path)
    assert done.returncode == 3
    assert not re.search(rb"^\s*::", done.stderr, re.MULTILINE)
    *commands, _ = done.stdout.decode().splitlines()
    assert {decoded(line)[2].endswith("…`.") for line in commands} == {True}
