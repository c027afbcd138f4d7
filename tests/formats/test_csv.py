"""The CSV report, read back: every clinic and rule, every dialect, and nothing that does harm."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

import audits
from basutbud.formats import View, render
from basutbud.language import LANGUAGES
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome, CsvDialect, Outcome
from conftest import Golden

SV, EN = LANGUAGES["sv"], LANGUAGES["en"]
DELIMITERS = {CsvDialect.EXCEL: ";", CsvDialect.RFC4180: ",", CsvDialect.TAB: "\t"}
HEADER = [
    *("hsa_id", "clinic", "provider", "kind", "rule", "service", "severity", "outcome"),
    *("in_force_from", "undetermined", "message", "remedy", "path", "line", "column", "record"),
    *("cases", "on_time", "late", "overdue", "open", "on_time_share", "p50", "p90", "max"),
    *("fingerprint", "as_of", "as_if_in_force", "days_left", "clinic_verdict", "standing"),
    *("excuse", "waiver", "waiver_state", "waiver_expires", "waiver_reason", "conditions"),
    "compliance",
]


def rows(report: Report, view: View) -> list[dict[str, str]]:
    """Return the report's rows as Python's csv module reads them."""
    text = render("csv", report, view).decode("utf-8-sig")
    stream = io.StringIO(text, newline="")
    return list(csv.DictReader(stream, delimiter=DELIMITERS[view.csv_dialect], strict=True))


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the audit of the examples, the malformed ones among them."""
    return audits.broken()


@pytest.mark.parametrize("dialect", CsvDialect)
@pytest.mark.parametrize("language", [SV, EN])
def test_every_clinic_and_rule_has_its_row(
    report: Report, dialect: CsvDialect, language: Any
) -> None:
    """No pair is missing, in any dialect, and every finding is there once."""
    read = rows(report, View(language, csv_dialect=dialect))
    pairs = {(row["hsa_id"], row["rule"]) for row in read if row["rule"]}
    assert pairs == {
        (clinic.shown_id, result.rule.id) for clinic in report.clinics for result in clinic.results
    }
    prints = Counter(row["fingerprint"] for row in read if row["fingerprint"])
    assert prints == Counter(finding.fingerprint for finding in report.findings)


def test_the_outcomes_are_those_of_the_report(report: Report) -> None:
    """The worst row of each clinic and rule has the rule's outcome there."""
    worst: dict[tuple[str, str], Outcome] = {}
    for row in rows(report, View(SV)):
        if row["rule"]:
            key, outcome = (row["hsa_id"], row["rule"]), Outcome(row["outcome"])
            worst[key] = min(worst.get(key, outcome), outcome, key=lambda one: one.badness)
    for clinic in report.clinics:
        for result in clinic.results:
            assert worst[clinic.shown_id, result.rule.id] is result.outcome


def test_a_rule_left_undecided_keeps_its_row_beside_its_findings() -> None:
    """A finding about earlier cases does not hide that the rest could not be decided."""
    report = audits.good()
    clinic = next(one for one in report.clinics if any(f.early for f in one.findings))
    early = next(finding for finding in clinic.findings if finding.early)
    results = [
        replace(one, outcome=Outcome.UNDETERMINED, doubt="unreadable_rows")
        if one.rule is early.rule
        else one
        for one in clinic.results
    ]
    doubtful = replace(clinic, results=tuple(results), findings=(early,))
    read = rows(replace(report, clinics=(doubtful,)), View(SV))
    found = [row for row in read if row["rule"] == early.rule.id]
    assert [row["outcome"] for row in found] == ["undetermined", "upcoming"]
    assert [row["undetermined"] for row in found] == ["unreadable_rows", ""]
    assert [bool(row["cases"]) for row in found] == [True, False]


def test_what_could_not_be_read_stands_first(report: Report) -> None:
    """Files and rows alike, with place, code, message and remedy."""
    problems = (*report.rejections, *report.statistics.rejections)
    read = rows(report, View(SV))[: len(problems)]
    for row, problem in zip(read, problems, strict=True):
        assert row["outcome"] == "rejected"
        assert row["undetermined"] == problem.code
        assert row["path"] == problem.location.path
        assert row["line"] == str(problem.location.line or "")
        assert row["message"] == f"{SV.what(problem)}."
        assert row["remedy"] == SV.mend(problem)
    assert {row["outcome"] for row in rows(report, View(SV))[len(problems) :]} <= set(Outcome)


def test_rejected_rows_beyond_those_listed_are_counted(report: Report) -> None:
    """A report that bounds its list says how many more there were."""
    statistics = report.statistics
    missing = 1_234 - statistics.total[CaseOutcome.REJECTED]
    total = statistics.total.and_rejected(missing)
    more = replace(report, statistics=replace(statistics, total=total))
    messages = [row["message"] for row in rows(more, View(SV)) if row["outcome"] == "rejected"]
    assert messages[-1] == "… och 1229 oläsbara rader till"


