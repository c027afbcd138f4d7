"""The reports, on the examples and at size: complete, bounded, and within the terminal."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date
from importlib import import_module
from importlib.resources import files
from inspect import signature
from pkgutil import iter_modules

import jsonschema
import pytest
from rich.cells import cell_len

import audits
from basutbud import formats
from basutbud.audit import audit_clinics
from basutbud.formats import FORMATS, View, render
from basutbud.language import LANGUAGES
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome, Outcome

SCHEMA = json.loads(files("basutbud.schemas").joinpath("report.json").read_bytes())
SV = LANGUAGES["sv"]


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the audit of the examples, the malformed ones among them."""
    return audits.broken()


@pytest.fixture(scope="module")
def good() -> Report:
    """Return the audit of the examples."""
    return audits.good()


def test_json_follows_its_schema(report: Report, good: Report) -> None:
    """Audits with and without broken input, and of logs alone, in both languages."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for one in (report, good, audits.logs_alone(), audits.hostile()):
        for language in LANGUAGES.values():
            shaped = json.loads(render("json", one, View(language)))
            assert list(validator.iter_errors(shaped)) == []


def test_the_schema_takes_no_less_and_no_more_in_any_tally(report: Report) -> None:
    """Wherever rows are counted, a count that is missing or unheard of is a mistake."""
    validator = jsonschema.Draft202012Validator(SCHEMA)
    shaped = json.loads(render("json", report, View(LANGUAGES["en"])))
    cases = shaped["clinics"][0]["cases"]
    clinic = shaped["clinics"][0]
    few = {**shaped, "clinics": [clinic], "findings": []}
    of_service = cases["by_service"][0]
    tallies = [
        *(shaped["logs"][0], shaped["summary"]["cases"], shaped["unmatched_units"][0]),
        *(cases, cases["in_force"], of_service, cases["by_month"][0], cases["by_tertial"][0]),
        *(shaped["summary"]["replies"], shaped["summary"]["replies"]["by_month"][0]),
    ]
    for tally in tallies:
        late = tally.pop("late")
        assert not validator.is_valid(few)
        tally["late"] = late
        tally["invented"] = 1
        assert not validator.is_valid(few)
        del tally["invented"]
        assert validator.is_valid(few)


def test_json_says_what_chance_explains(good: Report) -> None:
    """Each share stands within its interval; the funnel and the months are those of the counts."""
    shaped = json.loads(render("json", good, View(LANGUAGES["en"])))
    replies = shaped["summary"]["replies"]
    units = [one["cases"] for one in shaped["clinics"] if one["cases"]]
    for one in [replies, *units, *(month for unit in units for month in unit["by_month"])]:
        share, interval = one["on_time_share"], one["share_interval"]
        assert (share is None) == (interval is None)
        if interval:
            assert interval[0] <= share <= interval[1]
            part, whole = one["on_time"], one["on_time"] + one["late"] + one["overdue"]
            # The ends of Wilson's interval solve (share - end)² = z² end (1 - end) / n.
            for end in interval:
                assert (part / whole - end) ** 2 == pytest.approx(
                    3.841459 * end * (1 - end) / whole, abs=1e-5
                )
    judged = [unit for unit in units if unit["on_time_share"] is not None]
    assert replies["funnel"]["units"] == len(judged)
    for unit in judged:
        lower, upper = unit["funnel"]["limits_95"]
        share, place = unit["on_time_share"], unit["funnel"]["place"]
        assert place.split("_")[0] == (
            "below" if share < lower else "above" if share > upper else "within"
        )
    for one in [replies, *units]:
        for month in one["by_month"]:
            assert month["preliminary"] == (month["open"] > 0)
            if month["limits"] and month["on_time_share"] < month["limits"][0]:
                assert month["signal"] == "below_limit"
    assert len({unit["funnel"]["place"] for unit in judged}) > 1


def test_json_has_the_message_of_each_finding(report: Report) -> None:
    """Findings of one rule say different things, though those alike are worded once."""
    for one in (report, audits.logs_alone()):
        for language in LANGUAGES.values():
            shaped = json.loads(render("json", one, View(language)))
            told = [finding["message"] for finding in shaped["findings"]]
            assert told == [language.message(finding) for finding in one.findings]


def test_counts_reconcile_everywhere(report: Report) -> None:
    """File by file and in all, rows read are those of the file, and units make the total."""
    total = report.statistics.total
    for log in report.statistics.logs:
        text = (audits.EXAMPLES / log.path).read_bytes().decode(log.encoding or "utf-8")
        lines = text.splitlines(keepends=True)[log.header_line :]
        if not log.tally[CaseOutcome.REJECTED]:  # quotes pair, so that a record may span lines
            lines = [";".join(row) for row in csv.reader(lines, delimiter=log.delimiter)]
        assert log.tally.read == len(lines)
    assert total.read == sum(log.tally.read for log in report.statistics.logs)
    units = sum(unit.total.read for unit in report.statistics.units.values())
    strangers = sum(tally.read for tally in report.statistics.unmatched.values())
    unassigned = total.read - units - strangers
    assert 0 <= unassigned <= total[CaseOutcome.REJECTED]
    assert strangers == report.unmatched
    for clinic in report.clinics:
        assert len(clinic.results) == len(audits.RULESET.rules)
        if clinic.cases is not None:
            months = sum(tally.cases for tally in clinic.cases.by_month.values())
            services = sum(tally.cases for tally in clinic.cases.by_service.values())
            assert months == services == clinic.cases.total.cases
            for service, tally in clinic.cases.by_service.items():
                parts = [
                    part
                    for (name, _), part in clinic.cases.by_service_and_month.items()
                    if name == service
                ]
                for outcome in CaseOutcome:
                    assert sum(part[outcome] for part in parts) == tally[outcome]


def test_the_examples_show_what_they_are_said_to_show(good: Report) -> None:
    """One clinic of each kind of outcome, and the same outcomes as of the two days."""
    outcomes = {clinic.name: clinic.outcome for clinic in good.clinics}
    assert good.complete
    assert outcomes["Vårdcentralen Ekbacken"] is Outcome.COMPLIANT
    assert outcomes["Rehab Havsbrisen"] is Outcome.ADVICE
    assert outcomes["BVC Myrstacken"] is Outcome.UNDETERMINED
    assert outcomes["Vårdcentralen Klöverstigen"] is Outcome.UPCOMING
    assert outcomes["Hudmottagningen Solgläntan"] is Outcome.VIOLATION
    earlier = audit_clinics(audits.gathered("clinics"), audits.terms(date(2016, 11, 1)))
    before = {clinic.name: clinic.outcome for clinic in earlier.clinics}
    assert before["Hudmottagningen Solgläntan"] is Outcome.UPCOMING


def test_worst_clinics_come_first(good: Report) -> None:
    """Clinics stand by their number of violations."""
    violations = [clinic.count(Outcome.VIOLATION) for clinic in good.clinics]
    assert violations == sorted(violations, reverse=True)


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_terminal_report_keeps_within_its_width(
    report: Report, width: int, language: str
) -> None:
    """No line is wider than the terminal, and no heading of a table is cut."""
    text = render("text", report, View(LANGUAGES[language], width=width)).decode()
    assert max(cell_len(line) for line in text.splitlines()) <= width
    if width >= 80:
        assert not re.search(r"\w…", text)


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_record_is_never_passed_off_as_a_line(form: str, language: str) -> None:
    """Cases of a log without lines are listed by what they are found by: ``record 635``."""
    report, words = audits.without_lines(), LANGUAGES[language]
    text = render(form, report, View(words, width=140)).decode()
    worst = [finding.cases[0] for finding in report.findings if finding.cases]
    assert worst
    for case in worst:
        record = words.text("record", n=case.record)
        row = rf"{case.received}.*?{case.due}.*?\+\d+.*?\b{record}\b"
        assert re.search(row, text), (form, case)
    told = render(form, audits.good(), View(words, width=140)).decode()
    assert words.text("record", n=worst[0].record) not in told


@pytest.mark.parametrize("form", ["markdown", "html", "junit"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_cases_from_before_the_requirement_have_one_word(
    good: Report, form: str, language: str
) -> None:
    """They are over, and are called upcoming nowhere."""
    early = [finding for finding in good.findings if finding.early]
    text = render(form, good, View(LANGUAGES[language])).decode()
    assert text.count(LANGUAGES[language].text("outcome_early")) == len(early) > 0


def test_every_finding_shows_rule_clause_place_and_remedy(good: Report) -> None:
    """With -v nothing is folded: each finding's parts are all there."""
    text = " ".join(render("text", good, View(SV, width=160, detail=1)).decode().split())
    for finding in good.findings:
        assert finding.rule.id in text
        assert str(finding.location) in text
        assert " ".join(finding.rule.clause.quote.split()) in text
        assert " ".join(finding.rule.remedy["sv"].split()) in text
        assert " ".join(SV.message(finding).split()) in text


