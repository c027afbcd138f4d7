"""A report made again from its own terms: the same to the byte, or what differs named."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]  # has no types

from running import basutbud, write

LOG = "id;ärendetyp;inkom;första svar\n1;egenremiss;2017-03-06 08:00;2017-03-20 08:00\n"
TERMS = {
    "plain": (),
    "in other words": ("--lang", "en", "-v", "--no-case-ids"),
    "of a part": ("--select", "*-not-offered", "--ignore", "egen*", "--provider", "private"),
    "of a period": ("--from", "2017-01-01", "--to", "2017-04-30", "--as-if-in-force"),
    "with a rejected row": ("--cases", "more.csv", "--max-rejected", "1", "--fail-on", "note"),
}


@pytest.fixture
def audited(folder: Path) -> Path:
    """Return a folder with a clinic that lacks a service, and its log."""
    write(folder, intyg="inactive")
    (folder / "c.csv").write_text(LOG, "utf-8")
    return folder


def verify(folder: Path, *options: str) -> tuple[int, str]:
    """Verify the report, and return the exit code with all that is written."""
    done = basutbud("verify", "r.json", "--lang", "en", *options, cwd=folder)
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("options", TERMS.values(), ids=TERMS)
def test_an_audit_made_again_is_the_same(audited: Path, options: tuple[str, ...]) -> None:
    """Whatever it was asked, and on whatever day: to the byte, from the report alone."""
    (audited / "more.csv").write_text(
        "id;ärendetyp;inkom;första svar\n1;egenremiss;i går;\n", "utf-8"
    )
    basutbud("audit", "c.yaml", "--as-of", "2017-06-30", *options, "-o", "json=r.json", cwd=audited)
    code, said = verify(audited)
    assert (code, said[:1]) == (0, "✓"), said


def test_reply_times_alone_are_judged_again_too(audited: Path) -> None:
    """A report by ``cases``, as of today; the report lies among what is read."""
    basutbud("cases", "c.csv", "-o", "json=r.json", cwd=audited)
    assert verify(audited)[0] == 0


def test_a_workbook_is_read_again_sheet_by_sheet(audited: Path) -> None:
    """Whatever the sheets are called; one that is gone is named, as is a workbook that is."""
    book = Workbook()
    for sheet, number in ((book.active, 1), (book.create_sheet("Feb # 2"), 2)):
        sheet.append(["id", "ärendetyp", "inkom", "första svar"])
        sheet.append([f"{number}", "egenremiss", datetime(2017, number, 9, 8), None])  # noqa: DTZ001 - as a workbook has it
    book.save(audited / "c.xlsx")
    (audited / "c.csv").unlink()
    basutbud("audit", ".", "--as-of", "2017-06-30", "-o", "json=r.json", cwd=audited)
    assert verify(audited)[0] == 0
    book.remove(book["Feb # 2"])
    book.save(audited / "c.xlsx")
    code, said = verify(audited)
    assert (code, "`c.xlsx#Feb # 2` was read then" in " ".join(said.split())) == (1, True)
    (audited / "c.xlsx").unlink()
    code, said = verify(audited)
    assert (code, "c.xlsx#Feb # 2" in said) == (3, True)


def test_what_differs_is_named(audited: Path) -> None:
    """The input that changed, and the outcome that it changed; a tool's version excuses nothing."""
    basutbud("audit", ".", "--as-of", "2017-06-30", "-o", "json=r.json", cwd=audited)
    write(audited)
    written = (audited / "r.json").read_text("utf-8")
    other = written.replace('"version": "0.1.0"', '"version": "0.0.9"')
    assert other != written
    (audited / "r.json").write_text(other, "utf-8")
    code, said = verify(audited)
    assert code == 1
    assert "made with basutbud 0.0.9; this is 0.1.0" in said
    assert "`c.yaml` has other content" in said
    assert "Request a certificate is not offered: violation → compliant" in " ".join(said.split())
    assert "`c.csv`" not in said
    assert verify(audited, "-q")[1].count("\n") == 1
    earlier = "2;egenremiss;2016-03-07 08:00;2016-03-08 08:00\n"
    (audited / "c.csv").write_text(LOG + earlier, "utf-8")
    _, said = verify(audited)
    assert "`c.csv` has other content" in said
    assert "free day" not in said  # those of 2016 are no change of the calendar


