"""``explain``: a rule by its id or a word of it, and a case day by day."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import basutbud

LOG = """\
Ärendenr;Enhet;Tjänst;Inkom;Första svar
A1;SE2321000131-E000000009001;Beställa tid;2016-12-23 08:00;2016-12-28 12:00
A2;SE2321000131-E000000009001;Beställa tid;2016-12-23 08:00;2017-01-20 12:00
A3;SE2321000131-E000000009001;Förnya recept;2016-12-29 08:00;
A4;SE2321000131-E000000009001;Förnya recept;2016-12-29 08:00;2016-12-28 12:00
A2;SE2321000131-E000000009001;Beställa tid;2016-12-23 09:00;2017-01-24 12:00
A5;SE2321000131-E000000009001;Förnya recept;29/13/2016;2016-12-28 12:00
O'Brien;SE2321000131-E000000009001;Förnya recept;2016-12-29;2016-12-29
Å1;SE2321000131-E000000009001;Förnya recept;2016-12-29;2016-12-29
A6;SE2321000131-E000000009001;Förnya recept;2016-12-29;i går
"""
HOLIDAYS = (
    "2016-12-24  lördag     räknas inte: Julafton (lag 1930:173 § 2)",
    "2016-12-25  söndag     räknas inte: Juldagen (lag 1989:253)",
    "2016-12-26  måndag     räknas inte: Annandag jul (lag 1989:253)",
    "2016-12-27  tisdag     vardag 1",
)


def explained(folder: Path, case_id: str, *options: str) -> tuple[int, str, str]:
    """Explain a case of the log as of the end of January, in Swedish."""
    (folder / "log.csv").write_text(LOG, encoding="utf-8")
    asked = ("explain", "--case", case_id, "log.csv", "--lang", "sv", *options)
    done = basutbud(*asked, "--as-of", "2017-01-31", cwd=folder)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# From the almanac: 27 and 28 December, 29, 30, 2 to 5 January (the 6th is Trettondedag jul),
# 9 to 13 and 16 to 20: A2's first reply comes on working day 18. From Thursday 29 December to
# the end of 30 January lie 30, 2-5, 9-13, 16-20, 23-27, 30: 21 working days, and the 31st is one.
@pytest.mark.parametrize(
    ("case_id", "lines"),
    [
        (
            "A1",
            [
                "A1, Beställa tid",
                "log.csv:2",
                "Enhet: SE2321000131-E000000009001",
                "Inkom fredag 2016-12-23: svar senast onsdag 2016-12-28 kl. 24.00 (2 vardagar)",
                *HOLIDAYS,
                "2016-12-28  onsdag     vardag 2  ← första svar",
                "Första svar: onsdag 2016-12-28",
                "Utfall: i tid (2 vardagar)",
            ],
        ),
        (
            "A2",
            [
                "log.csv:3",
                *HOLIDAYS,
                "… och 16 vardagar till, 2016-12-29–2017-01-20",
                "Utfall: sen (18 vardagar)",
                "log.csv:6",
                "Utfall: ersatt, samma ärende och ankomstdag står på en rad till, som räknas",
            ],
        ),
        (
            "A3",
            ["Inget svar i loggen", "Utfall per 2017-01-31: obesvarad efter fristen (22 vardagar"],
        ),
        ("A4", ["Utfall: motsägelsefull, svaret är daterat före ankomsten"]),
        ("O'Brien", ["log.csv:8", "Utfall: i tid (0 vardagar)"]),
        (" A\N{COMBINING RING ABOVE}1", ["Å1, Förnya recept", "log.csv:9"]),
    ],
)
def test_a_case_is_explained_day_by_day(tmp_path: Path, case_id: str, lines: list[str]) -> None:
    """Each row with the id is shown: its days, those that do not count, its outcome, in order."""
    code, shown, complaint = explained(tmp_path, case_id)
    assert (code, complaint) == (0, "")
    at = [shown.index(line) for line in lines]
    assert at == sorted(set(at))
    assert shown.count("Regel: reply-after-two-working-days") == shown.count("log.csv:")


@pytest.mark.parametrize(
    ("case_id", "place", "text"), [("A5", "log.csv:7: ", "29/13"), ("A6", "log.csv:10: ", "i går")]
)
def test_a_rejected_row_says_why_it_has_no_outcome(
    tmp_path: Path, case_id: str, place: str, text: str
) -> None:
    """The sought case is in a row that cannot be read: incomplete, the row's place, no text."""
    code, shown, _ = explained(tmp_path, case_id)
    assert code == 3
    assert shown.startswith(place)
    assert "Utfall" not in shown
    assert text not in shown


@pytest.mark.parametrize("case_id", ["A9", "a1", "' OR 1=1 --", "19121212-1212"])
def test_an_id_that_no_row_has_is_reported_without_repeating_it(
    tmp_path: Path, case_id: str
) -> None:
    """An id is compared as it is written, and never shown: it may be a person's."""
    code, shown, complaint = explained(tmp_path, case_id)
    assert (code, shown) == (3, "")
    assert "Inget ärende i loggarna har detta id" in complaint
    assert case_id not in complaint


def test_a_log_that_cannot_be_read_leaves_the_answer_incomplete(tmp_path: Path) -> None:
    """What one log shows is written; that another may show more has an exit code of its own."""
    (tmp_path / "other.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    code, shown, complaint = explained(tmp_path, "A1", "other.csv")
    assert code == 3
    assert "Utfall: i tid" in shown
    assert "other.csv" in complaint


@pytest.mark.parametrize(
    ("word", "rule"),
    [
        ("reply-after-two-working-days", "reply-after-two-working-days"),
        ("svarstid", "reply-after-two-working-days"),
        ("Reply", "reply-after-two-working-days"),
        ("recept", "fornya-recept-not-offered"),
        ("BEGÄRA  INTYG", "begara-intyg-not-offered"),
    ],
)
def test_a_word_finds_its_rule(tmp_path: Path, word: str, rule: str) -> None:
    """An id, a service's name or a word of the rule, whatever its case and language."""
    done = basutbud("explain", word, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.decode().startswith(f"{rule}\n")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["tid"], "`bestalla-tid-not-offered`, `av-omboka-tid-not-offered`"),
        (["xyzzy"], "Det finns ingen regel `xyzzy`"),
        (["recept", "intyg"], "`explain` tar en regel, eller loggar med `--case`"),
    ],
)
def test_a_word_of_several_rules_or_none_is_refused(
    tmp_path: Path, words: list[str], complaint: str
) -> None:
    """Several rules are named to choose from, and nothing is explained."""
    done = basutbud("explain", *words, "--lang", "sv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert complaint in done.stderr.decode()


def test_today_is_a_day_of_arrival(tmp_path: Path) -> None:
    """``due today`` is ``due`` with today's date."""
    today = basutbud("due", "today", cwd=tmp_path).stdout.decode()
    assert basutbud("due", today.split()[2].rstrip(":"), cwd=tmp_path).stdout.decode() == today
