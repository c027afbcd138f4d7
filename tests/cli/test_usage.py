"""A command line that cannot be taken apart is refused in the reader's language, masked."""

from __future__ import annotations

from pathlib import Path

import pytest

from basutbud.cli.commands.schema import Name
from running import basutbud

PERSON = "19121212-1212"
REFUSED = {
    "audit": "`SÖKVÄG...` saknas → Se `basutbud audit --help`.",
    "due": "`DATUM` saknas → Se `basutbud due --help`.",
    "schema": "`NAMN` saknas → Se `basutbud schema --help`.",
    "audit . --fromat json": "Alternativet `--fromat` finns inte → Menas --from?",
    "audit . --zzz": "Alternativet `--zzz` finns inte → Se `basutbud audit --help`.",
    "audit . --lang en --zzz": "There is no option `--zzz` → See `basutbud audit --help`.",
    "audit . --zzz --lang=en": "There is no option `--zzz` → See `basutbud audit --help`.",
    "audit . --lang sv --lang en -o": "`-o` needs a value → Write it after a space.",
    "audit . --lang": "`--lang` saknar värde → Skriv det efter ett mellanslag.",
    "audit . --lang de": "`--lang` har inget sådant värde → Välj bland: sv, en.",
    "audit . --quiet=1": "`--quiet` tar inget värde → Ta bort `=` och det som följer.",
    "audit . --split-by unit x": "`--split-by` har inget sådant värde → Välj bland: clinic.",
    "schema log": "`NAMN` har inget sådant värde → Välj bland: " + ", ".join(Name) + ".",
    "rules calendar SE now": "`FÖRSTA_ÅR` är inget heltal → Skriv ett heltal.",
    "rules lst": "Det finns inget sådant kommando → Välj bland: list, check, calendar.",
    "due 01/04/2016": "`01/04/2016` är inget datum → Skriv ÅÅÅÅ-MM-DD.",
    "audit . --as-of 20160401": "`20160401` är inget datum → Skriv ÅÅÅÅ-MM-DD.",
    "audit . -o r.html": "`r.html` är inget format → Skriv `-o html=r.html`.",
    "audit . --lang en -o ut/r.JSON": "`ut/r.JSON` is not a format → Write `-o json=ut/r.JSON`.",
    "audit . -o r.xlsx": "`r.xlsx` är inget format → Skriv `-o xlsx=r.xlsx`.",
    "audit . -o r.sarif.xml": "`r.sarif.xml` är inget format → Skriv `-o junit=r.sarif.xml`.",
    "audit . -o r.md": "`r.md` är inget format → Skriv `-o markdown=r.md`.",
    "cases . -o r.json=gitlab": "`r.json` är inget format → Skriv `-o gitlab=r.json`.",
    f"audit . -o {PERSON}.html": "`▒▒▒.html` är inget format → Skriv `-o html=▒▒▒.html`.",
    "audit . -o r.pdf": "Det finns inget format `r.pdf` → Välj bland: text, concise, json, html,"
    " csv, xlsx, sarif, junit, github, gitlab, markdown.",
    "audit . -o .html": "Det finns inget format `.html` → Menade du `html`? Välj bland: text,"
    " concise, json, html, csv, xlsx, sarif, junit, github, gitlab, markdown.",
    f"due 2016-01-28 {PERSON}": "Kommandoraden har för många argument"
    " → Sätt citattecken runt ett argument som innehåller mellanslag. Se `basutbud due --help`.",
}


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_wrong_is_said_with_how_to_mend_it(tmp_path: Path, typed: str) -> None:
    """In the language asked for, wherever that stands, else the locale's; nothing is audited."""
    done = basutbud(*typed.split(), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert " ".join(done.stderr.decode().split()) == REFUSED[typed]


@pytest.mark.parametrize(
    "typed", ["{}", "audit --{}", "audit . --provider {}", "schema {}", "due 2016-01-28 {}"]
)
def test_nothing_personal_is_repeated(tmp_path: Path, typed: str) -> None:
    """A personnummer that was typed in a wrong place stands in no refusal."""
    done = basutbud(*typed.format(PERSON).split(), cwd=tmp_path)
    assert done.returncode == 2
    assert PERSON[-4:] not in (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("typed", ["", "rules"])
def test_without_a_command_the_help_is_shown(tmp_path: Path, typed: str) -> None:
    """To name none is wrong use all the same."""
    done = basutbud(*typed.split(), cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Användning: ".encode())
