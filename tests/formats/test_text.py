"""The terminal report: golden files, one language at a time, by clinic and by rule."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

import audits
import wording
from basutbud.formats import View, render
from basutbud.formats.common.headline import verdict_line, verdict_numbers
from basutbud.formats.text.marks import Prose
from basutbud.language import LANGUAGES
from basutbud.model.byrule import by_rule
from basutbud.model.cases import Tally, UnitCases
from basutbud.model.report import Report
from basutbud.model.ruleset import REPLY_TIME
from basutbud.model.vocabulary import CaseOutcome, GroupBy, Outcome, Severity
from conftest import Golden
from exchange import tolerant

SV = LANGUAGES["sv"]
EN = LANGUAGES["en"]
REPORTS: Final[dict[str, Callable[[], Report]]] = {
    "good": audits.good,
    "broken": audits.broken,
    "upcoming": audits.upcoming,
    "without_logs": audits.without_logs,
    "logs alone": audits.logs_alone,
    "many": lambda: audits.many(14),
}
ALL = 1
DISPLAYS: Final = {
    "plain": View(SV, width=140),
    "verbose": View(SV, width=140, detail=ALL),
    "by rule": View(SV, width=140, group_by=GroupBy.RULE),
    "by rule, passes too": View(SV, width=140, group_by=GroupBy.RULE, show_passed=True),
    "passes too": View(SV, width=140, show_passed=True),
    "quiet": View(SV, width=140, detail=-1),
}
GOLDEN: Final = {
    "report-80.sv.txt": ("text", View(SV, width=80)),
    "report-140.en.txt": ("text", View(EN, width=140)),
    "report-by-rule.sv.txt": ("text", View(SV, width=100, group_by=GroupBy.RULE)),
    "report-verbose.sv.txt": ("text", View(SV, width=100, detail=ALL)),
    "report-coloured.sv.ansi": ("text", View(SV, width=100, color=True)),
    "report-concise.sv.txt": ("concise", View(SV)),
    "report-concise.en.txt": ("concise", View(EN)),
    "report.json": ("json", View(EN)),
}
SIGN_ALONE: Final = r"^\s*[+·=]\s*$"
"""A line with nothing but what joins the parts of a sum, or facts."""


def text_of(report: Report, view: View) -> str:
    """Return the terminal report."""
    return render("text", report, view).decode()


def squeezed(text: str) -> str:
    """Return a text with all white space alike, so that line breaks do not matter."""
    return " ".join(text.split())


@pytest.mark.parametrize("name", GOLDEN)
def test_the_report_looks_as_it_did(name: str, golden: Golden) -> None:
    """A change of a report is seen in review, character by character."""
    form, view = GOLDEN[name]
    golden(name, render(form, audits.sample(), view))


def test_the_matrix_of_all_services_looks_as_it_did(golden: Golden) -> None:
    """With every rule of the decision there is a column for each of its services."""
    every = tuple(rule.id for rule in audits.RULESET.rules)
    golden("report-all-rules.sv.txt", text_of(audits.sample(every), View(SV, width=80)).encode())


@pytest.mark.parametrize("display", DISPLAYS)
@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_report_is_in_one_language(code: str, report: str, display: str) -> None:
    """A Swedish reader meets no English word, but in what is quoted, and the other way about."""
    made = REPORTS[report]()
    text = text_of(made, replace(DISPLAYS[display], language=LANGUAGES[code]))
    assert wording.foreign_words(text, code, wording.quotes(made)) == set()


@pytest.mark.parametrize("display", DISPLAYS)
@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_hostile_input_stays_within_the_terminal(width: int, display: str) -> None:
    """No name, path or case type widens a line or gets a control character through."""
    text = text_of(audits.hostile(), replace(DISPLAYS[display], width=width))
    if display != "quiet":
        assert max(cell_len(line) for line in text.splitlines()) <= width
    assert [c for c in text.replace("\n", "") if not (c.isprintable() or c == "\u00a0")] == []


def test_words_take_no_colour() -> None:
    """Colour is for symbols, frames and bars: yellow words are not seen on white."""
    text = text_of(audits.broken(), View(SV, color=True, detail=ALL, show_passed=True))
    for codes, coloured in re.findall(r"\x1b\[([0-9;]+)m([^\x1b]*)", text):
        if {int(code) for code in codes.split(";")} & {*range(30, 38), *range(90, 98)}:
            assert not re.search(r"\w\w", coloured), coloured


@pytest.mark.parametrize("code", LANGUAGES)
def test_advice_has_words_of_its_own(code: str) -> None:
    """Under a clinic stands what was found there, not what the rule is called."""
    report, view = audits.good(), View(LANGUAGES[code])
    assert report.outcomes[Outcome.ADVICE] > 0
    for clinic in report.clinics:
        text = " ".join(text_of(report.only(clinic), view).split())
        advice = [one for one in clinic.findings if one.outcome is Outcome.ADVICE]
        for finding in advice:
            assert text.count(LANGUAGES[code].message(finding)) == 1
            assert finding.rule.title[code] not in text


@pytest.mark.parametrize("report", REPORTS)
def test_every_clinic_is_in_one_number_of_the_verdict(report: str) -> None:
    """In breach, to be in breach, undecided and without breach add up to all."""
    made = REPORTS[report]()
    said = [one for one in verdict_numbers(tolerant(made), SV) if not one.startswith("◆")]
    counted = r"^(\d+) |\bhos (\d+) av |(\d+) mottagning(?:ar)? till från "
    told = [[int(n) for found in re.findall(counted, one) for n in found if n] for one in said]
    assert all(told)
    assert sum(map(sum, told)) == len(made.clinics)


def test_a_single_clinic_is_not_counted() -> None:
    """A report of one clinic says that it is in breach, or will be, not "1 of 1 clinics"."""
    for report in (audits.good(), audits.upcoming()):
        for clinic in report.clinics:
            for view in (View(SV, detail=-1), View(EN, detail=-1)):
                assert not re.search(r"\b1 (av|of) 1\b", text_of(report.only(clinic), view))


def test_rules_come_worst_first_and_take_in_every_finding() -> None:
    """By outcome, severity and number of clinics; no finding is lost or repeated."""
    report = audits.broken()
    rules = by_rule(report)
    assert [one.outcome.badness for one in rules] == sorted(one.outcome.badness for one in rules)
    violating = [one for one in rules if one.outcome is Outcome.VIOLATION]
    severities = ["error", "warning", "note"]
    order = [
        (severities.index(one.rule.severity), -len(one.clinics[Outcome.VIOLATION]))
        for one in violating
    ]
    assert order == sorted(order)
    assert len(violating) > 3
    found = [finding.fingerprint for one in rules for _, finding in one.findings]
    assert sorted(found) == sorted(finding.fingerprint for finding in report.findings)
    for one in rules:
        assert sum(map(len, one.clinics.values())) == len(report.clinics)
        badness = [finding.outcome.badness for _, finding in one.findings]
        assert badness == sorted(badness)
        assert all(finding.clinic == clinic.shown_id for clinic, finding in one.findings)


def test_by_rule_each_rule_stands_once_and_every_finding_under_it() -> None:
    """Title, clause and remedy once; under them clinic, message, place and excerpt of each."""
    report = audits.good()
    text = squeezed(text_of(report, View(SV, width=140, detail=ALL, group_by=GroupBy.RULE)))
    text = text[text.index(SV.text("findings_by_rule_heading")) :]
    places = []
    for one in by_rule(report):
        if not one.findings:
            continue
        title = f"{one.rule.title['sv']} {SV.text(f'severity_{one.rule.severity}')} · {one.rule.id}"
        assert text.count(title) == 1
        places.append(text.index(title))
        block = text[places[-1] :]
        assert squeezed(one.rule.clause.quote) in block
        assert squeezed(one.rule.remedy["sv"]) in block
        for clinic, finding in one.findings:
            who = f"{clinic.name} · {clinic.shown_id}"
            message = squeezed(SV.message(finding))
            told = block[block.index(f"{who} {message}") :]
            assert str(finding.location) in told
            if finding.excerpt:
                assert squeezed(finding.excerpt.text) in told
    assert places == sorted(places)


def test_by_rule_a_thousand_clinics_fold_with_the_rest_counted() -> None:
    """Five findings of a rule are shown in full, the others counted; with -v none is folded."""
    region = audits.many(1000)
    text = text_of(region, View(SV, width=100, group_by=GroupBy.RULE))
    assert len(text.splitlines()) < 200
    assert "✗ avvikelse 1000" in text
    assert "… och 995 fynd till" in text
    full = text_of(audits.many(100), View(SV, width=100, detail=ALL, group_by=GroupBy.RULE))
    assert "fynd till" not in full
    assert all(f"✗ Mottagning {number} ·" in full for number in (0, 50, 99))


def test_a_rule_met_by_all_is_shown_only_when_asked_for() -> None:
    """--show-passed names the rules without findings, and the clinics that met each."""
    view = View(SV, width=140, group_by=GroupBy.RULE)
    report = audits.good()
    met = [one for one in by_rule(report) if not one.findings]
    assert met
    plain, passed = text_of(report, view), text_of(report, replace(view, show_passed=True))
    for one in met:
        assert f"· {one.rule.id}" not in plain
        assert f"· {one.rule.id}" in passed
    assert "✓ Uppfyllt (" in passed
    assert "✓ Uppfyllt (" not in plain


def test_show_passed_names_every_rule_of_a_clinic_once() -> None:
    """Met, not applicable and undecided requirements stand beside the findings."""
    report = audits.upcoming().only(
        next(one for one in audits.upcoming().clinics if one.name == "BVC Myrstacken")
    )
    text = squeezed(text_of(report, View(SV, width=140, show_passed=True, detail=ALL)))
    findings = text[text.index(SV.text("findings_heading")) :]
    for result in report.clinics[0].results:
        told = (result.rule.id, result.rule.requirement["sv"])
        assert any(squeezed(one) in findings for one in told), told
    assert squeezed("? Obestämt (3): Svar inom två vardagar;") in findings


def test_concise_goes_by_rule_when_asked() -> None:
    """The same lines, with those of a rule together."""
    report = audits.broken()
    by_clinic = render("concise", report, View(SV)).decode().splitlines()
    gathered = render("concise", report, View(SV, group_by=GroupBy.RULE)).decode().splitlines()
    assert sorted(gathered) == sorted(by_clinic)
    rules = [match[1] for line in gathered if (match := re.search(r": \S+ ([a-z-]+) SE\S+:", line))]
    assert len(rules) == len(report.findings)
    changes = sum(a != b for a, b in pairwise(rules))
    assert changes == len(set(rules)) - 1


def test_verbose_lists_the_cases_that_the_report_holds_and_counts_the_rest() -> None:
    """A finding holds the worst of its cases; the text says that ``--case-list`` has them all."""
    text = text_of(audits.good(), View(SV, width=140, detail=ALL))
    late = [finding for finding in audits.good().findings if finding.cases]
    shown = re.findall(
        r"^ +(\S+) +(\S+) +(?:\S+|inget svar) +\+\d+ +(\d+) +(\S+)$", text, re.MULTILINE
    )
    held = [
        (case.received, case.due, case.line, case.case_id) for one in late for case in one.cases
    ]
    assert sorted(shown) == sorted(tuple(map(str, case)) for case in held)
    beyond = [one.cases_total - len(one.cases) for one in late]
    told = [SV.text("more_cases", n=rest) for rest in beyond if rest]
    assert sorted(re.findall(r"… och \d+ ärenden? till \(--case-list FIL ger alla\)", text)) == (
        sorted(told)
    )


def test_verbose_breaks_reply_times_down_and_the_parts_add_up() -> None:
    """By tertial, month and case type, for all and, by tertial, for each clinic."""
    report = audits.good()
    text = text_of(report, View(EN, width=140, detail=ALL))
    whole = report.replies
    for parts in (report.replies_by_tertial, report.replies_by_month, report.replies_by_service):
        for outcome in (CaseOutcome.ON_TIME, CaseOutcome.LATE, CaseOutcome.OVERDUE):
            assert sum(tally[outcome] for tally in parts.values()) == whole[outcome]
    for heading in ("replies_by_tertial", "replies_by_month", "replies_by_service"):
        assert EN.text(heading) in text
        assert EN.text(heading) not in text_of(report, View(EN, width=140))
    for tertial, tally in report.replies_by_tertial.items():
        assert re.search(rf"^{tertial} +{tally.cases} ", text, re.MULTILINE)
    for clinic in report.clinics:
        for tertial, tally in clinic.cases.by_tertial.items() if clinic.cases else ():
            row = rf"^{re.escape(clinic.name)} (?:.*\n  20..-T. )*?.*\n  {tertial} +{tally.cases} "
            assert re.search(row, text, re.MULTILINE), (clinic.name, tertial)


@pytest.mark.parametrize("limit", [1, 2, 5, 12])
def test_the_histogram_is_parted_at_the_limit(limit: int) -> None:
    """The days in time stand before the bar, whatever the rule set's limit, the others after."""
    report = audits.within(limit)
    text = text_of(report, View(SV, width=140))
    assert f" 0–{limit}│{limit + 1}– " in text
    days = [day for day, cases in report.replies.working_days.items() if cases]
    row = re.search(
        rf"^Alla .*%  [·▁-█ ]{{12}} +([▁-█ ]{{{limit + 1}}})│([▁-█ ]{{4}})", text, re.MULTILINE
    )
    assert row is not None
    assert [day for day, bar in enumerate(row[1]) if bar != " "] == [d for d in days if d <= limit]
    beyond = {min(day - limit, 4) - 1 for day in days if day > limit}
    assert {day for day, bar in enumerate(row[2]) if bar != " "} == beyond


