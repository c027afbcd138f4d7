"""The verdict in every format: what is yet to come, as if it had come, and warnings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # has no types

import audits
from basutbud.errors import Location, Problem
from basutbud.formats import BINARY, FORMATS
from basutbud.model.report import Report
from exchange import tolerant
from running import CLINIC, basutbud, code

SCHEMA = jsonschema.Draft202012Validator(
    json.loads(files("basutbud.schemas").joinpath("report.json").read_bytes())
)
UNIT = "SE2321000131-E000000009901"
OCTOBER = ("--as-of", "2016-10-17")


def clinic(
    folder: Path,
    *changes: tuple[str, str],
    provider: str = "private",
    from_day: str | None = None,
    number: int = 9901,
) -> None:
    """Write a clinic's file, complete but for the changes."""
    text = CLINIC.format(provider=provider, intyg="active").replace("9901", str(number))
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    if from_day:
        text += f"agreement: {{supplier: X AB, applies_from: {from_day}}}\n"
    (folder / ("c.yaml" if number == 9901 else f"c{number}.yaml")).write_text(text, "utf-8")


def log(folder: Path, *rows: tuple[str, str, int], service: str = "Förnya recept") -> None:
    """Write the clinic's log: days of receipt and reply, and how many such cases."""
    lines = ["id;enhet;typ;inkom;svar"]
    for received, replied, count in rows:
        start = len(lines)
        lines += [f"{start + n};{UNIT};{service};{received};{replied}" for n in range(count)]
    (folder / "c.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def writing(*steps: Callable[[Path], object]) -> Callable[[Path], None]:
    """Return what takes all the steps."""

    def write(folder: Path) -> None:
        for step in steps:
            step(folder)

    return write


def audited(folder: Path, *options: str) -> tuple[int, dict[str, object]]:
    """Audit the folder; return the exit code, and the JSON report, held against its schema."""
    done = basutbud("audit", ".", *options, "-o", "json", cwd=folder)
    report = json.loads(done.stdout)
    assert list(SCHEMA.iter_errors(report)) == []
    return done.returncode, report


OFF = ("egenremiss: active", "egenremiss: inactive")
UNSAID = ("  kontakta-mig: active\n", "")
NO_REASON = ("asks_for_reason: true", "asks_for_reason: false")
NOT_DONE = ("egenremiss: active", "egenremiss: {status: active, in_operation: false}")
IN_TIME = ("2016-09-05", "2016-09-06", 80)
LATE = ("2016-09-05", "2016-09-16", 9)

COMING: dict[str, tuple[Callable[[Path], None], str]] = {
    "two services and late replies": (
        writing(
            lambda folder: clinic(folder, OFF, UNSAID), lambda folder: log(folder, IN_TIME, LATE)
        ),
        "2017-01-01, om 76 dagar: 2 tjänster; svarstid i dag: 10,1\u00a0% sena",
    ),
    "one service, and no log": (
        lambda folder: clinic(folder, UNSAID),
        "2017-01-01, om 76 dagar: 1 tjänst",
    ),
    "late replies alone": (
        writing(clinic, lambda folder: log(folder, IN_TIME, LATE)),
        "2017-01-01, om 76 dagar: svarstid i dag: 10,1\u00a0% sena",
    ),
    "the region's own": (
        lambda folder: clinic(folder, OFF, NO_REASON, provider="region"),
        "2017-01-01, om 76 dagar: 2 tjänster",
    ),
    "a day in the agreement, tomorrow": (
        lambda folder: clinic(folder, NOT_DONE, from_day="2016-10-18"),
        "2016-10-18, om 1 dag: 1 tjänst",
    ),
    "two clinics from two days": (
        writing(
            lambda folder: clinic(folder, OFF),
            lambda folder: clinic(folder, OFF, UNSAID, from_day="2017-06-01", number=9902),
        ),
        (
            "2017-01-01, om 76 dagar, hos 1 av 2 mottagningar: 1 tjänst; "
            "2 brister från senare dagar; 1 mottagning till från en senare dag"
        ),
    ),
}


@pytest.mark.parametrize("name", COMING)
def test_what_is_to_come_is_a_verdict_of_its_own(folder: Path, name: str) -> None:
    """The first day, the days left and what is missing; exit 0, and 1 as if it had come."""
    write, reported = COMING[name]
    write(folder)
    exit_code, report = audited(folder, *OCTOBER)
    assert (exit_code, report["verdict"]) == (0, "upcoming")
    coming = report["upcoming"]
    assert isinstance(coming, dict)
    assert coming["message"] == f"▲ Brister gäller från {reported}"
    assert (date.fromisoformat(coming["in_force_from"]) - date(2016, 10, 17)).days == (
        coming["days_left"]
    )
    ready, report = audited(folder, *OCTOBER, "--as-if-in-force")
    assert (ready, report["verdict"], report["upcoming"]) == (1, "violation", None)


NOT_COMING: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "nothing is missing": (clinic, "2016-10-17", "compliant"),
    "a service that starts in time": (
        lambda folder: clinic(
            folder, ("egenremiss: active", "egenremiss: {status: active, since: 2016-12-31}")
        ),
        "2016-10-17",
        "compliant",
    ),
    "late cases from before the day, seen after it": (
        writing(
            clinic,
            lambda folder: log(folder, LATE, ("2017-02-01", "2017-02-01", 1)),
        ),
        "2017-06-30",
        "compliant",
    ),
    "a warning to come": (
        writing(
            lambda folder: clinic(
                folder,
                (
                    "egenremiss: active",
                    "egenremiss: {status: not-in-operation, reason: Ingen läkare}",
                ),
            ),
            lambda folder: log(folder, IN_TIME, service="Egenremiss"),
        ),
        "2016-10-17",
        "compliant",
    ),
    "the day itself": (lambda folder: clinic(folder, OFF), "2017-01-01", "violation"),
    "an unread file beside it": (
        writing(
            lambda folder: clinic(folder, OFF), lambda folder: (folder / "x.yaml").write_text("x")
        ),
        "2016-10-17",
        "incomplete",
    ),
}


