"""The workbook sheet by sheet: what each says is what the report holds."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

import audits
from basutbud.audit import audit_cases, audit_clinics
from basutbud.caselog import ScanCallbacks
from basutbud.formats import View, render
from basutbud.formats.common.headline import in_numbers
from basutbud.formats.common.symbols import SYMBOLS
from basutbud.language import LANGUAGES
from basutbud.model.byrule import by_rule
from basutbud.model.finding import Finding
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome, GroupBy, Outcome
from running import code
from sheets import Read, facts, read, read_back

SV = LANGUAGES["sv"]
OUTCOMES = {f"{SYMBOLS[outcome]} {SV.text(f'outcome_{outcome}')}": outcome for outcome in Outcome}


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the audit of the examples, the malformed ones among them."""
    return audits.broken()


@pytest.fixture(scope="module")
def book(report: Report) -> Read:
    """Return its workbook in Swedish."""
    return read_back(report, View(SV))


@pytest.fixture(scope="module")
def shaped(report: Report) -> Any:
    """Return what the JSON report says of the same audit."""
    return json.loads(render("json", report, View(SV)))


def test_months_are_dates(book: Read) -> None:
    """A month is its first day, shown without the day, so that it sorts and groups."""
    months = [row["Månad"] for row in book.page("Svarstider per månad").cells]
    assert {cell.value.day for cell in months} == {1}
    assert {cell.number_format for cell in months} == {"yyyy-mm"}


def test_what_came_before_the_requirement_is_not_called_upcoming(
    book: Read, report: Report
) -> None:
    """It never becomes a violation, and its outcome says so; what does is upcoming."""
    outcomes = [row["Utfall"] for row in book.page("Avvikelser").rows]
    early = [finding.early for finding in report.findings]
    assert outcomes.count("△ före kravet") == early.count(True) > 0
    assert not [one for one in outcomes if one.startswith("△") and "kommande" in one]


def test_the_summary_says_verdict_decision_and_counts(
    book: Read, report: Report, shaped: Any
) -> None:
    """Everything that the audit rests on is there, in the numbers of the JSON report."""
    page = book.page("Om granskningen")
    said = facts(page)
    decision = report.ruleset.decision
    assert book.front["A1"].value == "! OFULLSTÄNDIGT"
    assert said["Utslag"] == "OFULLSTÄNDIGT"
    assert said["Granskat per"].date() == report.as_of
    assert said["Beslutsdatum"].date() == decision.date
    assert (said["Beslutat av"], said["Beteckning"]) == (decision.authority, decision.reference)
    assert said["Källa"] == decision.source
    assert said["Regelverkets id"] == shaped["ruleset"]["id"]
    assert said["SHA-256"] == shaped["ruleset"]["sha256"]
    assert said["Granskade mottagningar"] == shaped["summary"]["clinics"]
    assert said["Land"] == "SE"
    days = {
        row["Värde"].date()
        for row in page.rows
        if row["Avsnitt"] == "Kalender" and isinstance(row["Värde"], datetime)
    }
    assert days == {free.date for free in report.free_days}
    assert said["Dagar som inte räknas som vardagar"] == len(report.free_days)
    assert said["Tillämpade regler"] == len(report.rules)


def test_the_summarys_counts_add_up(book: Read, report: Report) -> None:
    """Rows read, judgements and clinics are each followed by parts that make the whole."""
    said = facts(book.page("Om granskningen"))
    cases = report.statistics.total
    parts = [said[f"varav {SV.text(f'case_{one}', n=cases[one])}"] for one in CaseOutcome]
    assert parts == [cases[outcome] for outcome in CaseOutcome]
    assert said["Lästa rader"] == sum(parts) == cases.read
    assert said["Rader för enheter som inte granskas"] == report.unmatched > 0
    outcomes = [said.get(f"varav {word}", 0) for word in OUTCOMES]
    assert outcomes == [report.outcomes[outcome] for outcome in Outcome]
    assert said["Bedömningar, en för varje regel och mottagning"] == sum(outcomes)
    assert said["Andel i tid hos de granskade"] == pytest.approx(report.replies.on_time_share)


