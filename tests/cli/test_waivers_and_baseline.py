"""Waivers, baselines and loosened gates, as every format and every exit code shows them."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # has no types

from basutbud.formats import BINARY, FORMATS
from running import DAY, basutbud, write

WAIVER = """\
waivers:
  - id: W-7
    rule: begara-intyg-not-offered
    clinic: SE2321000131-E0000000099*
    reason: Intygstjänsten införs i höst
    approved_by: Avtalschef primärvård
    reference: HS 2017-00123
    granted: 2017-03-01
    expires: 2017-10-31
"""


@pytest.fixture
def gap(tmp_path: Path) -> Path:
    """Return a folder with a clinic that lacks a service, and a waiver for it."""
    write(tmp_path, intyg="inactive")
    (tmp_path / "w.yaml").write_text(WAIVER, "utf-8")
    return tmp_path


def formats(folder: Path, *options: str) -> tuple[int, dict[str, str]]:
    """Audit once, and return the exit code, and every format as text on one line."""
    outputs = [part for form in FORMATS for part in ("-o", f"{form}=r.{form}.out")]
    done = basutbud("audit", "c.yaml", *DAY, *options, *outputs, cwd=folder)
    return done.returncode, {
        form: _text(form, (folder / f"r.{form}.out").read_bytes()) for form in FORMATS
    }


def _text(form: str, made: bytes) -> str:
    if form in BINARY:
        book = load_workbook(BytesIO(made))
        cells = [cell for sheet in book for row in sheet.values for cell in row if cell is not None]
        return " ".join(map(str, cells))
    text = re.sub(r"[┃\s]+", " ", made.decode("utf-8-sig"))
    return text.replace("\\", "").replace("&#x2011;", "-")


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_every_format_names_the_waiver_its_reason_and_last_day(gap: Path) -> None:
    """What is waived is shown as waived, with both figures and their denominator."""
    code, shown = formats(gap, "--waivers", "w.yaml")
    assert code == 0
    for form, text in shown.items():
        assert "W-7" in text, form
        assert "Intygstjänsten införs i höst" in text, form
        assert "2017-10-31" in text, form
        assert "UPPFYLLT per" not in text, form
        if form == "json":
            figures = json.loads(text)["summary"]["compliance"]
            assert figures == {"clinics": 1, "alone": 0, "with_waivers": 0, "with_baseline": 0}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_every_format_gives_both_figures(gap: Path) -> None:
    """Of one clinic none complies, and with waivers one, where all is decided."""
    log = "id;enhet;ärendetyp;inkom;svar\n1;SE2321000131-E000000009901;x;2017-05-02;2017-05-03\n"
    (gap / "c.csv").write_text(log, "utf-8")
    code, shown = formats(gap, "--waivers", "w.yaml", "--cases", "c.csv")
    assert code == 0
    for form, text in shown.items():
        message = "0 av 1 mottagning uppfyller kraven; med undantag 1"
        if form == "json":
            message = '"clinics": 1, "alone": 0, "with_waivers": 1, "with_baseline": 1'
        if form == "text":
            text = text.replace("U P P F Y L L T", "UPPFYLLT")  # noqa: PLW2901
        assert message in text, form
    assert "w UPPFYLLT MED UNDANTAG per 2017-06-30" in shown["concise"]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_what_loosens_a_gate_stands_in_every_format(gap: Path) -> None:
    """Each option other than its default, and a day that was chosen; nothing of the others."""
    loosened = (
        *("--fail-on", "never", "--max-rejected", "5%", "--allow-empty"),
        *(
            "--ignore",
            "kontaktformular-without-form",
            "--baseline",
            "base.json",
            "--worse-by",
            "0,5",
        ),
    )
    basutbud("audit", "c.yaml", *DAY, "-o", "json=base.json", cwd=gap)
    code, shown = formats(gap, *loosened)
    assert code == 0
    for form, text in shown.items():
        if form == "json":
            terms = json.loads(text)["terms"]
            assert terms["as_of_given"]
            assert terms["fail_on"] == "never"
            assert terms["max_rejected"] == "5%"
            assert terms["allow_empty"]
            assert terms["ignore"] == ["kontaktformular-without-form"]
            assert terms["baseline"] == "base.json"
            assert terms["worse_by"] == "0,5"
            continue
        said = text.replace("%25", "%")
        assert (
            "--fail-on never, --max-rejected 5%, --allow-empty, --ignore "
            "kontaktformular-without-form, --baseline base.json, --worse-by 0,5"
        ) in said, form
        assert re.search(r"valt datum|--as-of 2017-06-30|--as-of\.|asOfGiven|as_of_given", said), (
            form
        )
    _, plain = formats(gap)
    for form, text in plain.items():
        assert "--fail-on" not in text, form


def test_waivers_check_says_by_its_exit_code_what_a_file_is_worth(gap: Path) -> None:
    """0 where all hold, 1 for what is to be seen to, 2 for a faulty file, 3 for unread input."""

    def check(*options: str) -> tuple[int, str]:
        done = basutbud("waivers", "check", *options, "--lang", "en", cwd=gap)
        return done.returncode, done.stdout.decode().splitlines()[0] if done.stdout else ""

    whole = (0, "1 waiver checked, 0 need attention.")
    assert check("w.yaml", "c.yaml", *DAY) == whole
    assert check("w.yaml", "--as-of", "2017-09-30") == whole  # 31 days left
    soon = "w.yaml:2: W-7: through 2017-10-31, only 30 days left"
    assert check("w.yaml", "--as-of", "2017-10-01") == (1, soon)
    assert check("w.yaml", "--as-of", "2017-10-01", "--warn-days", "29") == whole
    ended = "w.yaml:2: W-7: ended 2017-10-31, 1 day ago"
    assert check("w.yaml", "--as-of", "2017-11-01") == (1, ended)
    write(gap)
    unused = "w.yaml:2: W-7: matches no finding; through 2017-10-31"
    assert check("w.yaml", "c.yaml", *DAY) == (1, unused)
    assert check("w.yaml", "none.yaml", *DAY)[0] == 3
    pending = (0, "1 waiver checked, 0 need attention.")
    assert check("w.yaml", "c.yaml", "--as-of", "2017-02-28") == pending
    (gap / "w.yaml").write_text(WAIVER.replace("begara-intyg-not", "begara-not"), "utf-8")
    assert check("w.yaml", *DAY)[0] == 1
    (gap / "w.yaml").write_text(WAIVER.replace("2017-10-31", "2017-02-01"), "utf-8")
    assert check("w.yaml", *DAY)[0] == 2
    assert check("none.yaml", *DAY)[0] == 2


def test_waivers_check_leaves_a_ceiling_to_the_audit(tmp_path: Path) -> None:
    """Of one above its ceiling only the days matter: 0 until it expires soon, while audit fails."""
    write(tmp_path)
    log = "id;ärendetyp;inkom;svar\n1;egenremiss;2017-05-02;2017-05-12\n"
    (tmp_path / "c.csv").write_text(log, "utf-8")
    reply = WAIVER.replace("begara-intyg-not-offered", "reply-after-two-working-days")
    (tmp_path / "w.yaml").write_text(f"{reply}    ceiling: {{late_share: 0.5}}\n", "utf-8")
    for day, code in (("2017-09-30", 0), ("2017-10-01", 1), ("2017-11-01", 1)):
        asked = ("--as-of", day)
        listed = basutbud("waivers", "list", "w.yaml", ".", *asked, "--lang", "en", cwd=tmp_path)
        assert ("its ceiling is exceeded" in listed.stdout.decode()) == (day < "2017-11-01")
        assert basutbud("audit", ".", *asked, "--waivers", "w.yaml", cwd=tmp_path).returncode == 1
        assert basutbud("waivers", "check", "w.yaml", ".", *asked, cwd=tmp_path).returncode == code


def test_reply_times_alone_are_excused_likewise(tmp_path: Path) -> None:
    """`cases` takes a waiver with a ceiling, and a baseline; one late of two is a half."""
    rows = "id;enhet;ärendetyp;inkom;svar\n1;{0};x;2017-05-02;2017-05-12\n2;{0};x;2017-05-02;{1}\n"
    log = tmp_path / "log.csv"
    unit = "SE2321000131-E000000009901"
    log.write_text(rows.format(unit, "2017-05-03"), "utf-8")
    reply = WAIVER.replace("begara-intyg-not-offered", "reply-after-two-working-days")
    (tmp_path / "w.yaml").write_text(f"{reply}    ceiling: {{late_share: 0.5}}\n", "utf-8")

    def code(*options: str) -> int:
        return basutbud("cases", "log.csv", *DAY, *options, cwd=tmp_path).returncode

    assert code("-o", "json=r.json") == 1
    assert code("--waivers", "w.yaml") == 0
    assert code("--baseline", "r.json") == 0
    log.write_text(rows.format(unit, "2017-05-13"), "utf-8")
    assert code("--waivers", "w.yaml") == 1
    assert code("--baseline", "r.json") == 1


def test_waivers_list_tells_each_with_its_state(gap: Path) -> None:
    """State, last day, days left, whom and what it is for, why, and by whom."""
    done = basutbud(
        "waivers", "list", "w.yaml", "c.yaml", *DAY, "--lang", "en", cwd=gap, COLUMNS="100"
    )
    assert done.stdout.decode() == (
        "W-7 · through 2017-10-31, 123 days left\n"
        "  begara-intyg-not-offered · SE2321000131-E0000000099* · covers 1 finding\n"
        "  Intygstjänsten införs i höst (approved by Avtalschef primärvård, HS 2017-00123)\n"
    )


REFUSED = {
    "no such file": ("none.json", 2),
    "a clinic": ("c.yaml", 2),
    "the report itself": ("report.json", 2),
    "nothing to shrink": ("new.json --shrink-only", 2),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_baseline_is_written_of_a_report_alone(name: str, gap: Path) -> None:
    """Whatever else is given is refused before anything is written."""
    basutbud("audit", "c.yaml", *DAY, "-o", "json=report.json", cwd=gap)
    before = (gap / "report.json").read_bytes()
    given, code = REFUSED[name]
    source = given if name in ("no such file", "a clinic") else "report.json"
    target = given.split() if source == "report.json" else ["base.json"]
    done = basutbud("baseline", "write", source, "-o", *target, cwd=gap)
    assert done.returncode == code
    assert (gap / "report.json").read_bytes() == before
    assert {path.name for path in gap.iterdir()} == {"c.yaml", "w.yaml", "report.json"}


def test_a_baseline_does_not_shrink_by_what_was_not_read(gap: Path) -> None:
    """A report that is incomplete cannot say what is mended."""
    basutbud("audit", "c.yaml", *DAY, "-o", "json=whole.json", cwd=gap)
    assert basutbud("baseline", "write", "whole.json", "-o", "b.json", cwd=gap).returncode == 0
    before = (gap / "b.json").read_bytes()
    basutbud("audit", "c.yaml", "none.yaml", *DAY, "-o", "json=part.json", cwd=gap)
    shrink = ("baseline", "write", "part.json", "-o", "b.json", "--shrink-only")
    assert basutbud(*shrink, cwd=gap).returncode == 3
    assert (gap / "b.json").read_bytes() == before


def test_a_baseline_knows_each_finding_as_it_is_and_no_graver(gap: Path) -> None:
    """What was audited as if in force, and is upcoming, is written anew as upcoming."""
    early = ("audit", "c.yaml", "--as-of", "2016-10-03")
    basutbud(*early, "--as-if-in-force", "-o", "json=ready.json", cwd=gap)
    basutbud(*early, "--baseline", "ready.json", "-o", "json=now.json", cwd=gap)
    found = json.loads((gap / "now.json").read_text("utf-8"))["findings"][0]
    assert (found["outcome"], found["baseline"]["outcome"]) == ("baselined", "violation")
    assert basutbud("baseline", "write", "now.json", "-o", "b.json", cwd=gap).returncode == 0
    entries = json.loads((gap / "b.json").read_text("utf-8"))["entries"]
    assert {one["outcome"] for one in entries if one["rule"] == found["rule"]} == {"upcoming"}


def test_files_of_what_is_let_be_are_no_input_of_the_folder(gap: Path) -> None:
    """Waivers, reports and baselines in an audited folder are basutbud's own, and pass over."""
    basutbud("audit", "c.yaml", *DAY, "-o", "json=report.json", cwd=gap)
    basutbud("baseline", "write", "report.json", "-o", "base.json", cwd=gap)
    done = basutbud("audit", ".", *DAY, "--baseline", "base.json", "-o", "json", cwd=gap)
    report = json.loads(done.stdout)
    assert (done.returncode, report["rejections"]) == (0, [])
    kinds = [(one["path"], one["kind"]) for one in report["inputs"]]
    assert kinds == [("base.json", "baseline"), ("c.yaml", "clinic")]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--worse-by", "1"), 2),
        (("--baseline", "report.json", "--worse-by", "-1"), 2),
        (("--baseline", "report.json", "--worse-by", "101"), 2),
        (("--baseline", "c.yaml"), 2),
        (("--waivers", "none.yaml"), 2),
        (("--waivers", "w.yaml", "--no-waivers"), 1),
        (("--baseline", "report.json", "-o", "json=report.json"), 2),
    ],
)
def test_options_that_do_not_fit_audit_nothing(
    options: tuple[str, ...], code: int, gap: Path
) -> None:
    """A wrong waiver file, baseline or number is exit code 2; without waivers the gap stands."""
    basutbud("audit", "c.yaml", *DAY, "-o", "json=report.json", cwd=gap)
    assert basutbud("audit", "c.yaml", *DAY, *options, cwd=gap).returncode == code