def test_every_symbol_of_the_matrix_is_explained() -> None:
    """A clinic's own outcome, too, where no service and no reply time has it."""
    [undecided] = [one for one in audits.good().clinics if one.outcome is Outcome.UNDETERMINED]
    other_rules = [one for one in undecided.results if one.rule.check != REPLY_TIME]
    clinic = replace(undecided, results=tuple(other_rules))
    assert (clinic.outcome, clinic.reply_time) == (Outcome.UNDETERMINED, None)
    text = text_of(replace(audits.good(), clinics=(clinic,)), View(SV, width=80))
    assert re.search(rf"^{clinic.name} +\? ", text, re.MULTILINE)
    assert re.search(r"^\? obestämt · ", text, re.MULTILINE)


def test_the_sum_of_all_clinics_stands_under_reply_times_even_when_folded() -> None:
    """The last row counts every clinic, not only those listed."""
    report = audits.good()
    text = text_of(report, View(SV, width=100))
    assert re.search(rf"^Alla +{report.replies.cases} ", text, re.MULTILINE)


def test_the_report_ends_with_what_to_do_next() -> None:
    """Unread input to mend, late cases to list, the worst rule to read about; else nothing."""
    text = text_of(audits.broken(), View(SV, width=140))
    late = audits.broken().replies.not_in_time
    for step in (
        SV.text("onward_unread"),
        SV.text("onward_case_list", n=late),
        SV.text("onward_explain", rule="reply-after-two-working-days"),
    ):
        assert f"→ {step}" in text
    assert SV.text("onward_by_rule") in text_of(audits.many(30), View(SV, width=140))
    best = next(one for one in audits.good().clinics if one.name == "Vårdcentralen Ekbacken")
    assert SV.text("onward_heading") not in text_of(audits.good().only(best), View(SV, width=140))