@pytest.mark.parametrize("made", [audits.broken, audits.upcoming, audits.without_logs])
def test_the_summary_and_the_matrix_count_the_same_clinics(made: Callable[[], Report]) -> None:
    """As many clinics have an outcome in the matrix as the summary and the verdict say."""
    report = made()
    book = read_back(report, View(SV))
    shown = Counter(OUTCOMES[row["Utfall"]] for row in book.page("Mottagningar och tjänster").rows)
    said = facts(book.page("Om granskningen"))
    words = {outcome: word for word, outcome in OUTCOMES.items()}
    breaches = (Outcome.VIOLATION, Outcome.UPCOMING, Outcome.UNDETERMINED, Outcome.WARNING)
    told = [said.get(f"varav i läget {words[one]}", 0) for one in breaches]
    assert told == [shown[one] for one in breaches]
    assert said.get("varav utan avvikelse", 0) == shown.total() - sum(told)
    counted = [shown[Outcome.VIOLATION], shown[Outcome.UNDETERMINED], shown[Outcome.WARNING]]
    assert all(f"{count} " in in_numbers(report, SV) for count in counted if count)


def test_the_summary_says_what_was_not_audited(book: Read, report: Report) -> None:
    """Unread files with how to mend them, undecided rules with why, and units left out."""
    rows = book.page("Om granskningen").rows
    unread = [row for row in rows if row["Avsnitt"] == "Kunde inte läsas"]
    for problem, row in zip(report.rejections, unread, strict=False):
        assert row["Uppgift"].startswith(str(problem.location))
        assert row["Värde"] == SV.what(problem)
        assert row["Kommentar"] == SV.mend(problem)
    assert unread[-1]["Värde"] == report.rejected_rows
    undecided = [row for row in rows if row["Avsnitt"] == "Inte avgjort"]
    assert [row["Kommentar"] for row in undecided] == ["BVC Myrstacken"]
    left_out = [row for row in rows if row["Avsnitt"] == "Utelämnat"]
    assert left_out[0]["Kommentar"] == ", ".join(report.statistics.unmatched)


@pytest.mark.parametrize(
    ("clinic", "title"),
    [
        ("Hudmottagningen Solgläntan", "✗ AVVIKELSE"),
        ("Vårdcentralen Ekbacken", "✓ UPPFYLLT"),
        ("BVC Myrstacken", "? INGEN AVVIKELSE FUNNEN"),
    ],
)
def test_the_verdict_heads_the_summary(clinic: str, title: str) -> None:
    """In word and symbol; what is undecided is no compliance, in colour neither."""
    good = audits.good()
    one = next(found for found in good.clinics if found.name == clinic)
    verdict = read_back(good.only(one), View(SV)).front["A1"]
    assert verdict.value == title
    assert (verdict.font.color.rgb == "FF245C14") == title.startswith("✓")


def test_the_summary_says_the_period_and_the_rules_left_out() -> None:
    """A narrowed audit says so."""
    rules = tuple(rule for rule in audits.RULESET.rules if "levnadsvanor" not in rule.id)
    terms = audits.terms(period=(date(2017, 1, 1), date(2017, 3, 31)))
    terms = replace(terms, rules=rules)
    page = read_back(audit_clinics(audits.gathered("clinics"), terms), View(SV)).page(
        "Om granskningen"
    )
    said = facts(page)
    assert said["Ärenden inkomna från och med"].date() == date(2017, 1, 1)
    assert said["Ärenden inkomna till och med"].date() == date(2017, 3, 31)
    comment = next(row for row in page.rows if row["Uppgift"] == "Tillämpade regler")["Kommentar"]
    assert comment == SV.text("rules_left_out", n=2)


def test_the_matrix_has_every_clinic_and_service(book: Read, report: Report) -> None:
    """Each cell is the outcome in word and symbol, the worst clinics first."""
    page = book.page("Mottagningar och tjänster")
    services = {service.name["sv"]: service.id for service in report.ruleset.services.values()}
    assert [row["Mottagning"] for row in page.rows] == [clinic.name for clinic in report.clinics]
    for row, clinic in zip(page.rows, report.clinics, strict=True):
        assert OUTCOMES[row["Utfall"]] is clinic.outcome
        for title, service in services.items():
            assert OUTCOMES[row[title]] is clinic.by_service[service]
        reply = next(one for one in clinic.results if one.rule.check == "reply-time")
        assert OUTCOMES[row["Svarstid"]] is reply.outcome
        assert row["HSA-id"] == clinic.shown_id


def test_the_matrix_tells_mandatory_from_recommended(book: Read, report: Report) -> None:
    """A heading spans each kind, and is repeated on every printed page."""
    page = book.page("Mottagningar och tjänster")
    spans = {
        str(area): page.sheet[str(area).split(":")[0]].value
        for area in page.sheet.merged_cells.ranges
    }
    mandatory = sum(service.mandatory for service in report.ruleset.services.values())
    assert mandatory == 8
    assert spans == {"D1:K1": "Obligatoriska tjänster", "L1:S1": "Rekommenderade tjänster"}
    assert page.header[3:11] == [
        service.name["sv"] for service in report.ruleset.services.values() if service.mandatory
    ]
    assert page.sheet.print_title_rows == "$1:$2"


