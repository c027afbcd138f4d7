"""Another region's decision is another file: an invented one, to which nothing of VGR's applies.

Its services, unit kinds, dates, calendar and limits are all different: three working days,
Saturdays count, a quarter may be late, and arrival on a free day counts from the next day.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import audits
from basutbud.audit import Terms, audit_clinics
from basutbud.caselog import Tolerance
from basutbud.checks import KINDS
from basutbud.checks.kind import Subject
from basutbud.formats import View, render
from basutbud.language import LANGUAGES
from basutbud.model.cases import Tally, UnitCases
from basutbud.model.mandate import Mandate
from basutbud.model.vocabulary import CaseOutcome
from basutbud.rulesetfile.loader import load_ruleset
from basutbud.sources.gathering import ClinicFile, Gathered
from basutbud.workdays import OutsideCalendarError, Workdays
from running import basutbud

if TYPE_CHECKING:
    from basutbud.model.report import Report

FOLDER: Final = Path(__file__).parent / "other_region"
RULESET: Final = load_ruleset(str(FOLDER / "ruleset.yaml"))
CLINIC: Final = (FOLDER / "clinic.yaml").read_text("utf-8")
LOG: Final = (FOLDER / "clinic.csv").read_text("utf-8")
PRIVATE: Final = CLINIC.replace(
    "provider: region", "provider: private\nagreement: {applies_from: 2016-06-01}"
)


def _audit(folder: Path, clinic: str = CLINIC, log: str = LOG, day: str = "2016-07-01") -> Report:
    (folder / "clinic.csv").write_text(log, "utf-8")
    gathered = Gathered(
        clinics=(ClinicFile(folder, "clinic", "clinic.yaml", clinic.encode()),),
        logs=((folder / "clinic.csv", "clinic.csv"),),
        base=folder,
    )
    mandate = Mandate(date.fromisoformat(day), RULESET.id)
    return audit_clinics(gathered, Terms(RULESET, RULESET.rules, mandate, "0"))


def _outcomes(report: Report) -> dict[str, str]:
    [clinic] = report.clinics
    return {result.rule.id: result.outcome for result in clinic.results}


def test_outcomes_follow_its_rules(tmp_path: Path) -> None:
    """The clinic is judged by this region's four rules, with findings on its own lines."""
    report = _audit(tmp_path)
    assert (report.rejections, report.statistics.rejections) == ((), ())
    assert _outcomes(report) == {
        "no-blood-test": "warning",
        "pharmacist-in-one-language": "violation",
        "reply-after-three-days": "compliant",
        "cases-contradict-file": "warning",
    }
    assert {finding.rule.id: finding.location.line for finding in report.findings} == {
        "no-blood-test": 6,
        "pharmacist-in-one-language": 7,
        "cases-contradict-file": 8,
    }


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2016-06-01", "2016-06-04"),  # a Saturday
        ("2016-06-03", "2016-06-07"),  # over 6 June, no free day here
        ("2016-06-05", "2016-06-10"),  # a Sunday, received as on Monday; 9 June is free
        ("2016-06-15", "2016-06-18"),  # a day in the calendar, on a ground that does not count
        ("2016-06-22", "2016-06-25"),  # over midsommarafton, no free day here
    ],
)
def test_due_dates_follow_its_calendar(received: str, due: str) -> None:
    """Three days, Monday to Saturday, less this region's free days."""
    assert Workdays.of(RULESET).due(date.fromisoformat(received)) == date.fromisoformat(due)


def test_calendar_covers_its_own_years() -> None:
    """The calendar's first and last line decide the years that can be judged."""
    assert (RULESET.calendar.first, RULESET.calendar.last) == (date(2015, 1, 1), date(2019, 12, 31))
    with pytest.raises(OutsideCalendarError):
        Workdays.of(RULESET).due(date(2020, 1, 2))


def test_share_of_late_replies_is_tolerated(tmp_path: Path) -> None:
    """One late case in four is tolerated, two in five are not."""
    [clinic] = _audit(tmp_path).clinics
    assert clinic.cases is not None
    assert (clinic.cases.in_force[CaseOutcome.LATE], clinic.cases.in_force.decided) == (1, 4)

    worse = _audit(tmp_path, log=LOG + "5,Låna kryckor,2016-06-01 09:00,2016-06-05 00:00\n")
    assert _outcomes(worse)["reply-after-three-days"] == "violation"


@pytest.mark.parametrize("late", range(1, 100))
def test_a_share_just_at_the_limit_is_tolerated(late: int) -> None:
    """So many per cent of a hundred cases are, though no such share is exact in binary."""
    counts = [0] * len(CaseOutcome)
    counts[list(CaseOutcome).index(CaseOutcome.ON_TIME)] = 100 - late
    counts[list(CaseOutcome).index(CaseOutcome.LATE)] = late
    tally = Tally(tuple(counts))
    cases = replace(_cases(), total=tally, in_force=tally, before_force=Tally())
    subject = Subject({}, {}, cases, date(2016, 7, 1), in_force=True)
    params = RULESET.reply_rule.params if RULESET.reply_rule else {}
    for share, deviations in ((late / 100, 0), (late / 100 - 0.001, 1)):
        found = KINDS["reply-time"].prepare({**params, "tolerated_late_share": share})(subject)
        assert len(found.deviations) == deviations
        asked = Tolerance(share=Fraction(str(round(share, 3))))
        assert asked.covers(late, 100) is not bool(deviations)