def test_an_audit_of_nothing_does_not_look_whole() -> None:
    """With nothing to audit there is a row that says so."""
    from basutbud.audit import audit_clinics
    from basutbud.sources.gathering import Gathered

    (row,) = rows(audit_clinics(Gathered((), (), audits.EXAMPLES), audits.terms()), View(SV))
    assert (row["outcome"], row["undetermined"]) == ("rejected", "nothing_to_audit")


def test_cases_are_counted_once_a_clinic(report: Report) -> None:
    """The reply-time rule's first row has them, so that a column's sum is the total."""
    read = rows(report, View(SV))
    shaped = json.loads(render("json", report, View(SV)))
    cases = [clinic["cases"] for clinic in shaped["clinics"] if clinic["cases"]]
    for name in ("on_time", "late", "overdue", "open"):
        found = sum(int(row[name]) for row in read if row[name])
        assert found == sum(one[name] for one in cases)
    with_cases = {row["hsa_id"]: row for row in read if row["cases"]}
    assert {row["rule"] for row in with_cases.values()} == {"reply-after-two-working-days"}
    for clinic in shaped["clinics"]:
        if clinic["cases"]:
            row, days = with_cases[clinic["hsa_id"]], clinic["cases"]["working_days"]
            share = float(row["on_time_share"].replace(",", "."))
            assert share == pytest.approx(clinic["cases"]["on_time_share"], abs=1e-6)
            assert [row["p50"], row["p90"], row["max"]] == [str(day) for day in days.values()]


@pytest.mark.parametrize(
    ("dialect", "language", "start", "end", "share"),
    [
        (CsvDialect.EXCEL, SV, "\ufeffhsa_id;clinic", "\r\n", "0,871154"),
        (CsvDialect.EXCEL, EN, "\ufeffhsa_id;clinic", "\r\n", "0.871154"),
        (CsvDialect.RFC4180, SV, "hsa_id,clinic", "\r\n", "0.871154"),
        (CsvDialect.TAB, SV, "hsa_id\tclinic", "\n", "0.871154"),
    ],
)
def test_each_dialect_is_what_its_readers_expect(
    report: Report, dialect: CsvDialect, language: Any, start: str, end: str, share: str
) -> None:
    """Byte order mark, delimiter, line ends and decimal mark."""
    view = View(language, csv_dialect=dialect)
    text = render("csv", report, view).decode()
    assert text.startswith(start)
    lines = text.split("\n")
    assert lines.pop() == ""
    assert {line.endswith("\r") for line in lines} == {end == "\r\n"}
    shares = [row["on_time_share"] for row in rows(report, view) if row["on_time_share"]]
    assert shares[0] == share


def test_the_keys_are_stable_and_never_translated(report: Report) -> None:
    """Header, ids and outcomes are the same in both languages; messages are not."""
    swedish, english = rows(report, View(SV)), rows(report, View(EN))
    assert list(swedish[0]) == list(english[0]) == HEADER
    for one, other in zip(swedish, english, strict=True):
        worded = {"message", "remedy", "standing", "on_time_share"}
        same = [name for name in HEADER if name not in worded]
        assert [one[name] for name in same] == [other[name] for name in same]
        if one["message"]:
            assert one["message"] != other["message"]


@pytest.mark.parametrize("dialect", CsvDialect)
def test_nothing_from_input_does_harm(dialect: CsvDialect) -> None:
    """No cell starts a formula, and none breaks out of its row or column."""
    report = audits.hostile()
    read = rows(report, View(SV, csv_dialect=dialect))
    assert len(read) >= len(report.clinics) * len(audits.RULESET.rules)
    for row in read:
        assert None not in row
        for value in row.values():
            assert not value.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")), value
    assert any(row["clinic"].startswith("'=cmd|") for row in read)


def test_units_of_logs_alone_have_a_row_each() -> None:
    """Without clinic files: the unit, the reply-time rule and the counts."""
    report = audits.logs_alone()
    read = rows(report, View(SV))
    assert {row["hsa_id"] for row in read} == {clinic.shown_id for clinic in report.clinics}
    assert {(row["provider"], row["kind"], row["in_force_from"]) for row in read} == {("", "", "")}


@pytest.mark.parametrize("dialect", CsvDialect)
def test_the_csv_is_as_it_was(golden: Golden, dialect: CsvDialect) -> None:
    """Every byte of it, in every dialect."""
    golden(f"report-{dialect}.csv", render("csv", audits.sample(), View(SV, csv_dialect=dialect)))