@pytest.mark.parametrize("group_by", list(GroupBy))
def test_each_outcome_in_the_matrix_leads_to_its_finding(report: Report, group_by: GroupBy) -> None:
    """The row that it leads to is the same clinic's, with the same service and outcome."""
    book = read_back(report, View(SV, group_by=group_by))
    rows = {
        f"'{name}'!A{row['Utfall'].row}": {title: cell.value for title, cell in row.items()}
        for name in ("Avvikelser", "Råd")
        for row in book.page(name).cells
    }
    services = {service.name["sv"] for service in report.ruleset.services.values()}
    found = {(row["HSA-id"], row["Tjänst"], row["Utfall"]) for row in rows.values()}
    led = Counter[str]()
    for clinic in book.page("Mottagningar och tjänster").cells:
        for title in ("Utfall", "Svarstid", *services):
            link = clinic[title].hyperlink
            if title in services:
                known = (clinic["HSA-id"].value, title, clinic[title].value) in found
                assert bool(link) is known, clinic[title]
            if link:
                led[title] += 1
                row = rows[link.location]
                assert row["HSA-id"] == clinic["HSA-id"].value
                assert row["Utfall"] == clinic[title].value
                assert title not in services or row["Tjänst"] == title
                assert title != "Svarstid" or row["Regel-id"].startswith("reply")
    assert min(led["Utfall"], led["Svarstid"], len(led) - 2) > 0


def _breaches(report: Report) -> list[Finding]:
    return [one for one in report.findings if one.outcome is not Outcome.ADVICE]


def _advice(report: Report) -> list[Finding]:
    return [one for one in report.findings if one.outcome is Outcome.ADVICE]


def test_findings_stand_one_a_row(book: Read, report: Report) -> None:
    """Each with its rule, message, remedy, clause, place and fingerprint."""
    listed = {"Avvikelser": _breaches(report), "Råd": _advice(report)}
    assert all(listed.values())
    pairs = [
        pair for name in listed for pair in zip(book.page(name).rows, listed[name], strict=True)
    ]
    for row, finding in pairs:
        rule = finding.rule
        assert row["Regel-id"] == rule.id
        assert row["Regel"] == rule.title["sv"]
        assert row["Vad som brister"] == SV.message(finding)
        assert row["Så uppfylls det"] == rule.remedy["sv"].strip()
        assert row["Beslutets ord"] == rule.clause.quote.strip()
        assert row["Gäller från"].date() == finding.since
        assert (row["Fil"], row["Rad"]) == (finding.location.path, finding.location.line)
        assert row["Kolumn"] == finding.location.column
        assert row["HSA-id"] == finding.clinic
        assert row["Ärenden"] == (finding.cases_total or None)
        assert row["Fingeravtryck"] == finding.fingerprint
        assert row["Utfall"].startswith("△" if finding.early else SYMBOLS[finding.outcome])


def test_findings_can_stand_by_rule(report: Report) -> None:
    """With --group-by rule each rule's stand together, the worst rule first, none lost."""
    book = read_back(report, View(SV, group_by=GroupBy.RULE))
    order = [one.rule.id for one in by_rule(report)]
    for name, findings in (("Avvikelser", _breaches(report)), ("Råd", _advice(report))):
        rows = book.page(name).rows
        rules = [rule for rule, _ in groupby(row["Regel-id"] for row in rows)]
        assert rules == sorted({finding.rule.id for finding in findings}, key=order.index)
        prints = Counter(row["Fingeravtryck"] for row in rows)
        assert prints == Counter(finding.fingerprint for finding in findings)


def test_rules_that_were_met_are_listed_when_asked_for(report: Report) -> None:
    """With --show-passed every rule of every clinic has a row."""
    book = read_back(report, View(SV, show_passed=True))
    rows = [row for name in ("Avvikelser", "Råd") for row in book.page(name).rows]
    listed = {(row["HSA-id"], row["Regel-id"]) for row in rows}
    assert listed == {
        (clinic.shown_id, result.rule.id) for clinic in report.clinics for result in clinic.results
    }


