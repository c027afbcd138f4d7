"""The SARIF report: valid, within what GitHub takes, and its places right."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import jsonschema
import pytest

import audits
import comparisons
from basutbud.audit import audit_clinics
from basutbud.errors import Excerpt, Location
from basutbud.formats import View, render
from basutbud.formats.common.remarks import end_column
from basutbud.formats.comparison import render as render_comparison
from basutbud.formats.sarif import notifications, results, rules
from basutbud.language import LANGUAGES
from basutbud.model.overtime.comparison import Comparison
from basutbud.model.overtime.excuse import Waived, Waiver, WaiverState
from basutbud.model.vocabulary import Outcome
from basutbud.sources.gathering import ClinicFile, Gathered
from exchange import REPORTS, SV, Json, report_of, run_of, tolerant

SARIF_PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"


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
    assert [*issues_of(log, sarif_schema)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("compared", [comparisons.passed, comparisons.hostile])
def test_sarif_of_a_comparison_follows_the_schema_too(
    compared: Callable[[], Comparison], language: str, sarif_schema: Json
) -> None:
    """With results in it, hostile ones too; and of nothing new a run without results."""
    view = View(LANGUAGES[language])
    log = json.loads(render_comparison("sarif", compared(), view))
    assert log["runs"][0]["results"]
    assert [*issues_of(log, sarif_schema)] == []
    unchanged = replace(compared(), changes=())
    log = json.loads(render_comparison("sarif", unchanged, view))
    assert log["runs"][0]["results"] == []
    assert [*issues_of(log, sarif_schema)] == []


def issues_of(log: Json, schema: Json) -> Iterator[str]:
    """Yield what the schema of SARIF finds wrong."""
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    return (issue.message for issue in validator.iter_errors(log))


def test_the_schema_of_sarif_refuses_other_logs(sarif_schema: Json) -> None:
    """The schema fetched can find something wrong."""
    log = json.loads(render("sarif", audits.good(), SV))
    log["runs"][0]["results"][0]["kind"] = "violation"
    assert not jsonschema.Draft7Validator(sarif_schema).is_valid(log)


def test_sarif_tells_outcomes_apart() -> None:
    """What is broken fails at its rule's level, the undecided is open, the rest informational."""
    for report in (audits.good(), audits.upcoming()):
        expected = Counter(
            ("fail", str(finding.rule.severity))
            if finding.outcome in (Outcome.VIOLATION, Outcome.WARNING)
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
def test_an_end_is_given_only_where_it_is_certain(shown: str, certain: bool) -> None:
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
    covered, known, *others = first.findings
    waiver = Waiver(
        id="W-1",
        rules=(covered.rule.id,),
        clinics=(first.identity,),
        shown_clinics=(first.shown_id,),
        service=None,
        reason="Byggs om i vår",
        approved_by="Avtalschef",
        reference="HS 1",
        granted=date(2017, 1, 1),
        expires=date(2017, 7, 1),
        ceiling=None,
    )
    waived = Waived(waiver, WaiverState.EXPIRING, 1, otherwise=covered.outcome, others=("W-2",))
    findings = (
        covered._replace(outcome=Outcome.WAIVED, waived=waived),
        known._replace(outcome=Outcome.BASELINED),
        *others,
    )
    clinics = (replace(first, findings=findings), *report.clinics[1:])
    told = {
        one["partialFingerprints"]["primaryLocationLineHash"]: one
        for one in run_of(replace(report, clinics=clinics))["results"]
    }
    accepted, unchanged = told.pop(covered.fingerprint), told.pop(known.fingerprint)
    [suppression] = accepted["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["justification"] == (
        "W-1, till och med 2017-07-01: Byggs om i vår; även W-2 (godkänt av Avtalschef, HS 1)"
    )
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
