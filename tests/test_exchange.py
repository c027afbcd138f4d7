"""The formats for other programs: valid by their schemas, true to the report, proof to its text."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import jsonschema_rs
import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import audits
from basutbud.audit import audit_clinics
from basutbud.errors import Excerpt, Location
from basutbud.formats import View, render
from basutbud.formats.markdown import room
from basutbud.formats.marked import coded, marked, worded
from basutbud.formats.remarks import end_column
from basutbud.formats.sarif import notifications, results, rules
from basutbud.gathering import ClinicFile, Gathered
from basutbud.language import LANGUAGES
from basutbud.model.report import Report
from basutbud.model.vocabulary import FailOn, GroupBy, Outcome, Severity
from conftest import Golden
from running import DAY, basutbud

SCHEMAS = Path(__file__).parent / "schemas"
SARIF_PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
FORMATS = {"sarif": "sarif", "junit": "xml", "github": "txt", "gitlab": "json", "markdown": "md"}
SV = View(LANGUAGES["sv"])
REPORTS = ("good", "broken", "upcoming", "logs_alone", "hostile", "many")
Json = dict[str, Any]


@cache
def report_of(name: str) -> Report:
    """Return one of the audits by its name; ``many`` are a few, ``region`` a whole region's."""
    sizes = {"many": 50, "region": 1_500}
    found: Report = audits.many(sizes[name]) if name in sizes else getattr(audits, name)()
    return found


def run_of(report: Report, view: View = SV) -> Json:
    """Return the run of the SARIF log."""
    run: Json = json.loads(render("sarif", report, view))["runs"][0]
    return run


def suites_of(report: Report, view: View = SV) -> ET.Element:
    """Return the JUnit document."""
    return ET.fromstring(render("junit", report, view))  # noqa: S314 - of our own making


def tolerant(report: Report) -> Report:
    """Return the report as if its files could be read and its unreadable rows were tolerated."""
    logs = tuple(replace(log, tolerated=True) for log in report.statistics.logs)
    return replace(report, rejections=(), statistics=replace(report.statistics, logs=logs))


@pytest.mark.parametrize("name", FORMATS)
def test_the_examples_are_told_as_before(name: str, golden: Golden) -> None:
    """Each format of the examples is what a person has looked at."""
    report = audits.broken()
    ruleset = replace(report.ruleset, sha256="0" * 64)
    fixed = replace(report, tool_version="0.0.0", ruleset=ruleset)
    golden(f"broken.{FORMATS[name]}", render(name, fixed, SV))


@pytest.mark.parametrize("name", FORMATS)
def test_two_audits_give_the_same_bytes(name: str) -> None:
    """Nothing of the clock, the machine or the memory is in a report."""
    again = audits.broken.__wrapped__()
    assert render(name, again, SV) == render(name, audits.broken(), SV)