def _cases() -> UnitCases:
    [clinic] = audits.logs_alone().clinics[:1]
    assert clinic.cases is not None
    return clinic.cases


def test_its_week_is_the_one_that_the_page_names() -> None:
    """Saturdays count there."""
    done = basutbud(
        "audit", "clinic.yaml", "clinic.csv", "--rules", "ruleset.yaml", "--as-of", "2016-07-01",
        "-o", "html", "--lang", "sv", "--no-progress", cwd=FOLDER,
    )  # fmt: skip
    said = done.stdout.decode()
    assert "Dagar som inte räknas som vardagar, utöver söndag (ML)" in said
    assert "lördagar" not in said


@pytest.mark.parametrize(
    ("day", "blood_test", "pharmacist"),
    [
        ("2016-02-29", "upcoming", "upcoming"),
        ("2016-03-01", "warning", "upcoming"),
        ("2016-05-31", "warning", "upcoming"),
        ("2016-06-01", "warning", "violation"),
    ],
)
def test_rules_take_force_on_its_days(
    tmp_path: Path, day: str, blood_test: str, pharmacist: str
) -> None:
    """One rule binds private providers from a day of its own, another from the agreement's."""
    outcomes = _outcomes(_audit(tmp_path, PRIVATE, day=day))
    assert outcomes["no-blood-test"] == blood_test
    assert outcomes["pharmacist-in-one-language"] == pharmacist


@pytest.mark.parametrize(
    ("ours", "theirs", "code"),
    [
        ("lana-kryckor", "bestalla-tid", "service_unknown"),
        ("lana-kryckor", "Beställa tid", "service_unknown"),
        ("kind: byamottagning", "kind: vardcentral", "not_allowed"),
        ("languages: [svenska]", "asks_for_reason: true", "unknown_key"),
    ],
)
def test_words_of_vgr_are_refused(tmp_path: Path, ours: str, theirs: str, code: str) -> None:
    """VGR's services, unit kinds and attributes are unknown here."""
    report = _audit(tmp_path, CLINIC.replace(ours, theirs))
    refused = [problem for problem in report.rejections if problem.location.path == "clinic.yaml"]
    assert [problem.code for problem in refused] == [code]
    assert report.clinics == ()


def test_case_types_of_vgr_are_no_services(tmp_path: Path) -> None:
    """A case of VGR's type counts, and is a case of no service in the catalogue."""
    report = _audit(tmp_path, log=LOG.replace("Låna kryckor", "Beställa tid"))
    assert _outcomes(report)["cases-contradict-file"] == "compliant"
    [clinic] = report.clinics
    assert clinic.cases is not None
    assert set(clinic.cases.by_service) == {"fraga-farmaceuten", "Beställa tid"}


@pytest.mark.parametrize("form", ["text", "concise", "json"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_reports_name_its_decision_alone(form: str, language: str) -> None:
    """What users read names this region's decision, and nothing of VGR's."""
    done = basutbud(
        "audit", "clinic.yaml", "clinic.csv", "--rules", "ruleset.yaml", "--as-of", "2016-07-01",
        "-o", form, "--lang", language, "--no-progress", cwd=FOLDER,
    )  # fmt: skip
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == 1
    assert "pharmacist-in-one-language" in said
    assert not re.search(r"Västra|VGR|\bvgr|HS 20-2016", said)


def test_what_is_met_is_not_called_by_the_breach(tmp_path: Path) -> None:
    """A rule set that does not say what its rules require has its breaches ruled out instead."""
    for rule in RULESET.rules:
        assert rule.requirement["sv"] == f"Utan bristen ”{rule.title['sv']}”"
        assert rule.requirement["en"] == f"Without the breach “{rule.title['en']}”"
    written = render("junit", _audit(tmp_path), View(LANGUAGES["sv"])).decode()
    names = re.findall('<testcase name="([^"]*)"', written)
    assert names == [rule.requirement["sv"] for rule in RULESET.rules]


def test_json_report_holds_its_ruleset_and_calendar() -> None:
    """The JSON report states the decision's reference and the free days counted by."""
    done = basutbud(
        "audit", ".", "--rules", "ruleset.yaml", "--as-of", "2016-07-01", "-o", "json",
        "--include", "clinic.*", cwd=FOLDER,
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert report["ruleset"]["id"] == "mellanlandet-7-2015"
    assert report["ruleset"]["reference"] == "ML 7-2015"
    assert report["calendar"] == {
        "country": "ML",
        "free_days": [{"date": "2016-06-09", "name": "Regiondagen"}],
    }
