"""Totals agree: each count, as every format gives it, is the report's own."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from basutbud.formats import FORMATS, View, render
from basutbud.formats.common.symbols import SYMBOLS
from basutbud.formats.text.marks import STYLES
from basutbud.language import LANGUAGES
from basutbud.model.report import Report
from basutbud.model.vocabulary import CaseOutcome, GroupBy, Outcome, Verdict
from exchange import report_of
from sheets import read_back

SV = LANGUAGES["sv"]
ALL = View(SV, width=140, detail=1, show_passed=True)
Counts = Counter[Outcome]
WORDS = {f"{SYMBOLS[one]} {SV.text(f'outcome_{one}')}": one for one in Outcome}
BAD = (Outcome.VIOLATION, Outcome.WARNING, Outcome.UPCOMING, Outcome.UNDETERMINED)


def rendered(form: str, report: Report) -> str:
    """Return a report in a format that is text."""
    return render(form, report, ALL).decode("utf-8-sig")


def _json(report: Report) -> tuple[Counts, Counts]:
    made = json.loads(rendered("json", report))
    rules: Counts = Counter(
        Outcome(one["outcome"]) for clinic in made["clinics"] for one in clinic["results"]
    )
    assert +Counter({Outcome(k): n for k, n in made["summary"]["outcomes"].items()}) == rules
    return rules, Counter(Outcome(one["outcome"]) for one in made["findings"])


def _csv(report: Report) -> Counts:
    made = csv.DictReader(io.StringIO(rendered("csv", report)), delimiter=";")
    return Counter(Outcome(one["outcome"]) for one in made if one["fingerprint"])


def _xlsx(report: Report) -> tuple[Counts, Counts]:
    book = read_back(report, View(SV))
    told = [row["Uppgift"] for row in book.page("Om granskningen").rows]
    values = [row["Värde"] for row in book.page("Om granskningen").rows]
    rules: Counts = Counter()
    for fact, value in zip(told, values, strict=True):
        if str(fact).removeprefix("varav ") in WORDS:
            rules[WORDS[str(fact).removeprefix("varav ")]] = value
    rows = [row for name in ("Avvikelser", "Råd") for row in book.page(name).rows]
    shown = Counter(str(row["Utfall"])[0] for row in rows)
    shown[SYMBOLS[Outcome.UPCOMING]] += shown.pop("△", 0)
    return rules, Counter({one: shown[SYMBOLS[one]] for one in Outcome if shown[SYMBOLS[one]]})


def _in_words(text: str) -> Counts:
    """Add up every outcome's symbol and word with a number after it."""
    found = re.findall(rf"({'|'.join(map(re.escape, WORDS))}) ([\d\u00a0]+)", text)
    counts: Counts = Counter()
    for word, number in found:
        counts[WORDS[word]] += int(number.replace("\u00a0", ""))
    return counts


def _text(report: Report) -> Counts:
    by_rule = View(SV, width=140, detail=1, show_passed=True, group_by=GroupBy.RULE)
    text = render("text", report, by_rule).decode()
    return _in_words(text[text.index(SV.text("findings_by_rule_heading")) :])


def _html(report: Report) -> Counts:
    page = rendered("html", report)
    tallies = re.search(r'<ul class="tallies">(.*?)</ul>', page, re.DOTALL)
    assert tallies
    return _in_words(re.sub(r"<[^>]*>", "", tallies[1]))


def _markdown(report: Report) -> Counts:
    table = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in rendered("markdown", report).splitlines()
        if line.startswith("| ")
    ]
    counts: Counts = Counter()
    for place, title in enumerate(table[0]):
        if title in WORDS:
            counts[WORDS[title]] = sum(int(row[place]) for row in table[2:])
    return counts


def _concise(report: Report) -> Counts:
    tail = re.search(r"\(([^()]*)\)\n\Z", rendered("concise", report))
    assert tail
    told = {word[2:]: outcome for word, outcome in WORDS.items()}
    parts = [part.rsplit(" ", 1) for part in tail[1].split(", ")]
    return Counter({told[word]: int(count) for word, count in parts})


def _junit(report: Report) -> Counts:
    root = ET.fromstring(render("junit", report, ALL))  # noqa: S314 - our own
    kinds = [one.get("type", "") for one in (*root.iter("failure"), *root.iter("skipped"))]
    return Counter(Outcome(kind) for kind in kinds)