def test_late_cases_are_those_of_the_findings(book: Read, report: Report) -> None:
    """With their days, and a note, in the summary too, on how many more there are."""
    page = book.page("Sena ärenden")
    cases = [case for finding in report.findings for case in finding.cases]
    assert [row["Ärende"] for row in page.rows] == [case.case_id for case in cases]
    assert [row["Inkom"].date() for row in page.rows] == [case.received for case in cases]
    assert [row["Senast"].date() for row in page.rows] == [case.due for case in cases]
    assert [row["Första svar"] and row["Första svar"].date() for row in page.rows] == [
        case.first_reply for case in cases
    ]
    assert [row["Vardagar över"] for row in page.rows] == [case.working_days - 2 for case in cases]
    total = sum(finding.cases_total for finding in report.findings)
    assert page.above[0].startswith(f"{len(cases)} av {total} ärenden visas")
    assert "--case-list" in page.above[0]
    assert facts(book.page("Om granskningen"))["Sena ärenden"] == page.above[0]


def test_every_late_case_is_in_the_workbook_that_the_command_writes(tmp_path: Path) -> None:
    """Those of the case list, without a note; other reports of the run are as they are alone."""
    asked = ("audit", audits.EXAMPLES / "clinics", "--as-of", "2017-06-30")
    lists = ("-o", "xlsx=r.xlsx", "--case-list", "late.csv", "--csv-dialect", "rfc4180")
    assert code(*asked, *lists, "-o", "json=with.json", cwd=tmp_path) == 1
    assert code(*asked, "-o", "json=alone.json", cwd=tmp_path) == 1
    assert (tmp_path / "with.json").read_bytes() == (tmp_path / "alone.json").read_bytes()
    page = read((tmp_path / "r.xlsx").read_bytes()).page("Sena ärenden")
    with (tmp_path / "late.csv").open(encoding="utf-8", newline="") as stream:
        expected = [*csv.DictReader(stream)]
    assert page.above == []
    assert len(page.rows) == 317
    assert sorted(
        (row["HSA-id"], row["Ärende"], f"{row['Inkom']:%Y-%m-%d}", row["Vardagar"], row["Post"])
        for row in page.rows
    ) == sorted(
        (
            row["hsa_id"],
            row["case_id"],
            row["received"],
            int(row["working_days"]),
            int(row["record"]),
        )
        for row in expected
    )


def test_of_too_many_late_cases_the_longest_waits_are_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With one more than a report holds, each clinic has its worst, and the note says so."""
    late = audits.good().replies.not_in_time
    found, callbacks = audits.gathered("clinics"), ScanCallbacks(every_late=True)
    held = []
    for most in (late, late - 1):
        monkeypatch.setattr("basutbud.caselog.scan.MOST_LATE", most)
        audited = audit_clinics(found, audits.terms(), callbacks)
        page = read_back(audited, View(SV)).page("Sena ärenden")
        held.append((len(page.rows), [note.split(" av ")[0] for note in page.above]))
    assert held[0] == (late, [])
    shown, said = held[1]
    assert 0 < shown < late
    assert said == [str(shown)]


def test_no_note_where_all_late_cases_are_shown(report: Report) -> None:
    """A list that is whole does not call itself cut."""
    clinics = [
        clinic
        for clinic in report.clinics
        if all(finding.cases_total == len(finding.cases) for finding in clinic.findings)
    ]
    assert any(clinic.findings and clinic.findings[0].cases for clinic in clinics)
    whole = replace(report, clinics=tuple(clinics))
    book = read_back(whole, View(SV))
    assert book.page("Sena ärenden").above == []
    assert "Sena ärenden" not in facts(book.page("Om granskningen"))


def test_reply_times_are_those_of_the_json_report(book: Read, shaped: Any) -> None:
    """In all, by month and by case type, each table adding up to the clinic's rows."""
    by_clinic = {row["HSA-id"]: row for row in book.page("Svarstider").rows}
    with_cases = [clinic for clinic in shaped["clinics"] if clinic["cases"]]
    assert list(by_clinic) == [clinic["hsa_id"] for clinic in with_cases]
    for clinic in with_cases:
        row, cases = by_clinic[clinic["hsa_id"]], clinic["cases"]
        assert_figures(row, cases, "")
        assert_figures(row, cases["in_force"], " (kravet gäller)")
        for name, title, key in (
            ("Svarstider per månad", "Månad", "by_month"),
            ("Svarstider per tertial", "Tertial", "by_tertial"),
            ("Svarstider per ärendetyp", "Ärendetyp", "by_service"),
        ):
            parts = [one for one in book.page(name).rows if one["HSA-id"] == clinic["hsa_id"]]
            assert len(parts) == len(cases[key])
            assert sum(one["I tid"] for one in parts) == row["I tid"]
            for part, expected in zip(parts, cases[key], strict=True):
                assert_figures(part, expected, "")
                assert part[title]


