"""Forty clinics over eight months: what ``diff`` says of each step, and why."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from running import basutbud

ROOT: Final = Path(__file__).parent.parent.parent
RULES: Final = (ROOT / "rules" / "vgr-hs-20-2016.yaml").read_text("utf-8")
SCHEMA: Final = json.loads(files("basutbud.schemas").joinpath("diff.json").read_bytes())

MANDATORY: Final = (
    "av-omboka-tid",
    "fornya-recept",
    "kontakta-mig",
    "skicka-meddelande",
    "egenremiss",
    "fraga-om-min-remiss",
    "begara-intyg",
)
RECOMMENDED: Final = (
    "radgivning",
    "fornya-hjalpmedel",
    "hjalp-oss-att-bli-battre",
    "levnadsvanor",
    "kontaktformular",
    "fragor-om-undersokningar",
    "fristaende-tidbok",
    "webbtidbokning",
)
LOG: Final = "id;ärendetyp;inkom;första svar\n"
IN_TIME, LATE = "2016-10-03 08:00;2016-10-04 08:00", "2016-10-03 08:00;2016-10-10 08:00"


def write_clinic(folder: Path, number: int, **services: str) -> None:
    """Write a clinic that offers all that is mandatory, but for those given."""
    statuses = dict.fromkeys(MANDATORY, "active")
    statuses |= dict.fromkeys(RECOMMENDED, "not-in-operation")
    statuses |= {service.replace("_", "-"): status for service, status in services.items()}
    lines = [
        f"clinic: Mottagning {number}",
        f"hsa_id: SE2321000131-E{number:012}",
        "kind: vardcentral",
        "provider: region",
        "services:",
        "  bestalla-tid: {status: active, asks_for_reason: true}",
        *(f"  {service}: {status}" for service, status in statuses.items()),
    ]
    (folder / f"c{number:02}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def write_log(folder: Path, number: int, in_time: int, late: int) -> None:
    """Write a clinic's log with these numbers of cases answered in time and late."""
    rows = [IN_TIME] * in_time + [LATE] * late
    text = "".join(f"{case};egenremiss;{row}\n" for case, row in enumerate(rows, 1))
    (folder / f"c{number:02}.csv").write_text(LOG + text, "utf-8")


def write_rules(folder: Path, old: str, new: str) -> str:
    """Write the decision's rules with one thing changed; return the file's path."""
    assert RULES.count(old) == 1
    shutil.copy(ROOT / "rules" / "calendars" / "se.csv", folder)
    changed = RULES.replace(old, new).replace("calendars/se.csv", "se.csv")
    (folder / "rules.yaml").write_text(changed, "utf-8")
    return "rules.yaml"


def audit(folder: Path, report: str, day: str, *more: str) -> str:
    """Audit the clinics as of a day, and return the report's path."""
    done = basutbud("audit", "k", "--as-of", day, "-o", f"json={report}", *more, cwd=folder)
    assert done.returncode in (0, 1), done.stderr.decode()
    return report


def diff(folder: Path, old: str, new: str, *more: str) -> tuple[int, dict[str, Any]]:
    """Compare, and return the exit code and the comparison, which follows its schema."""
    done = basutbud("diff", old, new, "-o", "json", *more, cwd=folder)
    compared = json.loads(done.stdout)
    jsonschema.validate(compared, SCHEMA)
    return done.returncode, compared


def changed(compared: Mapping[str, Any]) -> dict[tuple[str, int], tuple[str, list[str]]]:
    """Return what became of each rule at each clinic by its number, but for what is unchanged."""
    return {
        (one["rule"], int(one["hsa_id"][-3:])): (one["change"], one["causes"])
        for one in compared["changes"]
        if one["change"] != "unchanged"
    }