def _sarif(report: Report) -> Counts:
    results = json.loads(rendered("sarif", report))["runs"][0]["results"]
    return Counter(Outcome(one["properties"]["outcome"]) for one in results)


def _github(report: Report) -> Counter[str]:
    return Counter(re.findall(r"^::(\w+) ", rendered("github", report), re.MULTILINE))


def _gitlab(report: Report) -> Counter[str]:
    return Counter(one["severity"] for one in json.loads(rendered("gitlab", report)))


def only(counts: Counts, outcomes: tuple[Outcome, ...]) -> Counts:
    """Return the counts of these outcomes alone."""
    return +Counter({one: counts[one] for one in outcomes})


@pytest.mark.parametrize("name", ["broken", "upcoming", "logs_alone"])
def test_each_count_is_one_in_all_formats(name: str) -> None:
    """Outcomes of rules, and findings, whichever a format counts; a warning is no violation."""
    report = report_of(name)
    rules = report.outcomes
    findings: Counts = Counter(finding.outcome for finding in report.findings)
    assert rules[Outcome.VIOLATION] == findings[Outcome.VIOLATION] > 0
    undecided = Counter({Outcome.UNDETERMINED: rules[Outcome.UNDETERMINED]})
    assert _json(report) == (rules, findings)
    assert _xlsx(report) == (rules, findings)
    assert _csv(report) == findings
    assert _sarif(report) == findings + undecided
    assert _html(report) == rules
    assert _text(report) == rules
    assert only(_concise(report), BAD) == only(rules, BAD)
    assert only(_markdown(report), BAD) == only(rules, BAD)
    assert only(_junit(report), BAD) == only(rules, BAD)
    unread = len(report.problems) + bool(report.unlisted_rows)
    notices = findings.total() - findings[Outcome.VIOLATION] - findings[Outcome.WARNING]
    told = {"error": findings[Outcome.VIOLATION] + unread, "warning": findings[Outcome.WARNING]}
    advice = findings[Outcome.ADVICE]  # in one annotation
    told["notice"] = notices - advice + bool(advice) + rules[Outcome.UNDETERMINED]
    assert _github(report) == +Counter(told)
    advice = findings[Outcome.ADVICE] + rules[Outcome.UNDETERMINED]
    told = {"critical": findings[Outcome.VIOLATION], "major": findings[Outcome.WARNING]}
    told |= {"blocker": unread, "minor": findings[Outcome.UPCOMING]}
    told["info"] = advice + (report.verdict is Verdict.UPCOMING)
    assert _gitlab(report) == +Counter(told)


@pytest.mark.parametrize("name", ["broken", "logs_alone"])
def test_rows_are_counted_alike(name: str) -> None:
    """What became of the rows is the same in JSON, workbook, terminal and page."""
    report = report_of(name)
    total = report.statistics.total
    counts = json.loads(rendered("json", report))["summary"]["cases"]
    facts = {
        str(row["Uppgift"]): row["Värde"]
        for row in read_back(report, View(SV)).page("Om granskningen").rows
    }
    text, page = (" ".join(rendered(form, report).split()) for form in ("text", "html"))
    parts = []
    for outcome in CaseOutcome:
        word = SV.text(f"case_{outcome}", n=total[outcome])
        assert counts[outcome] == facts[f"varav {word}"] == total[outcome]
        if total[outcome]:
            parts.append(f"{SV.number(total[outcome])} {word}")
    told = SV.text("rows_equal", n=total.read, parts=" + ".join(parts))
    assert " ".join(told.split()) in text
    assert " ".join(told.split()) in page
    assert counts["read"] == total.read


def test_each_outcome_has_a_sign_word_and_colour_of_its_own() -> None:
    """No two share one, but for those that are known and let be."""
    told = [one for one in Outcome if one not in (Outcome.WAIVED, Outcome.BASELINED)]
    makers: tuple[Callable[[Outcome], str], ...] = (
        SYMBOLS.__getitem__,
        STYLES.__getitem__,
        *(lambda one, words=words: words.text(f"outcome_{one}") for words in LANGUAGES.values()),
    )
    for make in makers:
        assert len({make(one) for one in told}) == len(told)
    assert len(FORMATS) == 11