def test_open_cases_are_neither_judged_nor_set_aside() -> None:
    """As of a day when some limits have not passed, the parts still add up."""
    report = audit_clinics(audits.gathered("clinics"), audits.terms(date(2017, 5, 31)))
    shaped = json.loads(render("json", report, View(SV)))
    rows = {row["HSA-id"]: row for row in read_back(report, View(SV)).page("Svarstider").rows}
    assert sum(row["Öppna"] for row in rows.values()) > 0
    for clinic in shaped["clinics"]:
        if clinic["cases"]:
            assert_figures(rows[clinic["hsa_id"]], clinic["cases"], "")


def assert_figures(row: dict[str, Any], expected: dict[str, Any], suffix: str) -> None:
    """Hold a row's numbers against the JSON report's, and against each other."""
    titles = {
        "Lästa rader": "read",
        "I tid": "on_time",
        "Sena": "late",
        "Utan svar": "overdue",
        "Öppna": "open",
    }
    for title, key in titles.items():
        assert row[title + suffix] == expected[key]
    parts = ("I tid", "Sena", "Utan svar", "Öppna", "Bedöms inte")
    assert row["Lästa rader" + suffix] == sum(row[title + suffix] for title in parts)
    assert row["Andel i tid" + suffix] == (
        None
        if expected["on_time_share"] is None
        else pytest.approx(expected["on_time_share"], abs=1e-6)
    )
    days = expected["working_days"]
    assert row["Median, vardagar" + suffix] == days["p50"]
    assert row["90:e percentil, vardagar" + suffix] == days["p90"]
    assert row["Längst, vardagar" + suffix] == days["max"]


def test_inputs_are_listed_with_what_became_of_their_rows(book: Read, shaped: Any) -> None:
    """Every file with its checksum; a log's rows are the sum of the outcomes beside them."""
    rows = book.page("Underlag").rows
    expected = [(one["path"], one["sha256"], one.get("records")) for one in shaped["inputs"]]
    assert [(row["Fil"], row["SHA-256"], row["Rader"]) for row in rows] == expected
    read = {"läst": "read", "kunde inte läsas": "rejected"}
    assert [read[row["Läsning"]] for row in rows] == [one["status"] for one in shaped["inputs"]]
    titles = [SV.text(f"column_{outcome}") for outcome in CaseOutcome]
    logs = [row for row in rows if row["Rader"] is not None]
    assert len(logs) == len(shaped["logs"])
    for row in logs:
        assert row["Rader"] == sum(row[title] for title in titles)
    assert {row["Fil"]: row["Oläsbara"] for row in logs} == {
        log["path"]: log["rejected"] for log in shaped["logs"]
    }


def test_unreadable_rows_are_listed_with_their_place(book: Read, report: Report) -> None:
    """File, line, record, reason and remedy; the sheet is there only when it is needed."""
    rows = book.page("Oläsbara rader").rows
    assert [(row["Fil"], row["Rad"], row["Post"]) for row in rows] == [
        (one.location.path, one.location.line, one.location.record)
        for one in report.statistics.rejections
    ]
    assert rows[0]["Vad som brister"] == SV.what(report.statistics.rejections[0])
    assert "Oläsbara rader" not in read_back(audits.good(), View(SV)).book.sheetnames


def test_units_of_logs_alone_have_no_services() -> None:
    """Without clinic files there are units, outcomes and reply times."""
    report = audits.logs_alone()
    book = read_back(report, View(SV))
    page = book.page("Enheter")
    assert page.header == ["Enhet", "Utfall", "Svarstid"]
    assert [row["Enhet"] for row in page.rows] == [clinic.name for clinic in report.clinics]
    assert not any("kravet gäller" in title for title in book.page("Svarstider").header)
    assert facts(book.page("Om granskningen"))["Granskade enheter"] == len(report.clinics)


def test_logs_judged_by_no_rule_still_give_a_workbook() -> None:
    """Units of which no rule says anything are not applicable."""
    rules = tuple(rule for rule in audits.RULESET.rules if rule.check != "reply-time")
    report = audit_cases(audits.gathered("clinics"), replace(audits.terms(), rules=rules))
    rows = read_back(report, View(SV)).page("Enheter").rows
    assert {OUTCOMES[row["Utfall"]] for row in rows} == {Outcome.NOT_APPLICABLE}
    assert {row["Svarstid"] for row in rows} == {None}
