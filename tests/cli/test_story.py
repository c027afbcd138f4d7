"""One story through the command line: forty clinics, from before the date to long after it.

Each exit code and count is reckoned by hand in the comment beside it.
"""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from running import basutbud

CLINIC = """\
clinic: Mottagning {number:02}
hsa_id: SE2321000131-E0000000099{number:02}
kind: vardcentral
provider: region
services:
  bestalla-tid: {{status: active, asks_for_reason: true}}
  av-omboka-tid: active
  fornya-recept: active
  kontakta-mig: active
  skicka-meddelande: active
  egenremiss: {egenremiss}
  fraga-om-min-remiss: active
  begara-intyg: active
  radgivning: not-in-operation
  fornya-hjalpmedel: not-in-operation
  hjalp-oss-att-bli-battre: not-in-operation
  levnadsvanor: not-in-operation
  kontaktformular: not-in-operation
  fragor-om-undersokningar: not-in-operation
  fristaende-tidbok: not-in-operation
  webbtidbokning: not-in-operation
"""
WAIVERS = """\
ruleset: vgr-hs-20-2016
waivers:
  - id: W-1
    rule: egenremiss-not-offered
    clinic: SE2321000131-E000000009901
    reason: Remissflödet byggs om och är klart i maj
    approved_by: Avtalschef primärvård
    granted: 2016-09-01
    expires: 2017-05-31
  - id: W-2
    rule: egenremiss-not-offered
    clinic: SE2321000131-E000000009902
    service: egenremiss
    reason: Mottagningen flyttar efter sommaren
    approved_by: Avtalschef primärvård
    granted: 2016-09-01
    expires: 2017-08-31
"""
OFF, NOT_DONE = "inactive", "not-in-operation"
BEFORE, AFTER, SPRING, SUMMER = "2016-10-03", "2017-01-02", "2017-03-01", "2017-06-30"