def counts(compared: Mapping[str, Any]) -> dict[str, int]:
    """Return the summary, but for its noughts; it counts each change once."""
    assert Counter(one["change"] for one in compared["changes"]) == Counter(compared["summary"])
    return {kind: n for kind, n in compared["summary"].items() if n}


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """Forty clinics: the first four lack a service each, the fifth had 1 of 4 replies late."""
    folder = tmp_path / "k"
    folder.mkdir()
    for number in range(1, 41):
        write_clinic(folder, number)
    write_clinic(folder, 1, egenremiss="inactive")
    write_clinic(folder, 2, begara_intyg="inactive")
    write_clinic(folder, 3, fornya_recept="inactive")
    write_clinic(folder, 4, kontakta_mig="inactive")
    write_log(folder, 5, in_time=3, late=1)
    return tmp_path


REPLY: Final = "reply-after-two-working-days"


def test_a_region_over_eight_months(region: Path) -> None:
    """Each step names its causes, and each exit code is what the step comes to."""
    clinics = region / "k"
    select = ("--select", "*-not-offered", "--select", REPLY)
    december = audit(region, "1.json", "2016-12-01", *select)
    january = audit(region, "2.json", "2017-01-31", *select)

    # The date passes: four gaps become breaches; the late reply was one all along.
    code, step = diff(region, december, january, "--fail-on-new")
    assert code == 1
    assert counts(step) == {"worsened": 4, "unchanged": 1}
    assert changed(step) == {
        ("egenremiss-not-offered", 1): ("worsened", ["in_force"]),
        ("begara-intyg-not-offered", 2): ("worsened", ["in_force"]),
        ("fornya-recept-not-offered", 3): ("worsened", ["in_force"]),
        ("kontakta-mig-not-offered", 4): ("worsened", ["in_force"]),
    }
    assert {one["new"]["outcome"] for one in step["changes"]} == {"violation"}

    # One switches a service on, one declares it away, one vanishes; one drops a service, one
    # answers late again, and one's log is there for the first time.
    write_clinic(clinics, 1)
    write_clinic(clinics, 2, begara_intyg="not-in-operation")
    (clinics / "c04.yaml").unlink()
    write_log(clinics, 5, in_time=3, late=2)
    write_clinic(clinics, 6, skicka_meddelande="inactive")
    write_log(clinics, 7, in_time=1, late=0)
    february = audit(region, "3.json", "2017-02-28", *select)
    code, step = diff(region, january, february, "--fail-on-new")
    assert code == 3  # clinic 4 was in breach, and nobody knows whether it still is
    assert counts(step) == {
        "new": 1,
        "worsened": 1,
        "not_comparable": 2,
        "declared_away": 1,
        "resolved": 1,
        "unchanged": 1,
    }
    assert changed(step) == {
        ("egenremiss-not-offered", 1): ("resolved", ["clinic_file"]),
        ("begara-intyg-not-offered", 2): ("declared_away", ["clinic_file"]),
        ("kontakta-mig-not-offered", 4): ("not_comparable", ["clinic_file"]),
        (REPLY, 5): ("worsened", ["case_log"]),
        ("skicka-meddelande-not-offered", 6): ("new", ["clinic_file"]),
        (REPLY, 7): ("not_comparable", ["case_log"]),
    }
    [late] = [one for one in step["changes"] if one["change"] == "worsened"]
    assert late["old"]["measure"] == {"judged": 4, "late": 1, "overdue": 0, "late_share": 0.25}
    assert late["new"]["measure"] == {"judged": 5, "late": 2, "overdue": 0, "late_share": 0.4}
    assert step["clinics"] == {"only_in_old": ["SE2321000131-E000000000004"], "only_in_new": []}
    assert diff(region, january, february, "--fail-on-new", "--allow-incomparable")[0] == 1
    assert diff(region, january, february)[0] == 0

    # A rule's wording changes, and nothing with it; then its limit, and it is another rule.
    worded = write_rules(region, "sv: Svar efter mer än två vardagar", "sv: Sent svar")
    march = audit(region, "4.json", "2017-02-28", *select, "--rules", worded)
    code, step = diff(region, february, march, "--fail-on-new")
    assert (code, counts(step)) == (0, {"unchanged": 3})
    write_rules(region, "working_days: 2\n", "working_days: 3\n")
    april = audit(region, "5.json", "2017-02-28", *select, "--rules", worded)
    code, step = diff(region, march, april, "--fail-on-new")
    assert code == 3
    assert changed(step) == {(REPLY, 5): ("not_comparable", ["rule_changed"])}

    # Another period: the services compare, the counts do not.
    of_autumn = audit(region, "6.json", "2017-02-28", *select, "--to", "2016-10-31")
    step = diff(region, february, of_autumn)[1]
    assert changed(step) == {(REPLY, 5): ("not_comparable", ["period"])}
    assert counts(step) == {"not_comparable": 1, "unchanged": 2}

    # What is not asked for is not met.
    without = audit(region, "7.json", "2017-02-28", "--select", "*-not-offered")
    step = diff(region, february, without)[1]
    assert changed(step) == {
        (REPLY, 5): ("not_comparable", ["terms"]),
    }
    said = basutbud("diff", january, february, "--lang", "en", cwd=region).stdout.decode()
    assert "1 new · ↓ 1 worsened" in said
    assert "violation, 25% late (1 of 4) → violation, 40% late (2 of 5)" in said
    assert "cause: the cases in the log have changed" in said