@pytest.mark.parametrize("width", range(40, 160, 7))
def test_lines_never_break_within_a_fact_or_a_number(width: int) -> None:
    """Of what was audited each fact is whole, and no line begins with a number's later half."""
    for report in (audits.broken(), audits.many(30)):
        text = text_of(report, View(SV, width=width))
        facts = (
            SV.text("audited_as_of", as_of=report.as_of),
            SV.text("clinics_n", n=len(report.clinics)),
            SV.text("rows_n", n=report.statistics.total.read),
        )
        for fact in facts if report.statistics.logs else facts[:2]:
            assert re.search(rf"(^|· ){fact}( ·|$)", text, re.MULTILINE)
        assert not re.search(r"^ *%|\+ \d+$", text, re.MULTILINE)
        assert not re.search(SIGN_ALONE, text, re.MULTILINE)


def test_a_part_of_the_cases_does_not_pass_for_the_whole() -> None:
    """The period stands under the verdict, whether or not an end of it is open."""
    first, last = date(2016, 3, 1), date(2016, 10, 31)
    for period, told in (
        ((first, last), "Bara ärenden som kom in från 2016-03-01 till 2016-10-31"),
        ((first, None), "Bara ärenden som kom in från och med 2016-03-01"),
        ((None, last), "Bara ärenden som kom in till och med 2016-10-31"),
    ):
        good = audits.good()
        report = replace(good, mandate=replace(good.mandate, period=period))
        lines = text_of(report, View(SV, width=140)).splitlines()
        assert told in lines[:12]
    assert "Bara ärenden" not in text_of(audits.good(), View(SV, width=140))