def test_nothing_tells_by_colour_alone(good: Report) -> None:
    """Without its escapes the coloured report is the plain one."""
    coloured = render("text", good, View(SV, color=True)).decode()
    plain = render("text", good, View(SV)).decode()
    assert "\x1b[" in coloured
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in stripped.split("\n")] == plain.split("\n")


def test_a_thousand_clinics_fold_to_a_few_screens() -> None:
    """The summary first, the worst clinics, and how many more there are; -v shows all."""
    region = audits.many(1000)
    text = render("text", region, View(SV, width=100)).decode()
    assert len(text.splitlines()) < 400
    assert "… och 975 mottagningar till" in text
    assert "… och 994 mottagningar till" in text
    full = render("text", audits.many(100), View(SV, width=100, detail=1)).decode()
    assert all(f"Mottagning {number}" in full for number in (0, 50, 99))


def test_late_cases_are_bounded_with_the_total_beside(good: Report) -> None:
    """A finding lists the worst cases, longest first, and counts all."""
    found = [finding for finding in good.findings if finding.cases]
    assert found
    for finding in found:
        waits = [case.working_days for case in finding.cases]
        assert waits == sorted(waits, reverse=True)
        assert len(waits) <= 10
        assert len(waits) == min(10, finding.cases_total)


def test_fingerprints_are_unique_and_hold_when_lines_move(good: Report) -> None:
    """A comment on top moves every line and no fingerprint."""
    fingerprints = [finding.fingerprint for finding in good.findings]
    assert len(set(fingerprints)) == len(fingerprints)
    given = audits.gathered_in(audits.SAMPLE)
    shifted = tuple(
        replace(file, content=b"# en rad till\n" + bytes(file.content))  # type: ignore[arg-type]  # read above
        for file in given.clinics
    )
    before, after = (
        audit_clinics(files, audits.terms()).findings
        for files in (given, replace(given, clinics=shifted))
    )
    assert [one.fingerprint for one in after] == [one.fingerprint for one in before]
    assert {one.location.line for one in after} != {one.location.line for one in before}


def test_every_format_is_registered_with_its_module() -> None:
    """Each module of the room that renders a report is in the registry."""
    modules = [f"basutbud.formats.{one.name}" for one in iter_modules(formats.__path__)]
    renders = {name: getattr(import_module(name), "render", None) for name in modules}
    takes = {name: [*signature(one).parameters] for name, one in renders.items() if one}
    assert {name for name, taken in takes.items() if taken[0] == "report"} == {*FORMATS.values()}