STANDINGS = {
    "late cases from before the day, seen after it": "○ råd .* │ ✓",
    "a warning to come": "◆ varning .* │ ✓",
}
"""What the matrix says of the clinic, and last of its reply times."""


@pytest.mark.parametrize("name", NOT_COMING)
def test_what_never_is_a_breach_is_not_to_come(folder: Path, name: str) -> None:
    """Nor is what is one already, or what hides behind something unread."""
    write, day, verdict = NOT_COMING[name]
    write(folder)
    _, report = audited(folder, "--as-of", day)
    assert report["verdict"] == verdict
    if verdict != "incomplete":
        assert report["upcoming"] is None
    if standing := STANDINGS.get(name):
        text = basutbud("audit", ".", "--as-of", day, cwd=folder).stdout.decode()
        assert re.search(rf"Provtagen +{standing}$", text, re.MULTILINE)


def heads(folder: Path, *options: str) -> dict[str, str]:
    """Audit once, and return of each format what tells the verdict, as plain text."""
    outputs = [part for form in FORMATS for part in ("-o", f"{form}=r.{form}.out")]
    done = basutbud("audit", ".", *options, *outputs, "--exclude", "*.out", cwd=folder)
    assert done.returncode in (0, 1)
    return {form: _head(form, (folder / f"r.{form}.out").read_bytes()) for form in FORMATS}


def _head(form: str, made: bytes) -> str:
    if form in BINARY:
        sheet = load_workbook(BytesIO(made)).worksheets[0]
        return "\n".join(str(value) for row in sheet.values for value in row[:3] if value)
    text = made.decode("utf-8-sig")
    patterns = {
        "html": r'<div class="verdict.*?</ul>|<div class="verdict.*?<nav',
        "markdown": r"\A.*?\| Mottagning|\A.*",
        "concise": r"[^\n]*\n\Z",
        "github": r"[^\n]*\n\Z",
        "junit": r"\A.*?</properties>",
        "gitlab": r"\A.*?\}.*?\}",
        "csv": r"\A.*",
    }
    found = re.search(patterns.get(form, r"\A.*"), text, re.DOTALL)
    assert found
    return found[0]


