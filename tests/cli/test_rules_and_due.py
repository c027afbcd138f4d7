"""The commands that answer from the rules alone: due, explain, rules."""

from __future__ import annotations

from pathlib import Path

from running import basutbud, code

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def test_due_shows_the_day_and_every_skipped_day_with_its_ground(folder: Path) -> None:
    """23 December 2016 falls due on the 28th, over four days that do not count."""
    shown = basutbud("due", "2016-12-23", cwd=folder).stdout.decode()
    assert "onsdag 2016-12-28" in shown
    assert "2016-12-24  lördag     räknas inte: Julafton (lag 1930:173 § 2)" in shown
    assert "2016-12-26  måndag     räknas inte: Annandag jul (lag 1989:253)" in shown


def test_explain_quotes_the_clause_with_its_ruling(folder: Path) -> None:
    """A rule is explained by its clause, source, force, check and remedy, in paragraphs."""
    explained = basutbud("explain", "reply-after-two-working-days", cwd=folder).stdout.decode()
    assert max(map(len, explained.splitlines())) <= 80
    assert "\n  Rader med samma mottagning, samma ärende-id och samma ankomstdag är" in explained
    shown = " ".join(explained.split())
    for part in (
        "Svar ska ges till invånaren inom 2 vardagar",
        "HS 20-2016",
        "2016-01-28",
        "dag 0",
        "Samma id en annan dag är ett annat ärende",
        "en obesvarad rad gäller bara där ingen är besvarad",
        "Bara ett tomt fält betyder att svar saknas",
    ):
        assert part in shown


def test_rules_are_listed_and_checked(folder: Path) -> None:
    """Every rule is in the table, and the packaged set is right."""
    listed = basutbud("rules", "list", cwd=folder, COLUMNS="120").stdout.decode()
    assert "reply-after-two-working-days" in listed
    assert "25 regler" in basutbud("rules", "check", cwd=folder).stdout.decode()


def test_the_calendar_command_writes_the_packaged_calendar(folder: Path) -> None:
    """The free days in the rules are what the command writes."""
    packaged = EXAMPLES.parent / "rules" / "calendars" / "se.csv"
    assert code("rules", "calendar", "-o", "se.csv", cwd=folder) == 0
    assert (folder / "se.csv").read_bytes() == packaged.read_bytes()