WAIVERS: Final = """\
waivers:
  - id: W-1
    rule: [egenremiss-not-offered, begara-intyg-not-offered]
    clinic: [{clinics}]
    reason: Remissflödet byggs om och är klart i maj
    approved_by: Avtalschef primärvård
    granted: 2017-01-15
    expires: 2017-05-31
"""


def waivers(*clinics: int) -> str:
    """Return a waiver for these clinics."""
    return WAIVERS.format(clinics=", ".join(f"SE2321000131-E{one:012}" for one in clinics))


def test_waivers_come_end_and_are_taken_away(region: Path) -> None:
    """What a waiver covers fails no gate; when it ends, or is gone, that is worse than before."""
    select = ("--select", "*-not-offered")
    (region / "one.yaml").write_text(waivers(1, 2), "utf-8")
    (region / "other.yaml").write_text(waivers(2), "utf-8")
    without = audit(region, "1.json", "2017-01-31", *select)
    waived = audit(region, "2.json", "2017-05-31", *select, "--waivers", "one.yaml")
    ended = audit(region, "3.json", "2017-06-01", *select, "--waivers", "one.yaml")
    removed = audit(region, "4.json", "2017-05-31", *select, "--waivers", "other.yaml")
    first, second = ("egenremiss-not-offered", 1), ("begara-intyg-not-offered", 2)

    code, step = diff(region, without, waived, "--fail-on-new")
    assert (code, counts(step)) == (0, {"waived": 2, "unchanged": 2})
    assert changed(step) == dict.fromkeys((first, second), ("waived", ["waiver_added"]))
    code, step = diff(region, waived, ended, "--fail-on-new")
    assert (code, counts(step)) == (1, {"worsened": 2, "unchanged": 2})
    assert changed(step) == dict.fromkeys((first, second), ("worsened", ["waiver_ended"]))
    code, step = diff(region, waived, removed, "--fail-on-new")
    assert changed(step) == {first: ("worsened", ["waiver_removed"])}


def test_a_waiver_over_its_ceiling_stands(region: Path) -> None:
    """The breach is there again because there are more late cases, not because a waiver is gone."""
    ceiling = waivers(5) + "    ceiling: {late_share: 0.3}\n"
    rule = "[egenremiss-not-offered, begara-intyg-not-offered]"
    (region / "w.yaml").write_text(ceiling.replace(rule, REPLY), "utf-8")
    asked = ("--select", REPLY, "--waivers", "w.yaml")
    under = audit(region, "1.json", "2017-02-28", *asked)
    write_log(region / "k", 5, in_time=3, late=2)
    over = audit(region, "2.json", "2017-02-28", *asked)
    assert changed(diff(region, under, over)[1]) == {(REPLY, 5): ("worsened", ["case_log"])}
