"""Reports read back: they hold what was written, and every other file is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import audits
from basutbud.errors import UsageError
from basutbud.formats import View, render
from basutbud.language import LANGUAGES
from basutbud.model.report import Report
from basutbud.reportfile import SavedReport, measure_of, read_report

ENGLISH = LANGUAGES["en"]
PERSON = "19121212-1212"


def saved(report: Report, folder: Path) -> SavedReport:
    """Write a report and read it back."""
    path = folder / "report.json"
    path.write_bytes(render("json", report, View(ENGLISH)))
    return read_report(path, path.name)


def refusal(content: bytes, folder: Path) -> str:
    """Return the messages about a file that is read as a report."""
    path = folder / "r.json"
    path.write_bytes(content)
    with pytest.raises(UsageError) as refused:
        read_report(path, path.name)
    return "\n".join(map(ENGLISH.describe, refused.value.problems))


@pytest.mark.parametrize("report", [audits.broken, audits.logs_alone, audits.hostile, audits.empty])
def test_a_report_is_read_as_it_was_written(report: Callable[[], Report], tmp_path: Path) -> None:
    """Terms, digests and measures come back as what they were, of hostile input too."""
    written = report()
    read = saved(written, tmp_path)
    assert read.mandate == written.mandate
    assert read.as_of == written.as_of
    assert read.rules == {rule.id: rule.digest for rule in written.rules}
    measures = [measure_of(finding) for finding in read.data["findings"]]
    assert measures == [finding.measure for finding in written.findings]


def changed(change: Callable[[Any], object]) -> bytes:
    """Return the report of the examples, changed by hand."""
    data = json.loads(render("json", audits.good(), View(ENGLISH)))
    change(data)
    return json.dumps(data).encode()


def _broken(data: Any) -> Any:
    results = (one for clinic in data["clinics"] for one in clinic["results"])
    return next(one for one in results if one["outcome"] == "violation")


def _measured(data: Any) -> Any:
    return next(one["measure"] for one in data["findings"] if "measure" in one)


REFUSED = {
    "no JSON": (b'{"tool": \n nothing}', "r.json:2:2: The file is not JSON"),
    "another tool's": (b'{"tool": {"name": "x"}}', "not a report by basutbud"),
    "no object": (b"[]", "not a report by basutbud"),
    "an older version": (
        changed(lambda data: data.update(schema_version="1")),
        "schema version 1; this basutbud reads version 2",
    ),
    "a version that is a person": (
        changed(lambda data: data.update(schema_version=PERSON)),
        "schema version ?; this basutbud reads version 2",
    ),
    "another key": (changed(lambda data: data["terms"].update({PERSON: 1})), "at `/terms`"),
    "another word": (
        changed(lambda data: data["findings"][3].update(outcome=PERSON)),
        "at `/findings/3/outcome`",
    ),
    "a rule that was not applied": (
        changed(lambda data: data["findings"][0].update(rule="no-such-rule")),
        "at `/findings/0/rule`",
    ),
    "more late than there are": (
        changed(lambda data: _measured(data).update(late=10_000)),
        "/measure`",
    ),
    "none late": (
        changed(lambda data: _measured(data).update(late=0, overdue=0)),
        "/measure`",
    ),
    "a finding of a clinic that is not there": (
        changed(lambda data: data["findings"].append({**data["findings"][0], "hsa_id": PERSON})),
        f"at `/findings/{len(audits.good().findings)}/hsa_id`",
    ),
    "findings taken away": (
        changed(lambda data: data["findings"].clear()),
        "/outcome`",
    ),
    "a breach called compliance": (
        changed(lambda data: _broken(data).update(outcome="compliant")),
        "/outcome`",
    ),
    "a clinic twice": (
        changed(lambda data: data["clinics"].append(data["clinics"][0])),
        "at `/summary/clinics`",
    ),
    "more that comply than there are": (
        changed(lambda data: data["summary"]["compliance"].update(alone=99)),
        "at `/summary/compliance`",
    ),
    "another encoding": (
        changed(lambda data: data).decode().encode("utf-16"),
        "r.json:1:1: The file is not JSON",
    ),
    "two dates": (changed(lambda data: data.update(as_of="2017-06-29")), "at `/terms/as_of`"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_other_files_are_refused_without_repeating_them(name: str, tmp_path: Path) -> None:
    """The message says where the file is wrong, and never what it has there."""
    content, expected = REFUSED[name]
    said = refusal(content, tmp_path)
    assert expected in said
    assert "1212" not in said


def test_a_byte_order_mark_is_no_change(tmp_path: Path) -> None:
    """Editors on Windows put one before a report that they save."""
    path = tmp_path / "r.json"
    path.write_bytes(b"\xef\xbb\xbf" + render("json", audits.good(), View(ENGLISH)))
    assert read_report(path, path.name).data == saved(audits.good(), tmp_path).data


def test_a_report_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A missing file has the words that all missing files have."""
    with pytest.raises(UsageError) as refused:
        read_report(tmp_path / "none.json", "none.json")
    assert [one.code for one in refused.value.problems] == ["missing"]
