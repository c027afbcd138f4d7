"""The formats of a comparison: valid, harmless, and of what is new or worse alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema

import comparisons
from basutbud.formats import View
from basutbud.formats.comparison import FORMATS, render
from basutbud.language import LANGUAGES

SCHEMAS = Path(__file__).parent / "schemas"
SV, EN = (View(LANGUAGES[code]) for code in ("sv", "en"))
FAILING = 11
"""Of the examples: what becomes a breach or a warning on the day; a twelfth stays upcoming."""


def test_junit_and_gitlab_hold_what_got_worse_alone() -> None:
    """Each valid by its schema, with every place once; nothing of the 68 that are unchanged."""
    worsened = [one.fingerprint for one in comparisons.passed().worsening]
    assert len(worsened) == FAILING + 1
    issues = json.loads(render("gitlab", comparisons.passed(), EN))
    jsonschema.validate(issues, json.loads((SCHEMAS / "gitlab-code-quality.json").read_bytes()))
    assert sorted(one["fingerprint"] for one in issues) == sorted(filter(None, worsened))
    assert all(
        "upcoming → " in one["description"] or "late" in one["description"] for one in issues
    )
    document = render("junit", comparisons.passed(), EN)
    root = ET.fromstring(document)  # noqa: S314 - of our own making
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(document.decode())
    assert len(root.findall(".//failure")) == len(worsened)
    [suite] = [one for one in root if one.attrib["name"].startswith("Folktandvården")]
    assert len(suite.findall("testcase")) == 3


def test_sarif_names_the_rules_and_both_reports() -> None:
    """One result a place, at the line of the newer finding; no verdict, which it cannot give."""
    run = json.loads(render("sarif", comparisons.passed(), SV))["runs"][0]
    described = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} == described
    assert len(run["results"]) == FAILING + 1
    assert run["properties"]["old"]["asOf"] == "2016-11-01"
    assert "verdict" not in run["properties"]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_a_comparison_does_harm(name: str) -> None:
    """No escape for a terminal, no markup of the clinics' own, no command of a pipeline."""
    shown = render(name, comparisons.hostile(), View(LANGUAGES["sv"], detail=1)).decode()
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    if name in ("html", "markdown"):
        assert "<script>alert" not in shown
    if name != "json":
        assert not re.search(r"^\s*::", shown, flags=re.MULTILINE)


def test_markdown_keeps_within_a_comment_and_counts_the_rest() -> None:
    """What has no room is counted."""
    shown = render("markdown", comparisons.passed(), SV).decode()
    assert "↓ 12 försämrade · = 68 oförändrade" in shown
    assert shown.count("| kommande → avvikelse | ett datum har passerats |") == 7


def test_the_page_says_what_got_worse_and_why() -> None:
    """A table for each kind of change, and the causes counted; what is unchanged is a number."""
    page = render("html", comparisons.passed(), EN).decode()
    assert "↓ 12 worsened" in page
    assert "= 68 unchanged" in page
    assert page.count("<td>a date has passed</td>") == FAILING + 1
    assert re.search(r"<th scope=.row.>a date has passed</th><td class=.num.>12</td>", page)


@pytest.mark.parametrize("width", [40, 80, 140])
def test_text_keeps_within_its_width(width: int) -> None:
    """No line is wider than the terminal, whatever stands in it."""
    shown = render("text", comparisons.passed(), View(LANGUAGES["en"], width=width)).decode()
    assert max(map(len, shown.splitlines())) <= width
    assert " ".join(shown.split()).count("cause: a date has passed") == FAILING + 1