@pytest.fixture
def own_rules(audited: Path) -> Path:
    """Return a folder with a report by rules of its own, and a calendar beside them."""
    rules = Path(__file__).parent.parent.parent / "rules"
    text = (rules / "vgr-hs-20-2016.yaml").read_text("utf-8").replace("calendars/", "")
    (audited / "se.csv").write_bytes((rules / "calendars" / "se.csv").read_bytes())
    (audited / "rules.yaml").write_text(text, "utf-8")
    asked = ("--as-of", "2017-06-30", "--rules", "rules.yaml")
    basutbud("audit", "c.yaml", *asked, "-o", "json=r.json", cwd=audited)
    return audited


def test_a_changed_rule_is_named(own_rules: Path) -> None:
    """So is the file of the rule set, for which the wording of a rule is enough."""
    rules = own_rules / "rules.yaml"
    text = rules.read_text("utf-8")
    rules.write_text(text.replace("sv: Svar efter mer än två vardagar", "sv: Sent svar"), "utf-8")
    code, said = verify(own_rules)
    assert (code, "`rules.yaml` has other content" in said) == (1, True)
    assert "Rules that differ" not in said
    rules.write_text(text.replace("working_days: 2\n", "working_days: 20\n"), "utf-8")
    code, said = verify(own_rules)
    assert (code, "`rules.yaml` has other content" in said) == (1, True)
    assert "Rules that differ: reply-after-two-working-days." in " ".join(said.split())
    assert "free day" not in said
    rules.unlink()
    assert verify(own_rules)[0] == 3


def test_a_changed_calendar_is_named_with_its_days(own_rules: Path) -> None:
    """The days that are new and those that are gone, each by its name, of the report's years."""
    calendar = own_rules / "se.csv"
    lines = calendar.read_text("utf-8").splitlines(keepends=True)
    changed = "".join(line for line in lines if not line.startswith(("2017-06-06", "2014-06-06")))
    calendar.write_text(
        changed.replace("2017-06-23", "2017-06-22,Ny,lag 1989:253\n2017-06-23"), "utf-8"
    )
    code, said = verify(own_rules)
    assert code == 1
    said = " ".join(said.split())
    assert "`se.csv` has new free days: 2017-06-22 Ny." in said
    assert "`se.csv` no longer has the free days: 2017-06-06 Nationaldagen." in said
    assert "`rules.yaml`" not in said


def test_a_figure_changed_by_hand_is_found(audited: Path) -> None:
    """No input differs, and yet the report does; nor is one the same that was written anew."""
    basutbud("audit", ".", "--as-of", "2017-06-30", "-o", "json=r.json", cwd=audited)
    report = json.loads((audited / "r.json").read_text("utf-8"))
    (audited / "r.json").write_text(json.dumps(report), "utf-8")
    assert "written differently" in verify(audited)[1]
    report["summary"]["outcomes"]["violation"] = 0
    (audited / "r.json").write_text(json.dumps(report), "utf-8")
    code, said = verify(audited)
    assert (code, "Parts of the report that differ: `summary`." in said) == (1, True)


def test_inputs_that_are_gone_are_named(audited: Path) -> None:
    """Exit 3, and nothing is audited; likewise what came on standard input."""
    basutbud("audit", ".", "--as-of", "2017-06-30", "-o", "json=r.json", cwd=audited)
    (audited / "c.csv").unlink()
    code, said = verify(audited)
    assert (code, "c.csv" in said) == (3, True)
    clinic = (audited / "c.yaml").read_bytes()
    basutbud("audit", "-", "-o", "json=r.json", cwd=audited, stdin=clinic)
    assert verify(audited)[0] == 3
    (audited / "r.json").write_text("{}", "utf-8")
    assert verify(audited)[0] == 2