@pytest.fixture(scope="module")
def sarif_schema(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """Fetch the schema of SARIF 2.1.0, in its makers' package."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm here, which fetches the schema of SARIF")
    folder = tmp_path_factory.mktemp("npm")
    subprocess.run([npm, "pack", "--silent", SARIF_PACKAGE], cwd=folder, check=True)
    (package,) = folder.glob("*.tgz")
    with tarfile.open(package) as files:
        (name,) = (name for name in files.getnames() if "/schemas/sarif-2.1.0" in name)
        stream = files.extractfile(name)
        assert stream is not None
        schema: Json = json.load(stream)
    return schema


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_sarif_follows_the_schema_of_its_makers(
    name: str, language: str, sarif_schema: Json
) -> None:
    """Reports of every kind, in both languages, are valid SARIF 2.1.0."""
    log = json.loads(render("sarif", report_of(name), View(LANGUAGES[language])))
    validator = jsonschema.Draft7Validator(sarif_schema, format_checker=jsonschema.FormatChecker())
    assert [issue.message for issue in validator.iter_errors(log)] == []


def test_the_schema_of_sarif_refuses_what_is_none(sarif_schema: Json) -> None:
    """The schema fetched does tell right from wrong."""
    log = json.loads(render("sarif", audits.good(), SV))
    log["runs"][0]["results"][0]["kind"] = "violation"
    assert not jsonschema.Draft7Validator(sarif_schema).is_valid(log)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_junit_and_gitlab_follow_their_schemas(name: str, language: str) -> None:
    """Both are valid by schemas that were not made from them."""
    report, view = report_of(name), View(LANGUAGES[language])
    schema = json.loads((SCHEMAS / "gitlab-code-quality.json").read_bytes())
    issues = jsonschema_rs.validator_for(schema, validate_formats=True).iter_errors(
        json.loads(render("gitlab", report, view))
    )
    assert [issue.message for issue in issues] == []
    document = render("junit", report, view).decode()
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(document)


def test_the_date_stands_in_every_format() -> None:
    """An audit as of another day can be told from one of today by whatever it left behind."""
    for name in FORMATS:
        assert b"2016-11-01" in render(name, audits.upcoming(), SV)


def test_case_ids_are_left_out_on_request() -> None:
    """``--no-case-ids`` holds in every format; otherwise SARIF names the cases it points to."""
    ids = {case.case_id for one in audits.good().findings for case in one.cases}
    without = replace(SV, case_ids=False)
    for name in FORMATS:
        text = render(name, audits.good(), without).decode()
        assert [case_id for case_id in ids if case_id in text] == []
    assert all(case_id in render("sarif", audits.good(), SV).decode() for case_id in ids)


def test_a_record_without_a_line_is_named() -> None:
    """A row of a workbook has no line: the first stands in where one is needed, and is not it."""
    report = audits.good()
    first = report.clinics[0]
    moved = replace(first.findings[0], location=Location("log.xlsx", record=7))
    clinic = replace(first, findings=(moved, *first.findings[1:]))
    moved_report = replace(report, clinics=(clinic, *report.clinics[1:]))
    for name in FORMATS:
        text = render(name, moved_report, SV).decode()
        assert "log.xlsx" in text
        assert "(post 7)" in text
    place = run_of(moved_report)["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 1}
    assert decoded(render("github", moved_report, SV).decode().splitlines()[0])[1].keys() == {
        "file",
        "title",
    }


# SARIF


def test_sarif_tells_outcomes_apart() -> None:
    """A violation fails at its rule's level, the undecided is open, the rest informational."""
    for report in (audits.good(), audits.upcoming()):
        expected = Counter(
            ("fail", str(finding.rule.severity))
            if finding.outcome is Outcome.VIOLATION
            else ("informational", "none")
            for finding in report.findings
        )
        expected["open", "none"] = report.outcomes[Outcome.UNDETERMINED]
        told = Counter((one["kind"], one["level"]) for one in run_of(report)["results"])
        assert told == expected


def test_sarif_results_point_to_their_rule_and_file() -> None:
    """Indices lead where ids and addresses say, and each result has a line that GitHub can show."""
    run = run_of(audits.broken())
    described, artifacts = run["tool"]["driver"]["rules"], run["artifacts"]
    assert [rule["id"] for rule in described] == [rule.id for rule in audits.broken().rules]
    for result in run["results"]:
        assert described[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        for one in (location, *result.get("relatedLocations", ())):
            place = one["physicalLocation"]
            assert place["region"]["startLine"] >= 1
            address = place["artifactLocation"]
            assert artifacts[address["index"]]["location"]["uri"] == address["uri"]
            assert (audits.EXAMPLES / unquote(address["uri"])).is_file()


def test_sarif_columns_bound_what_the_finding_is_about() -> None:
    """From start to end column stands a whole key of the file, counted in characters."""
    spans = 0
    for result in run_of(audits.good())["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        if "endColumn" in region:
            path = audits.EXAMPLES / place["artifactLocation"]["uri"]
            line = path.read_text(encoding="utf-8").splitlines()[region["startLine"] - 1]
            spans += 1
            assert re.fullmatch(
                r"\w.*\w", line[region["startColumn"] - 1 : region["endColumn"] - 1]
            )
            assert line[region["endColumn"] - 1] == ":"
    assert spans > 50


@pytest.mark.parametrize(
    ("shown", "certain"), [("nyckel", True), ("▒▒▒", False), (r"a\x1b", False), ("x", False)]
)
def test_an_end_is_told_only_where_it_is_certain(shown: str, certain: bool) -> None:
    """What is masked, escaped or empty has another length in the file than in the excerpt."""
    excerpt = Excerpt(3, f"  {shown}: 1", 2, 2 + len(shown))
    assert end_column(Location("x", 3, 7), excerpt) == (7 + len(shown) if certain else None)
    assert end_column(Location("x", 4, 7), excerpt) is None


@pytest.mark.parametrize(
    ("path", "address", "within"),
    [
        ("a/b c%å#?.yaml", "a/b%20c%25%C3%A5%23%3F.yaml", True),
        ("x:y.yaml", "x%3Ay.yaml", True),
        ("../b.yaml", "../b.yaml", False),
        ("/srv/å.yaml", "file:///srv/%C3%A5.yaml", False),
        ("C:/data/b.yaml", "file:///C:/data/b.yaml", False),
        ("<stdin>", "%3Cstdin%3E", False),
    ],
)
def test_sarif_addresses(path: str, address: str, within: bool) -> None:
    """A relative path is percent-encoded from the root; what lies elsewhere has no such base."""
    clinic = (audits.EXAMPLES / "clinics" / "myrstacken.yaml").read_bytes()
    files = (ClinicFile(audits.EXAMPLES, "", path, clinic),)
    run = run_of(audit_clinics(Gathered(files, (), audits.EXAMPLES), audits.terms()))
    expected = {"uri": address} | ({"uriBaseId": "%SRCROOT%"} if within else {})
    assert [one["location"] for one in run["artifacts"]] == [expected]
    told = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in run["results"]]
    assert told
    assert all(one == expected | {"index": 0} for one in told)


def test_sarif_says_when_an_audit_is_incomplete() -> None:
    """Each file and row that could not be read is a notification with its place."""
    report = audits.broken()
    (invocation,) = run_of(report)["invocations"]
    told = invocation["toolExecutionNotifications"]
    assert not invocation["executionSuccessful"]
    assert [one["descriptor"]["id"] for one in told] == [one.code for one in report.problems]
    assert {one["level"] for one in told} == {"error"}
    places = [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in told]
    assert places == [problem.location.line for problem in report.problems]
    (tolerated,) = run_of(tolerant(report))["invocations"]
    assert tolerated["executionSuccessful"]
    assert {one["level"] for one in tolerated["toolExecutionNotifications"]} == {"warning"}


def test_sarif_keeps_within_githubs_limits_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst results stay, and what is left out is counted, kind by kind."""
    report = audits.broken()
    whole = run_of(report)
    monkeypatch.setattr(results, "MOST_RESULTS", 20)
    monkeypatch.setattr(results, "MOST_RELATED", 2)
    monkeypatch.setattr(notifications, "MOST_PROBLEMS", 3)
    cut = run_of(report)
    told = [one["message"]["text"] for one in cut["invocations"][0]["toolExecutionNotifications"]]
    assert len(cut["results"]) == 20
    assert Counter(one["level"] for one in cut["results"])["error"] == 14
    assert max(len(one.get("relatedLocations", ())) for one in cut["results"]) == 2
    assert len(told) == 5
    assert f"{len(report.problems) - 3} fel till" in told[3]
    assert f"{len(whole['results']) - 20} resultat" in told[4]
    monkeypatch.setattr(rules, "MOST_RULES", 10)
    fewer = run_of(report)
    assert len(fewer["tool"]["driver"]["rules"]) == 10
    assert {one["ruleId"] for one in fewer["results"]} <= {rule.id for rule in report.rules[:10]}


def test_sarif_rules_keep_within_githubs_limits() -> None:
    """No description is too long for GitHub, and no rule has more tags than it shows."""
    report = audits.good()
    rule = report.rules[0]
    long = replace(rule, clause=replace(rule.clause, quote="Tjänsten ska erbjudas. " * 100))
    run = run_of(replace(report, rules=(long, *report.rules[1:])))
    for described in run["tool"]["driver"]["rules"]:
        assert len(described["fullDescription"]["text"]) <= 1024
        assert len(described["properties"]["tags"]) <= 10
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]+", described["name"])


def test_sarif_marks_what_is_waived_or_known() -> None:
    """A waiver is an accepted suppression, the baseline is unchanged, and neither fails a check."""
    report = audits.good()
    first = report.clinics[0]
    waived, known, *others = first.findings
    findings = (
        replace(waived, outcome=Outcome.WAIVED),
        replace(known, outcome=Outcome.BASELINED),
        *others,
    )
    clinics = (replace(first, findings=findings), *report.clinics[1:])
    told = {
        one["partialFingerprints"]["primaryLocationLineHash"]: one
        for one in run_of(replace(report, clinics=clinics))["results"]
    }
    accepted, unchanged = told.pop(waived.fingerprint), told.pop(known.fingerprint)
    assert accepted["suppressions"] == [{"kind": "external", "status": "accepted"}]
    assert unchanged["baselineState"] == "unchanged"
    assert accepted["level"] == unchanged["level"] == "note"
    assert all(one["suppressions"] == [] for one in told.values())
    assert all(one["baselineState"] == "new" for one in told.values())


def test_sarif_messages_hold_no_links_or_placeholders_of_the_input() -> None:
    """Braces are doubled and no text can be read as a link, as the standard has it."""
    run = run_of(audits.hostile())
    told = [one["message"]["text"] for one in run["results"]]
    told += [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]]
    assert any("{{" in text for text in told)
    for text in told:
        assert "](" not in text
        assert not re.search(r"[{}]", text.replace("{{", "").replace("}}", ""))


# JUnit


@pytest.mark.parametrize("fail_on", FailOn)
@pytest.mark.parametrize("name", REPORTS)
def test_junit_is_green_when_the_exit_code_is_0(name: str, fail_on: FailOn) -> None:
    """Failures mean exit code 1, errors mean 3, for every ``--fail-on``."""
    for report in (report_of(name), tolerant(report_of(name))):
        root = suites_of(report, replace(SV, fail_on=fail_on))
        assert bool(root.findall(".//failure")) == report.fails(fail_on)
        assert bool(root.findall(".//error")) == (not report.complete)
        assert int(root.attrib["failures"]) == len(root.findall(".//failure"))
        assert int(root.attrib["errors"]) == len(root.findall(".//error"))


def test_junit_fails_what_breaches_an_obligation() -> None:
    """By default the failures are the violations of rules of severity error, and no others."""
    failing = [
        (suite.attrib["name"], case.attrib["name"])
        for suite in suites_of(audits.good())
        for case in suite.iter("testcase")
        if case.find("failure") is not None
    ]
    assert failing == [
        (f"{clinic.name} ({clinic.shown_id})", result.rule.id)
        for clinic in audits.good().clinics
        for result in clinic.results
        if result.outcome is Outcome.VIOLATION and result.rule.severity is Severity.ERROR
    ]


def test_junit_has_a_case_for_each_rule_of_each_clinic() -> None:
    """What passed and what did not apply is there as well, told apart from the undecided."""
    report = audits.broken()
    unread, *suites = suites_of(report)
    assert len(unread.findall("testcase/error")) == len(report.problems)
    for suite, clinic in zip(suites, report.clinics, strict=True):
        names = [case.attrib["name"] for case in suite.iter("testcase")]
        assert names == [result.rule.id for result in clinic.results]
        skipped = Counter(one.attrib["type"] for one in suite.iter("skipped"))
        for outcome in (Outcome.NOT_APPLICABLE, Outcome.UNDETERMINED):
            assert skipped[outcome] == clinic.count(outcome)
        told = "".join(suite.itertext())
        for finding in clinic.findings:
            assert finding.rule.remedy["sv"].strip() in told
            assert str(finding.location) in told


# GitHub


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
    told = {(one["file"], one.get("line"), message) for _, one, message in read if "file" in one}
    for clinic in report.clinics:
        for finding in clinic.findings:
            assert any(
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
    assert {decoded(command)[1]["file"] for command in commands} == {path}


def test_no_file_name_gives_github_a_command(tmp_path: Path) -> None:
    """A runner reads both streams of a step: neither has a line that begins as one by its path."""
    (tmp_path / "::error file=x::falskt.yaml").write_text("clinic: x\n", encoding="utf-8")
    done = basutbud("audit", ".", *DAY, "-o", "github", cwd=tmp_path)
    assert done.returncode == 3
    assert not re.search(rb"^\s*::", done.stderr, re.MULTILINE)
    *commands, _ = done.stdout.decode().splitlines()
    assert {decoded(line)[2].endswith("…`.") for line in commands} == {True}


def test_tolerated_rows_are_no_errors() -> None:
    """Rows within ``--max-rejected`` warn, and no more than that."""
    report = tolerant(audits.broken())
    commands = render("github", report, SV).decode().splitlines()
    unread = [line for line in commands if "title=Oläsbar indata" in line]
    assert len(unread) == 5
    assert all(line.startswith("::warning ") for line in unread)
    assert commands[0].startswith("::error ")
    issues = json.loads(render("gitlab", report, SV))
    assert {one["severity"] for one in issues if one["check_name"] == "unreadable-input"} == {
        "minor"
    }


# GitLab


@pytest.mark.parametrize("name", REPORTS)
def test_gitlab_fingerprints_are_unique(name: str) -> None:
    """No issue hides another, and everything that concise tells is there."""
    report = report_of(name)
    issues = json.loads(render("gitlab", report, SV))
    assert len({one["fingerprint"] for one in issues}) == len(issues)
    undetermined = report.outcomes[Outcome.UNDETERMINED]
    assert len(issues) == len(report.problems) + len(report.findings) + undetermined
    blockers = sum(one["severity"] == "blocker" for one in issues)
    assert blockers == len(report.problems)


def test_fingerprints_hold_when_lines_move() -> None:
    """A comment on top of each file makes no issue new."""
    given = audits.gathered("clinics", "malformed")
    shifted = tuple(
        replace(file, content=b"# en rad till\n" + bytes(file.content))  # type: ignore[arg-type]  # read above
        for file in given.clinics
        if b"\t" not in bytes(file.content) and file.content  # type: ignore[arg-type]  # read above
    )
    kept = tuple(file for file in given.clinics if file.shown in {one.shown for one in shifted})
    before = audit_clinics(replace(given, clinics=kept), audits.terms())
    after = audit_clinics(replace(given, clinics=shifted), audits.terms())
    assert {one.location.line for one in before.problems} != {
        one.location.line for one in after.problems
    }
    assert gitlab_fingerprints(before) == gitlab_fingerprints(after)
    assert sarif_fingerprints(before) == sarif_fingerprints(after)


def gitlab_fingerprints(report: Report) -> set[str]:
    """Return what GitLab tells issues apart by."""
    return {one["fingerprint"] for one in json.loads(render("gitlab", report, SV))}


def sarif_fingerprints(report: Report) -> set[str]:
    """Return what GitHub tells alerts apart by."""
    told = [one["partialFingerprints"] for one in run_of(report)["results"]]
    return {one["primaryLocationLineHash"] for one in told}


# Markdown


def tokens(text: str) -> Iterator[Token]:
    """Parse as GitHub does, with tables and links of bare addresses, down to the last token."""
    parser = MarkdownIt("commonmark", {"linkify": True, "html": True})
    for token in parser.enable(["table", "strikethrough", "linkify"]).parse(text):
        yield token
        yield from token.children or ()


class Tags(HTMLParser):
    """Collects a document's tags, with their attributes."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.seen: list[tuple[str, object]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note a tag that opens."""
        self.seen.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        """Note a tag that closes."""
        self.seen.append((f"/{tag}", []))


FOLD: list[tuple[str, object]] = [
    ("details", []),
    ("summary", []),
    ("/summary", []),
    ("/details", []),
]


@pytest.mark.parametrize("group_by", GroupBy)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_markdown_holds_no_markup_of_the_input(name: str, language: str, group_by: GroupBy) -> None:
    """No link, image or reference, and no HTML but the folds, whatever a clinic is called."""
    report = report_of(name)
    view = View(LANGUAGES[language], group_by=group_by, show_passed=True)
    found = list(tokens(render("markdown", report, view).decode()))
    assert {token.type for token in found} & {"link_open", "image", "html_inline", "fence"} == set()
    assert {token.type for token in found} & {"code_block", "em_open", "s_open"} == set()
    html = Tags()
    html.feed("".join(token.content for token in found if token.type == "html_block"))
    assert html.seen == FOLD * (len(html.seen) // 4)
    written = "".join(token.content for token in found if token.type in ("text", "text_special"))
    assert not re.search(r"[@#]\w|\bgh-\d|https?://|\bwww\.", written, re.IGNORECASE)
    rows = sum(token.type == "tr_open" for token in found)
    cells = sum(token.type in ("td_open", "th_open") for token in found)
    columns = sum(token.type == "th_open" for token in found)
    assert rows == len(report.clinics) + 1
    assert cells == rows * columns


@given(st.text("`*_[](){}<>&|#@!~$:/.\\-+='\"wx1 \n"))
def test_text_in_markdown_is_text(text: str) -> None:
    """Whatever it is made of, it is read back as it was, in a line, a code span, or HTML."""
    plain = " ".join(text.split())
    if not plain:
        return
    parser = MarkdownIt("commonmark", {"linkify": True, "html": True})
    parser.enable(["table", "strikethrough", "linkify"])
    (inline,) = parser.parseInline(f"x {marked(text)} x")
    assert {child.type for child in inline.children or ()} == {"text"}
    assert read_back(inline) == f"x {plain} x"
    (inline,) = parser.parseInline(f"x {coded(text)} x")
    assert [child.content for child in inline.children or ()] == ["x ", plain, " x"]
    (inline,) = parser.parseInline(f"x {worded(text)} x")
    assert {child.type for child in inline.children or ()} <= {"text", "code_inline"}
    assert unescape(marked(text)).replace("\u200b", "") == plain


def read_back(inline: Token) -> str:
    """Return the text that a reader sees."""
    return "".join(child.content for child in inline.children or ()).replace("\u200b", "")


def test_markdown_shows_what_the_input_says() -> None:
    """Escaped is not altered: every name is there to be read, as it was, in its row."""
    found = list(tokens(render("markdown", audits.hostile(), SV).decode()))
    cells = {read_back(token) for token in found if token.type == "inline"}
    assert {clinic.name for clinic in audits.hostile().clinics} <= cells


@pytest.mark.parametrize("longest", [6_000, 15_000, 65_000])
@pytest.mark.parametrize("group_by", GroupBy)
@pytest.mark.parametrize("name", ["broken", "hostile", "region"])
def test_markdown_has_room_and_counts_what_has_none(
    name: str, group_by: GroupBy, longest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is cut in the middle, the worst is kept, and the rest is counted exactly."""
    monkeypatch.setattr(room, "LONGEST", longest)
    report = report_of(name)
    text = render("markdown", report, replace(SV, group_by=group_by)).decode()
    folds = text.count("<details>\n<summary>")
    assert len(text) <= len(text.encode()) <= longest
    assert folds == text.count("</summary>\n\n") == text.count("\n</details>\n\n")
    shown = re.findall(r"^- (✗|▲|△|○) \*\*", text, re.MULTILINE)
    rest = re.search(r"^… och ([\d\u00a0]+) fynd till", text, re.MULTILINE)
    left_out = int(rest[1].replace("\u00a0", "")) if rest else 0
    assert len(shown) + left_out == len(report.findings)
    symbols = {Outcome.VIOLATION: "✗", Outcome.UPCOMING: "▲", Outcome.ADVICE: "○"}
    worst = sorted((finding.outcome for finding in report.findings), key=lambda one: one.badness)
    shown = [symbol.replace("△", "▲") for symbol in shown]
    assert Counter(shown) == Counter(symbols[outcome] for outcome in worst[: len(shown)])
    rows = len(re.findall(r"^\| (?!Mottagning \||---)", text, re.MULTILINE))
    more = re.search(r"^… och (\d+) mottagning(?:ar)? till, avviker: (\d+)", text, re.MULTILINE)
    assert rows + (int(more[1]) if more else 0) == len(report.clinics)
    violating = sum(bool(one.count(Outcome.VIOLATION)) for one in report.clinics[rows:])
    assert (int(more[2]) if more else 0) == violating
