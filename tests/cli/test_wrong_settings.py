"""Settings that are wrong: each is reported with the file, line or variable that has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from running import basutbud, give

WRONG = {
    "fail-on: never": "basutbud.yaml:1:1: Unknown key: `fail-on` → Did you mean `fail_on`?",
    "lang: en\nfail_on: nver": "basutbud.yaml:2:10: `fail_on` cannot be `nver` → Did you mean",
    "as_of: 2017-01-01": "basutbud.yaml:1:1: `as_of` may not stand in the project file →",
    "no_waivers: true": "basutbud.yaml:1:1: `no_waivers` may not stand in the project file →",
    "allow_incomparable: false": "basutbud.yaml:1:1: `allow_incomparable` may not stand in",
    "select: x": "basutbud.yaml:1:1: `select` must be a list",
    "quiet: yes": "basutbud.yaml:1:1: `quiet` must be true or false",
    "quiet: true\nquiet: true": "basutbud.yaml:2:1: `quiet` appears twice, first on line 1",
    "[": "basutbud.yaml:2:1: The bracket or brace is never closed",
    "- a": "basutbud.yaml:1:1: `…` must be keys with values",
    "max_rejected: many": "basutbud.yaml:1:1: `many` is not a count",
    "select: [a*,\n  bb]": "basutbud.yaml:2:3: There is no rule `bb`",
    "rules: my.yaml": "basutbud.yaml:1:1: There is no rule set `my.yaml`",
    "output: [text, pdf]": "basutbud.yaml:1:16: There is no format `pdf`",
    "output: [html=no/x.html]": "basutbud.yaml:1:10: no/x.html cannot be written",
    "column:\n- when=Inkom": "basutbud.yaml:2:3: `when=Inkom` does not point out a column",
    "from: 2017-02-30": "basutbud.yaml:1:1: `2017-02-30` is not a date",
    "from: 2017-02-02\nto: 2017-02-01": "basutbud.yaml:1:1: --from is later than --to",
    "ignore: ['*']": "basutbud.yaml:1:1: No rules are left to audit by",
    "verbose: true": "basutbud.yaml:1:1: `-q` and `-v` contradict each other",
    "worse_by: 2": "basutbud.yaml:1:1: --worse-by needs a baseline",
    "baseline: gone.json": "gone.json: The file or folder does not exist",
    "exclude: ['!']": "basutbud.yaml:1:11: `!` is not a pattern",
    "memory_limit: 1": "basutbud.yaml:1:1: `1` is not a memory limit",
    f"fail_on: {'19121212-1212'}": "basutbud.yaml:1:10: `fail_on` cannot be `▒▒▒` →",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_in_the_file_is_reported_with_its_place(project: Path, text: str) -> None:
    """Exit 2, nothing audited or written; also what is seen only when it is used."""
    give(project, text + "\n")
    quiet = ("-q",) if "verbose" in text else ()
    done = basutbud("audit", "clinics", *quiet, "--lang", "en", cwd=project)
    assert (done.returncode, done.stdout) == (2, b"")
    said = re.sub(r"\n  \d* +│.*", "", done.stderr.decode())
    assert " ".join(said.split()).startswith(WRONG[text])


WRONG_VARIABLES = {
    ("BASUTBUD_FAIL_ON", "nver"): "`fail_on` kan inte vara `nver` → Menade du `never`?",
    ("BASUTBUD_QUIET", "ja"): "`quiet` ska vara sant eller falskt",
    ("BASUTBUD_FIAL_ON", "never"): "Det finns ingen inställning med det namnet → Menade du "
    "`BASUTBUD_FAIL_ON`?",
    ("BASUTBUD_ENCODING", "ebcdic"): "Teckenkodningen `ebcdic` stöds inte",
    ("BASUTBUD_AS_OF", "2017-02-30"): "`2017-02-30` är inget datum",
    ("BASUTBUD_SELECT", "bb"): "Det finns ingen regel `bb`",
    ("BASUTBUD_FAIL_ON", "\N{GRINNING FACE}"): "`fail_on` kan inte vara `\N{GRINNING FACE}`",
    ("BASUTBUD_FAIL_ON", "a\x1b[31m\udc80"): "`fail_on` kan inte vara",
}


@pytest.mark.parametrize(("variable", "text"), WRONG_VARIABLES)
def test_a_wrong_variable_is_reported_by_its_name(project: Path, variable: str, text: str) -> None:
    """Together with a mistake in the file: both are reported at once."""
    early = variable not in ("BASUTBUD_ENCODING", "BASUTBUD_AS_OF", "BASUTBUD_SELECT")
    give(project, "frm: x\n" if early else "")
    done = basutbud("audit", "clinics", cwd=project, stdin=b"", **{variable: text})
    said = " ".join(done.stderr.decode().split())
    assert (done.returncode, done.stdout) == (2, b"")
    assert said.startswith(f"{variable}: {WRONG_VARIABLES[variable, text]}")
    assert ("basutbud.yaml:1:1: Okänd nyckel: `frm`" in said) is early
    assert "\x1b" not in said


def test_a_flag_that_is_wrong_has_no_other_place(project: Path) -> None:
    """A date on the command line is not blamed on the file, which has a good one."""
    give(project, "from: 2017-01-01\n")
    done = basutbud("audit", "clinics", "--to", "2017-02-30", "--lang", "en", cwd=project)
    assert done.stderr.startswith(b"`2017-02-30` is not a date")


def test_the_language_of_what_is_refused(project: Path) -> None:
    """A variable names it for command lines that cannot be taken apart too."""
    assert b"is missing" in basutbud("audit", cwd=project, BASUTBUD_LANG="en").stderr
    assert b"finns inte" in basutbud("audit", "--x", cwd=project, BASUTBUD_LANG="de").stderr