def test_every_format_says_what_is_to_come(folder: Path) -> None:
    """Each has sign, day, days left and what is missing, and no sign or word of compliance."""
    clinic(folder, OFF, UNSAID)
    line = basutbud("audit", ".", *OCTOBER, "-q", "--fail-on", "upcoming", cwd=folder)
    coming = "Brister gäller från 2017-01-01, om 76 dagar: 2 tjänster"
    terms = "2016-10-17 (valt datum), ändrade inställningar: --fail-on upcoming"
    assert line.stdout.decode() == f"▲ KOMMANDE BRISTER per {terms}: {coming}\n"
    assert line.returncode == 1
    for form, head in heads(folder, *OCTOBER).items():
        assert "▲" in head, form
        assert "2017-01-01" in head, form
        assert re.search(r"\b76\b", head), form
        assert "2 tjänster" in " ".join(head.split()), form
        assert "UPPFYLLT" not in head, form
        if form in ("concise", "github", "gitlab", "junit"):
            assert "uppfyllt" not in head, form
            assert "✓" not in head, form
        if form in ("text", "html", "xlsx", "markdown"):
            verdict = next(line for line in head.splitlines() if "KOMM" in line.replace(" ", ""))
            assert "▲" in verdict, form
            assert "✓" not in verdict, form


def test_every_header_says_that_it_is_as_if_in_force(folder: Path) -> None:
    """A report of readiness is never taken for one of the day; without the option none says so."""
    clinic(folder, OFF)
    said = dict.fromkeys(FORMATS, "om om alla krav redan gällde (--as-if-in-force)") | {
        "json": '"as_if_in_force": true',
        "sarif": '"asIfInForce": true',
        "junit": 'name="as_if_in_force" value="true"',
        "csv": ";true;",
    }
    ready, plain = heads(folder, *OCTOBER, "--as-if-in-force"), heads(folder, *OCTOBER)
    for form in FORMATS:
        assert said[form] in ready[form], form
        assert said[form] not in plain[form], form
    line = basutbud("audit", ".", *OCTOBER, "--as-if-in-force", "-q", cwd=folder).stdout.decode()
    assert line.startswith("✗ AVVIKELSE per 2016-10-17 (valt datum), som om alla krav redan gällde")


READINESS: dict[str, tuple[Callable[[Path], None], int]] = {
    "complete": (writing(clinic, lambda folder: log(folder, IN_TIME)), 0),
    "late before the day": (
        writing(clinic, lambda folder: log(folder, LATE)),
        1,
    ),
    "a service that starts later": (
        lambda folder: clinic(
            folder, ("egenremiss: active", "egenremiss: {status: active, since: 2016-12-01}")
        ),
        1,
    ),
    "an agreement years away": (lambda folder: clinic(folder, OFF, from_day="2019-01-01"), 1),
    "the region's own, in force": (lambda folder: clinic(folder, provider="region"), 0),
}


@pytest.mark.parametrize("name", READINESS)
def test_readiness_is_judged_as_of_the_day_of_the_audit(folder: Path, name: str) -> None:
    """Every rule and every case binds already; what comes later is not there yet."""
    write, expected = READINESS[name]
    write(folder)
    exit_code, report = audited(folder, *OCTOBER, "--as-if-in-force")
    assert exit_code == expected
    assert report["verdict"] == ("violation" if expected else "compliant")
    findings = report["findings"]
    assert isinstance(findings, list)
    assert not [one for one in findings if one["outcome"] == "upcoming" or one["early"]]