class Region:
    """Forty clinics in a folder, each with one case answered in time; the first eight lack one."""

    def __init__(self, folder: Path) -> None:
        """Write the clinics, the waivers and the log."""
        self.folder = folder
        (folder / "clinics").mkdir()
        for number in range(1, 41):
            self.declare(number, OFF if number <= 8 else "active")
        (folder / "waivers.yaml").write_text(WAIVERS, "utf-8")
        self.log(late=0, of=0)

    def declare(self, number: int, egenremiss: str) -> None:
        """Write a clinic's file."""
        text = CLINIC.format(number=number, egenremiss=egenremiss)
        (self.folder / "clinics" / f"{number:02}.yaml").write_text(text, "utf-8")

    def log(self, *, late: int, of: int) -> None:
        """Write the log; clinic 9 has more cases in February, some of them late."""
        rows = ["id;enhet;ärendetyp;inkom;första svar"]
        rows += [
            f"{number};SE2321000131-E0000000099{number:02};Förnya recept;2016-09-05;2016-09-06"
            for number in range(1, 41)
        ]
        for case in range(of):
            replied = "2017-02-13" if case < late else "2017-02-07"
            unit = "SE2321000131-E000000009909"
            rows.append(f"F{case};{unit};Förnya recept;2017-02-06;{replied}")
        (self.folder / "clinics" / "log.csv").write_text("\n".join(rows) + "\n", "utf-8")

    def until_spring(self) -> None:
        """Let 3 switch the service on, 4 declare it away, and 9 answer one of nine cases late."""
        self.declare(3, "active")
        self.declare(4, NOT_DONE)
        self.log(late=1, of=9)

    def audit(self, day: str, *options: str, name: str = "report.json") -> tuple[int, Any]:
        """Audit as of a day, and return the exit code and the report."""
        done = basutbud(
            *("audit", "clinics", "--as-of", day, "-o", f"json={name}", *options), cwd=self.folder
        )
        return done.returncode, json.loads((self.folder / name).read_text("utf-8"))

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run a command, and return the exit code and all that it says."""
        done = basutbud(*arguments, "--lang", "en", cwd=self.folder)
        return done.returncode, (done.stdout + done.stderr).decode()


def met(report: Any) -> dict[str, int]:
    """Return how many findings have each outcome."""
    outcomes = [finding["outcome"] for finding in report["findings"]]
    return {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))}


def comply(report: Any) -> tuple[int, int, int, int]:
    """Return how many clinics comply: of all, alone, with waivers, with the baseline too."""
    counts = report["summary"]["compliance"]
    return (
        counts["clinics"],
        counts["alone"],
        counts["with_waivers"],
        counts["with_baseline"],
    )


def measure(report: Any) -> Any:
    """Return how much the one finding on reply times weighs."""
    [found] = [finding for finding in report["findings"] if "measure" in finding]
    return found["measure"]


WAIVED = ("--waivers", "waivers.yaml")


DEBT = (*WAIVED, "--baseline", "debt.json")


@pytest.fixture
def region(tmp_path: Path) -> Region:
    """Return the forty clinics before the date."""
    return Region(tmp_path)


@pytest.fixture
def indebted(region: Region) -> Region:
    """Return the forty clinics with the debt of spring, and W-1 prolonged till after summer."""
    region.until_spring()
    assert region.audit(SPRING, *WAIVED, name="spring.json")[0] == 1
    assert region.run("baseline", "write", "spring.json", "-o", "debt.json")[0] == 0
    prolonged = WAIVERS.replace("2017-05-31", "2017-07-31")
    (region.folder / "waivers.yaml").write_text(prolonged, "utf-8")
    return region


def test_the_date_passes_and_waivers_end(region: Region) -> None:
    """What is to come breaks nothing; what is waived breaks nothing until the waiver ends."""
    # Before the date: eight gaps to come break nothing, 32 of 40 are whole.
    code, report = region.audit(BEFORE)
    assert (code, report["verdict"], met(report)) == (0, "upcoming", {"upcoming": 8})
    assert comply(report) == (40, 32, 32, 32)
    # Two of them waived: six to come, and 32 + 2 with waivers.
    code, report = region.audit(BEFORE, *WAIVED)
    assert (code, met(report)) == (0, {"upcoming": 6, "waived": 2})
    assert comply(report) == (40, 32, 34, 34)

    # The date passes, 2017-01-01: what was to come is broken, but for the two waived.
    code, report = region.audit(AFTER, *WAIVED)
    assert (code, report["verdict"]) == (1, "violation")
    assert met(report) == {"violation": 6, "waived": 2}
    assert met(region.audit(AFTER, *WAIVED, "--no-waivers")[1]) == {"violation": 8}

    # Clinic 3 switches the service on, 4 declares it away; 9 answers one of 1 + 9 cases late:
    # clinics 5, 6, 7 and 8 and, for its replies, 9 are in breach.
    region.until_spring()
    code, report = region.audit(SPRING, *WAIVED)
    assert (code, met(report)) == (1, {"violation": 5, "waived": 2})
    assert comply(report) == (40, 33, 35, 35)
    assert measure(report) == {"judged": 10, "late": 1, "overdue": 0, "late_share": 0.1}

    # W-1 ended 30 days before: clinic 1 is in breach again, and the message says why.
    code, report = region.audit(SUMMER, *WAIVED)
    assert (code, met(report)) == (1, {"violation": 6, "waived": 1})
    assert comply(report) == (40, 33, 34, 34)
    code, said = region.run("audit", "clinics", "--as-of", SUMMER, *WAIVED, "-o", "concise")
    assert "W-1 ended 2017-05-31, 30 days ago" in said
    assert "33 of 40 clinics comply; with waivers 34" in said
    code, said = region.run("waivers", "check", "waivers.yaml", "clinics", "--as-of", SUMMER)
    assert code == 1
    assert said.splitlines() == [
        "waivers.yaml:3: W-1: ended 2017-05-31, 30 days ago",
        "2 waivers checked, 1 need attention.",
    ]


def test_debt_is_known_and_nothing_worse_passes_for_it(indebted: Region) -> None:
    """One clinic gets worse than the baseline, and better; the baseline only shrinks."""
    # The debt of spring is the five breaches, not the two that were waived then; no case is in it.
    debt = json.loads((indebted.folder / "debt.json").read_text("utf-8"))
    assert len(debt["entries"]) == 5
    assert "F0" not in json.dumps(debt)
    # Nothing is new: 33 comply alone, and 2 waived, and clinics 5, 6, 7, 8 and 9.
    code, report = indebted.audit(SUMMER, *DEBT)
    assert (code, report["verdict"], met(report)) == (0, "compliant", {"baselined": 5, "waived": 2})
    _, said = indebted.run("audit", "clinics", "--as-of", SUMMER, *DEBT, "-q")
    assert said.startswith("b NOTHING NEW as of 2017-06-30 (chosen date), non-default options:")
    assert "33 of 40 clinics comply; with waivers 35; with the baseline 40" in said
    # Had W-1 ended, clinic 1 would be in breach: it is no debt, as it was waived in spring.
    (indebted.folder / "ended.yaml").write_text(WAIVERS, "utf-8")
    code, report = indebted.audit(SUMMER, *DEBT, "--waivers", "ended.yaml")
    assert (code, met(report)) == (1, {"baselined": 5, "violation": 1, "waived": 1})
    assert comply(report) == (40, 33, 34, 39)

    # Clinic 9 gets worse, 2 late of 12: 16.7 % is 6.7 points above a tenth.
    indebted.log(late=2, of=11)
    codes = {
        points: indebted.audit(SUMMER, *DEBT, "--worse-by", points)[0]
        for points in ("0", "6.6", "6,7")
    }
    assert codes == {"0": 1, "6.6": 1, "6,7": 0}
    # Shrinking the debt by that report leaves the worse one as it was known, and says so.
    indebted.audit(SUMMER, *DEBT, name="now.json")
    shrink = ("baseline", "write", "now.json", "-o", "debt.json", "--shrink-only")
    assert indebted.run(*shrink) == (
        1,
        "debt.json: 5 entries.\n1 finding is new or worse, and was not added.\n",
    )
    assert indebted.audit(SUMMER, *DEBT)[0] == 1
    # It gets better, 1 of 12, and 5 switches the service on: the debt is four, and 1 of 12.
    indebted.log(late=1, of=11)
    indebted.declare(5, "active")
    code, report = indebted.audit(SUMMER, *DEBT, name="now.json")
    assert (code, report["summary"]["baseline"]["unmet"]) == (0, 1)
    assert indebted.run(*shrink) == (0, "debt.json: 4 entries.\n")
    # Back to a tenth, which was known in spring, is worse than what the debt is now.
    indebted.log(late=1, of=9)
    assert indebted.audit(SUMMER, *DEBT)[0] == 1


def test_a_clinic_vanishes_and_the_rules_change(indebted: Region) -> None:
    """What is not audited is not new; wording changes nothing, and a limit is another rule."""
    # Of those that had nothing to mend one vanishes: 39 are audited, of which 32 comply alone.
    (indebted.folder / "clinics" / "40.yaml").unlink()
    code, report = indebted.audit(SUMMER, *DEBT)
    assert (code, comply(report)) == (0, (39, 32, 34, 39))

    packaged = Path(__file__).parent.parent.parent / "rules"
    copytree(packaged, indebted.folder / "rules")
    rules = indebted.folder / "rules" / "vgr-hs-20-2016.yaml"
    own = (*DEBT, "--rules", "rules/vgr-hs-20-2016.yaml")
    # A rule's wording changes: it is known as before.
    text = rules.read_text("utf-8")
    reworded = text.replace("Inget svar inom {days} vardagar", "Svar efter {days} vardagar")
    assert reworded != text
    rules.write_text(reworded, "utf-8")
    assert indebted.audit(SUMMER, *own)[0] == 0
    # Then its limit: its one finding is new, and the four of other rules stay known.
    rules.write_text(reworded.replace("working_days: 2", "working_days: 1"), "utf-8")
    code, report = indebted.audit(SUMMER, *own)
    assert (code, met(report)) == (1, {"baselined": 4, "violation": 1, "waived": 2})
    [changed] = [one for one in report["findings"] if one["outcome"] == "violation"]
    assert changed["baseline"]["state"] == "rule_changed"


def compared(region: Region, old: str, new: str, *options: str) -> tuple[int, dict[str, int], Any]:
    """Return the exit code of a comparison, its counts but for 0, and its changes by cause."""
    done = basutbud("diff", old, new, "-o", "json", *options, cwd=region.folder)
    report = json.loads(done.stdout)
    changes = sorted(
        (one["change"], one["hsa_id"][-2:], *one["causes"])
        for one in report["changes"]
        if one["change"] != "unchanged"
    )
    counts = {change: n for change, n in report["summary"].items() if n and change != "unchanged"}
    return done.returncode, counts, changes


def test_comparisons_name_each_cause(region: Region) -> None:
    """What changed from one report to the next, at whom and why; and what cannot be compared."""
    region.audit(BEFORE, name="before.json")
    region.audit(AFTER, name="after.json")
    # The date passes: the eight gaps that were to come are breaches.
    code, counts, changes = compared(region, "before.json", "after.json", "--fail-on-new")
    assert (code, counts) == (1, {"worsened": 8})
    assert changes == [("worsened", f"{n:02}", "in_force") for n in range(1, 9)]
    # Clinics 1 and 2 are waived.
    region.audit(AFTER, *WAIVED, name="waived.json")
    code, counts, changes = compared(region, "after.json", "waived.json", "--fail-on-new")
    assert (code, counts) == (0, {"waived": 2})
    assert changes == [("waived", "01", "waiver_added"), ("waived", "02", "waiver_added")]
    # 3 switches the service on, which is mended; 4 declares it away, which is not; 9 is late.
    region.until_spring()
    region.audit(SPRING, *WAIVED, name="spring.json")
    code, counts, changes = compared(region, "waived.json", "spring.json", "--fail-on-new")
    assert (code, counts) == (1, {"new": 1, "resolved": 1, "declared_away": 1})
    assert changes == [
        ("declared_away", "04", "clinic_file"),
        ("new", "09", "case_log"),
        ("resolved", "03", "clinic_file"),
    ]
    # A waiver ends.
    region.audit(SUMMER, *WAIVED, name="summer.json")
    code, counts, changes = compared(region, "spring.json", "summer.json", "--fail-on-new")
    assert (code, counts, changes) == (1, {"worsened": 1}, [("worsened", "01", "waiver_ended")])
    # Clinic 8, which was in breach, vanishes: whether it mended anything cannot be said.
    (region.folder / "clinics" / "08.yaml").unlink()
    region.audit(SUMMER, *WAIVED, name="fewer.json")
    code, counts, _ = compared(region, "summer.json", "fewer.json", "--fail-on-new")
    assert (code, set(counts)) == (3, {"not_comparable"})
    allowed = ("--fail-on-new", "--allow-incomparable")
    assert compared(region, "summer.json", "fewer.json", *allowed)[0] == 0
    # A rule's wording is no change; its limit makes another rule of it, for those it judged.
    copytree(Path(__file__).parent.parent.parent / "rules", region.folder / "rules")
    rules = region.folder / "rules" / "vgr-hs-20-2016.yaml"
    own = (*WAIVED, "--rules", "rules/vgr-hs-20-2016.yaml")
    text = rules.read_text("utf-8").replace("Inget svar inom", "Svar efter")
    rules.write_text(text, "utf-8")
    region.audit(SUMMER, *own, name="reworded.json")
    assert compared(region, "fewer.json", "reworded.json", "--fail-on-new") == (0, {}, [])
    rules.write_text(text.replace("working_days: 2", "working_days: 3"), "utf-8")
    region.audit(SUMMER, *own, name="longer.json")
    _, counts, changes = compared(region, "reworded.json", "longer.json")
    assert ("not_comparable", "09", "rule_changed") in changes
    assert set(counts) == {"not_comparable"}


def test_an_audit_is_verified_until_its_input_changes(region: Region) -> None:
    """The same to the byte; then the file that changed is named, and then one that is gone."""
    region.audit(AFTER, *WAIVED, name="after.json")
    assert region.run("verify", "after.json")[0] == 0
    region.declare(3, "active")
    code, said = region.run("verify", "after.json")
    assert code == 1
    assert "clinics/03.yaml" in said
    assert "clinics/04.yaml" not in said
    (region.folder / "clinics" / "03.yaml").unlink()
    code, said = region.run("verify", "after.json")
    assert code == 3
    assert "clinics/03.yaml" in said


def test_lost_rows_make_nothing_better(region: Region) -> None:
    """A late row that can no longer be read, though tolerated, is neither mended nor improved."""
    log = region.folder / "clinics" / "log.csv"
    region.log(late=3, of=20)
    region.audit(SPRING, name="whole.json")
    text = log.read_text("utf-8")
    for lost in (1, 3):
        damaged = text
        for case in range(lost):
            row = f"F{case};SE2321000131-E000000009909;Förnya recept;"
            damaged = damaged.replace(f"{row}2017", f"{row}20x7")
        log.write_text(damaged, "utf-8")
        region.audit(SPRING, "--max-rejected", "5", name="fewer.json")
        code, counts, changes = compared(region, "whole.json", "fewer.json", "--fail-on-new")
        assert (code, counts) == (3, {"not_comparable": 1})
        assert [change[:2] for change in changes] == [("not_comparable", "09")]