@pytest.mark.parametrize("width", range(8, 40))
def test_prose_keeps_a_number_in_groups_on_one_line(width: int) -> None:
    """No line is broken at a no-break space."""
    target = io.StringIO()
    prose = Prose(Text("av alla 10\u00a0000 ärenden var 99,9\u00a0% i tid"))
    Console(file=target, width=width, _environ={}).print(prose)
    lines = target.getvalue().splitlines()
    assert any("10\u00a0000" in line for line in lines)
    assert any("99,9\u00a0%" in line for line in lines)


def test_a_large_audit_counts_services_and_reply_times_for_all() -> None:
    """Above the worst clinics each service, and reply times, add up to the clinics."""
    text = text_of(audits.many(30), View(SV, width=140))
    for name in ("Kontakta mig", "Svarstider"):
        row = re.search(rf"^(?:[A-Z] )? *{name} +([\d ]+)$", text, re.MULTILINE)
        assert row is not None
        assert sum(map(int, row[1].split())) == 30


def test_services_that_do_not_fit_are_counted_instead() -> None:
    """With more services than the terminal has columns for, none is lost without a word."""
    report = audits.good()
    known = next(iter(report.ruleset.services.values()))
    services = {f"x{n}": replace(known, id=f"x{n}") for n in range(90)}
    wide = replace(report, ruleset=replace(report.ruleset, services=services))
    text = squeezed(text_of(wide, View(SV, width=80)))
    assert squeezed(SV.text("matrix_too_wide", n=len(services))) in text
    assert SV.text("matrix_too_wide", n=16)[:20] not in squeezed(
        text_of(report, View(SV, width=72))
    )


