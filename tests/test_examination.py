"""Clinic files examined one after the other: each as if it were the only one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from basutbud import clinic, judgement, pieces
from basutbud.clinic import ClinicReader
from basutbud.document import Document, parse_document
from basutbud.errors import InputError, Problem
from basutbud.examination import Examiner
from basutbud.gathering import ClinicFile
from basutbud.model.finding import ClinicReport
from basutbud.ruleset import load_ruleset

RULESET = load_ruleset("vgr-hs-20-2016")
CLINIC = """\
clinic: Ekbacken
hsa_id: SE2321000131-E000000009001
kind: vardcentral
provider: {provider}
services:
  bestalla-tid: {{status: {status}, asks_for_reason: {reason}, since: {since}}}
  fornya-recept: {{status: active, in_operation: {reason}}}
  egenremiss: {status}
  levnadsvanor: {{status: active, topics: [{topics}]}}
"""


def files() -> Iterator[str]:
    """Yield clinic files that differ in what they declare, and of which some are wrong."""
    for number in range(120):
        yield CLINIC.format(
            provider=("region", "private")[number % 2],
            status=("active", "inactive", "aktiv")[number % 3],
            reason=("true", "false")[number % 5 == 0],
            since=("2015-01-01", "2017-02-30", "2017-02-28", "2016-01-01")[number % 4],
            topics=("mat", "mat, tobak, motion, alkohol")[number % 7 > 0],
        )


def examined(examiner: Examiner, text: str) -> object:
    """Return what an examiner says of a file."""
    problems: list[Problem] = []
    file = ClinicFile(Path(), "c", "c.yaml", text.encode())
    found, inputs = examiner.all([file], problems, [])
    return [one.report for one in found], inputs, problems


TERMS = RULESET, RULESET.rules, date(2017, 1, 15)


@pytest.fixture(scope="module")
def each_alone() -> list[object]:
    """Return what is said of each file by an examiner that has met no other."""
    return [examined(Examiner(*TERMS), text) for text in files()]


@pytest.mark.parametrize("kept", [0, 5_000])
@pytest.mark.parametrize("declared", [0, 5, 5_000])
@pytest.mark.parametrize("assessed", [5, 5_000])
def test_what_was_met_before_changes_nothing(
    kept: int,
    declared: int,
    assessed: int,
    each_alone: list[object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whether or not pieces, declarations and assessments are kept, each file is read anew."""
    monkeypatch.setattr(pieces, "_MOST_KEPT", kept)
    monkeypatch.setattr(clinic, "_MOST_MET", declared)
    monkeypatch.setattr(judgement, "_MOST_MET", assessed)
    examiner = Examiner(*TERMS)
    assert [examined(examiner, text) for text in files()] == each_alone


def test_each_day_is_judged_by_itself() -> None:
    """What is not yet offered on the day a rule takes force may be so on a later day."""
    start, cut, end = CLINIC.partition("services:\n")
    since = {"provider": "private", "status": "active", "reason": "true", "since": "2017-06-01"}
    agreed = f"{start}agreement: {{{{applies_from: %s}}}}\n{cut}{end}"
    examiner = Examiner(RULESET, RULESET.rules, date(2017, 1, 1))
    for day, late in (("2017-03-01", True), ("2017-09-01", False), ("2017-04-01", True)):
        text = (agreed % day).format(**since, topics="mat")
        file = ClinicFile(Path(), "c", "c.yaml", text.encode())
        (found,), _ = examiner.all([file], [], [])
        assert ("bestalla-tid-not-offered" in found_by(found.report)) is late


def found_by(report: ClinicReport) -> set[str]:
    """Return the rules that found something."""
    return {finding.rule.id for finding in report.findings}


def test_what_one_service_declares_another_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """A declaration that was right for one service is held against the schema of another."""
    text = CLINIC.format(
        provider="region", status="active", reason="true", since="2016-01-01", topics="mat"
    )
    first = parse_document("c.yaml", text.encode())
    second = parse_document("c.yaml", text.encode())
    second.data["services"]["egenremiss"] = first.data["services"]["levnadsvanor"]
    documents = iter([first, second])

    def document(*_: object) -> Document:
        return next(documents)

    monkeypatch.setattr(pieces.Pieces, "document", document)
    reader = ClinicReader(RULESET)
    reader.read("c.yaml", b"")
    with pytest.raises(InputError):
        reader.read("c.yaml", b"")


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of however many declarations, a few are kept."""
    monkeypatch.setattr(clinic, "_MOST_MET", 5)
    monkeypatch.setattr(judgement, "_MOST_MET", 5)
    examiner = Examiner(*TERMS)
    for text in files():
        examined(examiner, text)
    assert len(examiner._reader._declarations._met) <= 5  # noqa: SLF001 - nothing else shows it
    kept = [met for one in examiner._judging._rules for met in one.met.values()]  # noqa: SLF001
    assert max(map(len, kept)) == 5