def warned(folder: Path) -> None:
    """Write a clinic with a warning alone: cases of what it says is not in its operation."""
    never = "egenremiss: {status: not-in-operation, reason: Ingen läkare}"
    clinic(folder, ("egenremiss: active", never), provider="region")
    log(folder, ("2017-03-01", "2017-03-01", 3), service="Egenremiss")


def test_a_clinic_with_warnings_alone_does_not_deviate(folder: Path) -> None:
    """It has a sign, word and count of its own, and fails only where warnings do."""
    warned(folder)
    day = ("--as-of", "2017-06-30")
    exit_code, report = audited(folder, *day)
    assert (exit_code, report["verdict"]) == (0, "compliant")
    summary = report["summary"]
    assert isinstance(summary, dict)
    assert (summary["outcomes"]["violation"], summary["outcomes"]["warning"]) == (0, 1)
    assert code("audit", ".", *day, "--fail-on", "warning", cwd=folder) == 1
    for form, head in heads(folder, *day).items():
        assert "✗" not in head, form
        assert "avviker" not in head, form
    text = basutbud("audit", ".", *day, cwd=folder).stdout.decode()
    assert re.search(r"Provtagen\s+◆ varning", text)
    assert "◆ 1 varning" in text
    assert "✗" not in text


def faulty(report: Report) -> Iterator[Report]:
    """Yield the report with one more fault: in each input, unread or reported, and in each log."""
    yield report
    for place, one in enumerate(report.inputs):
        unread = (*report.inputs[:place], replace(one, read=False), *report.inputs[place + 1 :])
        yield replace(report, inputs=unread)
        reported = (*report.rejections, Problem("other", Location(one.path)))
        yield replace(report, rejections=reported)
    statistics = report.statistics
    strict = tuple(replace(log, tolerated=False) for log in statistics.logs)
    yield replace(report, statistics=replace(statistics, logs=strict))


@pytest.mark.parametrize("name", ["good", "broken", "logs_alone"])
def test_each_clinic_has_the_verdict_that_its_own_page_has(name: str) -> None:
    """What concerns others, and is unread, is not held against it; what concerns it, is."""
    for report in faulty(tolerant(getattr(audits, name)())):
        assert report.verdicts == [report.only(one).verdict for one in report.clinics]


FAULTS = {
    "another clinic's file": ("x.yaml", "clinic: x\n"),
    "another clinic's file by another name": ("x.txt", "clinic: x\nhsa_id: y\n"),
    "its own log": ("c.csv", "a;b\n1;2\n"),
    "anyone's log": ("x.csv", "a;b\n1;2\n"),
    "a row of its own log": ("c.csv", "id;typ;inkom;svar\n1;x;2017-03-01;\n2;x;?;\n"),
    "a row of nobody's": ("x.csv", f"id;enhet;typ;inkom;svar\n1;{UNIT};x;2017-03-01;\n2;;x;?;\n"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_held_against_those_it_concerns(folder: Path, fault: str) -> None:
    """The verdict of each of two clinics is the one that its own page has."""
    clinic(folder, provider="region")
    clinic(folder, OFF, provider="region", number=9902)
    name, text = FAULTS[fault]
    (folder / name).write_text(text, encoding="utf-8")
    done = basutbud(
        *("audit", ".", "--as-of", "2017-03-02", "-o", "json", "--split-by", "clinic", "pages"),
        cwd=folder,
    )
    verdicts = {one["hsa_id"]: one["verdict"] for one in json.loads(done.stdout)["clinics"]}
    assert ("incomplete" in verdicts.values()) is not fault.startswith("another clinic's")
    pages = [
        path.read_text("utf-8")
        for path in (folder / "pages").iterdir()
        if path.name != "index.html"
    ]
    assert len(pages) == len(verdicts)
    for hsa_id, verdict in verdicts.items():
        (page,) = (text for text in pages if hsa_id in text)
        words = {"incomplete": "OFULLSTÄNDIGT", "violation": "AVVIKELSE"}
        shown = re.search(r"<strong>(.*?)</strong>", page)
        assert shown
        assert words.get(verdict, "INGEN AVVIKELSE") in shown[1]