def test_no_sign_of_a_sum_stands_on_a_line_of_its_own() -> None:
    """A term too wide for the line is broken at its words, and the sum goes on.

    Every sum stands in the account of the logs, which one clinic beside them does not change.
    """
    report = replace(audits.good(), clinics=audits.good().clinics[-1:])
    for width in range(40, 141):
        text = text_of(report, View(SV, width=width))
        assert not re.search(SIGN_ALONE, text, re.MULTILINE), width


@pytest.mark.parametrize("brief", [False, True])
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_verdict_and_its_numbers_come_last_too(code: str, *, brief: bool) -> None:
    """Whoever sees the end of a long report alone sees the verdict as ``-q`` gives it."""
    language = LANGUAGES[code]
    for report in (audits.good(), audits.broken(), audits.logs_alone()):
        text = text_of(report, View(language, width=100, brief=brief))
        assert squeezed(text).endswith(squeezed(verdict_line(report, language)))


def test_a_brief_report_has_a_line_a_finding() -> None:
    """Each finding but advice with its clinic and place, once; no clause, no table of cases."""
    report = audits.good()
    text = squeezed(text_of(report, View(SV, width=100, brief=True)))
    for clinic in report.clinics:
        for finding in clinic.findings:
            said = f"{clinic.name}: {SV.message(finding)} {SV.location(finding.location)}"
            assert (finding.rule.severity is Severity.NOTE) != (squeezed(said) in text)
    assert not any(squeezed(rule.clause.quote) in text for rule in report.ruleset.rules)
    assert SV.text("column_days_over") not in text


