"""Exit codes: what passes, what breaks a requirement, what is asked wrongly, what is unread."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from running import DAY, LOG, basutbud, code, write


def test_exit_0_for_a_compliant_clinic(folder: Path) -> None:
    """Advice alone fails nothing by default, and fails at --fail-on note."""
    assert code("audit", ".", *DAY, cwd=folder) == 0
    assert code("audit", ".", *DAY, "--fail-on", "note", cwd=folder) == 1
    assert code("audit", ".", *DAY, "--fail-on", "warning", cwd=folder) == 0


def test_exit_1_for_a_violation(folder: Path) -> None:
    """A mandatory service off is a violation; --fail-on never reports it without failing."""
    write(folder, intyg="inactive")
    assert code("audit", ".", *DAY, cwd=folder) == 1
    assert code("audit", "c.yaml", *DAY, "--fail-on", "never", cwd=folder) == 0
    assert code("audit", ".", *DAY, "--ignore", "begara-intyg-*", cwd=folder) == 0
    assert code("audit", ".", *DAY, "--select", "begara-intyg-not-offered", cwd=folder) == 1


def test_a_private_provider_is_upcoming_before_the_day_and_violates_on_it(folder: Path) -> None:
    """As of 2016-11-01 exit 0 with the date shown, as of 2017-01-01 exit 1."""
    write(folder, provider="private", intyg="inactive")
    before = basutbud("audit", ".", "--as-of", "2016-11-01", cwd=folder)
    assert before.returncode == 0
    assert "kommande, gäller från 2017-01-01" in before.stdout.decode()
    assert code("audit", ".", "--as-of", "2016-12-31", cwd=folder) == 0
    assert code("audit", ".", "--as-of", "2017-01-01", cwd=folder) == 1
    assert code("audit", ".", "--as-of", "2016-11-01", "--fail-on", "upcoming", cwd=folder) == 1


def test_a_service_active_only_later_is_no_service_yet(folder: Path) -> None:
    """`since` after the day judged is a gap; by the day the rule takes force it need not be."""
    write(folder, provider="private", intyg="{status: active, since: 2017-01-01}")
    assert code("audit", ".", "--as-of", "2016-11-01", "--fail-on", "warning", cwd=folder) == 0
    shown = basutbud("audit", ".", "--as-of", "2016-11-01", "-o", "concise", cwd=folder).stdout
    assert b"begara-intyg-not-offered" not in shown
    write(folder, intyg="{status: active, since: 2018-01-01}")
    assert code("audit", ".", *DAY, cwd=folder) == 1


def test_late_cases_violate_and_fail(folder: Path) -> None:
    """A reply on the third working day is a violation with its days over; the second is not."""
    (folder / "c.csv").write_text(LOG.format("2017-01-05", "2017-01-10"), encoding="utf-8")
    assert code("audit", ".", *DAY, cwd=folder) == 0
    (folder / "c.csv").write_text(LOG.format("2017-01-05", "2017-01-11"), encoding="utf-8")
    assert code("audit", ".", *DAY, cwd=folder) == 1
    assert code("cases", "c.csv", *DAY, cwd=folder) == 1


def test_logs_are_required_only_on_request(folder: Path) -> None:
    """A clinic without a log is undetermined, exit 0; with --require-logs exit 3."""
    done = basutbud("audit", ".", *DAY, cwd=folder)
    assert done.returncode == 0
    assert "`case_logs`): Vårdcentralen Provtagen" in " ".join(done.stdout.decode().split())
    assert code("audit", ".", *DAY, "--require-logs", cwd=folder) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["audit", ".", "--rules", "no-such-rules"],
        ["audit", ".", "--select", "no-such-rule"],
        ["audit", ".", "--ignore", "*"],
        ["audit", ".", "--as-of", "2016-02-30"],
        ["audit", ".", "--as-of", "1815-06-18"],
        ["audit", ".", "--from", "2017-01-02", "--to", "2017-01-01"],
        ["audit", ".", "-o", "jason"],
        ["audit", ".", "-o", "json", "-o", "text"],
        ["audit", ".", "-o", "json=x", "-o", "concise=x"],
        ["audit", ".", "-o", "json=no/such/folder/r.json"],
        ["audit", ".", "-o", "json=c.yaml"],
        ["audit", ".", "-o", "json="],
        ["audit", ".", "--case-list", "cases.txt"],
        ["audit", ".", "--column", "when=Inkom"],
        ["audit", ".", "--delimiter", "x"],
        ["audit", ".", "--encoding", "ebcdic"],
        ["audit", ".", "--max-rejected", "many"],
        ["audit", ".", "--no-such-option"],
        ["audit", "-", "-"],
        ["audit"],
        ["cases", "-", "-"],
        ["explain", "no-such-rule"],
        ["due", "tomorrow"],
        ["due", "2060-12-31"],
        ["schema", "nothing"],
        ["rules", "check", "c.yaml"],
        ["rules", "check", "no-such-file.yaml"],
        ["rules", "calendar", "XX"],
        ["rules", "calendar", "SE", "1900", "1901"],
    ],
)
def test_exit_2_for_wrong_use(folder: Path, arguments: list[str]) -> None:
    """What is asked for does not exist or fit: said on stderr, nothing audited or written."""
    before = sorted(folder.iterdir())
    done = basutbud(*arguments, cwd=folder)
    assert done.returncode == 2
    assert done.stderr
    assert not done.stdout
    assert sorted(folder.iterdir()) == before


def test_quiet_and_verbose_are_one_or_the_other(folder: Path) -> None:
    """Both at once are refused, not taken for neither."""
    done = basutbud("audit", ".", "-q", "-v", cwd=folder)
    assert done.returncode == 2
    assert "`-q` och `-v` säger emot varandra" in done.stderr.decode()


def test_exit_3_when_there_is_nothing_to_audit(folder: Path) -> None:
    """An empty folder, a missing path and a filter that leaves nothing are no pass."""
    (folder / "empty").mkdir()
    for arguments in (
        ["empty"],
        ["missing"],
        [".", "--provider", "private"],
        [".", "--exclude", "*"],
    ):
        assert code("audit", *arguments, cwd=folder) == 3
    assert code("audit", "empty", "--allow-empty", cwd=folder) == 0
    assert code("cases", "empty", cwd=folder) == 3
    assert code("cases", "empty", "--allow-empty", cwd=folder) == 0
    message = basutbud("audit", "empty", "-o", "concise", cwd=folder).stdout.decode()
    assert message.startswith("-: error input ")


def test_the_verdict_line_counts_what_could_not_be_found(folder: Path) -> None:
    """A path that does not exist is a file unread, beside those that could not be read."""
    (folder / "bad.csv").write_text("?\n")
    done = basutbud("cases", "bad.csv", "gone.csv", "-q", "--lang", "en", cwd=folder)
    assert done.returncode == 3
    assert b": 2 files could not be read" in done.stdout + done.stderr


def test_a_csv_that_is_no_log_and_a_bad_row_are_exit_3(folder: Path) -> None:
    """Columns missed and found are named; a bad row is named by record's line and column."""
    (folder / "c.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    done = basutbud("audit", ".", *DAY, cwd=folder)
    assert done.returncode == 3
    assert "ärende-id, ärendetyp, inkom, första svar" in " ".join(done.stdout.decode().split())
    (folder / "c.csv").write_text(LOG.format("2017-02-30", ""), encoding="utf-8")
    done = basutbud("audit", ".", *DAY, cwd=folder)
    assert done.returncode == 3
    assert "! c.csv:2: Datumet i fältet inkom är inget giltigt datum" in done.stdout.decode()
    good = "2;SE2321000131-E000000009901;x;2017-01-05;2017-01-05\n"
    (folder / "c.csv").write_text(LOG.format("2017-02-30", "") + good, encoding="utf-8")
    assert code("audit", ".", *DAY, "--max-rejected", "1", cwd=folder) == 0
    assert code("audit", ".", *DAY, "--max-rejected", "100%", cwd=folder) == 0


def test_an_unreadable_row_decides_no_comparison_of_log_and_file(folder: Path) -> None:
    """The row may be the case that is missing, or one too many: neither rule says compliant."""
    log = LOG.format("2017-01-05", "2017-01-05") + "2;SE2321000131-E000000009901;x;?;\n"
    (folder / "c.csv").write_text(log, encoding="utf-8")
    done = basutbud("audit", ".", *DAY, "-o", "json", cwd=folder)
    results = {one["rule"]: one for one in json.loads(done.stdout)["clinics"][0]["results"]}
    assert results["cases-of-inactive-service"]["undetermined"] == "unreadable_rows"
    assert results["active-service-without-cases"]["outcome"] == "undetermined"