def test_services_not_offered_share_their_clause_and_remedy() -> None:
    """The decision is quoted once for them all, with each one's name, place and rule."""
    report = audits.good()
    text = text_of(report, View(SV, width=120))
    for clinic in report.clinics:
        for outcome in (Outcome.VIOLATION, Outcome.UPCOMING):
            missing = [
                one
                for one in clinic.findings
                if one.outcome is outcome and one.rule.requires_service
            ]
            if len(missing) < 2:
                continue
            block = text[text.index(f"{clinic.name} · ") :]
            block = squeezed(block[block.index(SV.text("services_not_offered", n=len(missing))) :])
            end = block.index("→")
            assert block[:end].count("Följande e-tjänster ska erbjudas") == 1
            for one in missing:
                assert squeezed(SV.message(one)) in block[:end]
                assert f"{one.rule.id} · {SV.location(one.location)}" in block[:end]
                assert one.rule.title["sv"].removesuffix(" erbjuds inte") in block[end : end + 200]


@pytest.mark.parametrize("code", LANGUAGES)
def test_unread_files_come_before_the_findings(code: str) -> None:
    """What the verdict could not see is read before what it saw."""
    language = LANGUAGES[code]
    text = text_of(audits.broken(), View(language, width=100))
    order = ["not_audited_heading", "findings_heading", "reconciliation_heading"]
    at = [text.index(f"\n{language.text(key)}\n") for key in order]
    assert at == sorted(at)


def without_months(report: Report, months: Collection[str]) -> Report:
    """Return the report without the cases of these months, month by month."""
    clinics = [
        replace(one, cases=replace(one.cases, by_month=left(one.cases, months)))
        for one in report.clinics
        if one.cases
    ]
    return replace(report, clinics=tuple(clinics))


def left(cases: UnitCases, months: Collection[str]) -> Mapping[str, Tally]:
    """Return the cases of other months."""
    return {name: tally for name, tally in cases.by_month.items() if name not in months}


def test_months_are_drawn_from_a_hundred_columns_on() -> None:
    """A character a month: a blank without cases, a dot without late ones, else a bar.

    A month without cases at any clinic has its blank too. Of a single month there are no others.
    """
    report = audits.good()
    *earlier, emptied, last = sorted(report.replies_by_month)
    alone = text_of(without_months(report, [*earlier, emptied]), View(SV, width=100))
    assert f"andelen sena och obesvarade i {last};" in squeezed(alone)
    report = without_months(report, [emptied])
    assert SV.text("column_months") not in text_of(report, View(SV, width=99))
    text = text_of(report, View(SV, width=140))
    months = sorted({*report.replies_by_month, emptied})[-12:]
    for clinic in report.clinics:
        if clinic.cases is None:
            continue
        whole = rf"^{clinic.name} +[\d ]+ +[\d,]+\s%  ([·▁-█ ]{{{len(months)}}})"
        drawn = re.search(whole, text, re.MULTILINE)
        assert drawn is not None
        for month, mark in zip(months, drawn[1], strict=True):
            tally = clinic.cases.by_month.get(month)
            if tally is None or tally.decided == 0:
                assert mark == " "
            else:
                assert (mark == "·") == (tally.not_in_time == 0)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", [60, 66, 80])
def test_no_name_of_a_clinic_is_broken_within_a_word(width: int, code: str) -> None:
    """Where the longest word of a name has no room, the matrix makes way."""
    language = LANGUAGES[code]
    text = text_of(audits.good(), View(language, width=width))
    drawn = text[text.index(language.text("matrix_heading")) :]
    drawn = drawn[: drawn.index(language.text("replies_heading"))]
    names = {word for clinic in audits.good().clinics for word in clinic.name.split()}
    assert names <= set(text.split())
    assert (" │ " not in drawn) or names <= set(drawn.split())
