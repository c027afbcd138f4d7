"""Where reports go: several at once, pages in a folder, and nothing lost or half-written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from basutbud.formats import BINARY, FORMATS
from running import DAY, basutbud, code

SPLIT = ("--split-by", "clinic", "sidor")


def test_every_format_comes_of_one_run(folder: Path) -> None:
    """Each goes to a file of its own, one to the screen, and all are whole."""
    wanted = [f for name in FORMATS for f in ("-o", f"{name}=report.{name}")]
    done = basutbud("audit", ".", *DAY, *wanted, "-o", "concise", cwd=folder)
    assert done.returncode == 0, done.stderr
    for name in FORMATS:
        assert (folder / f"report.{name}").stat().st_size > 100, name
    assert done.stdout == (folder / "report.concise").read_bytes()


@pytest.mark.parametrize(
    "wrong", ["htm", "html=", "html=no/such/folder.html", "html=.", "json=r", "html=c.yaml"]
)
def test_what_cannot_be_written_is_said_before_anything_is(folder: Path, wrong: str) -> None:
    """A wrong format or path ends the run at once, and no other output is written."""
    done = basutbud("audit", ".", *DAY, "-o", "json=r", "-o", wrong, cwd=folder)
    assert done.returncode == 2
    assert done.stdout == b""
    assert [path.name for path in folder.iterdir()] == ["c.yaml"]


@pytest.mark.skipif(os.name != "posix", reason="terminals are POSIX")
@pytest.mark.parametrize("name", BINARY)
def test_a_workbook_is_no_reading_for_a_terminal(folder: Path, name: str) -> None:
    """In a terminal it is refused with advice; into a pipe it goes."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "basutbud", "audit", ".", *DAY, "-o", name, "--lang", "en"]
    done = subprocess.run(command, cwd=folder, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert f"-o {name}=report.{name}".encode() in done.stderr
    assert basutbud("audit", ".", *DAY, "-o", name, cwd=folder).stdout[:2] == b"PK"


def test_each_clinic_gets_a_page_and_an_old_one_goes(folder: Path) -> None:
    """The folder holds an index and a page a clinic; a second run replaces it whole."""
    other = (folder / "c.yaml").read_text(encoding="utf-8")
    other = other.replace("E000000009901", "E000000009902").replace("Provtagen", "Sluten")
    (folder / "d.yaml").write_text(other, encoding="utf-8")
    assert code("audit", ".", *DAY, *SPLIT, "--exclude", "sidor", cwd=folder) == 0
    names = {path.name for path in (folder / "sidor").iterdir()}
    assert names == {"index.html", "vardcentralen-provtagen.html", "vardcentralen-sluten.html"}
    index = (folder / "sidor" / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'href="([^"#]+\.html)"', index)) == names - {"index.html"}

    (folder / "d.yaml").unlink()
    assert code("audit", ".", *DAY, *SPLIT, cwd=folder) == 0
    assert len(list((folder / "sidor").iterdir())) == 2
    assert sorted(path.name for path in folder.iterdir()) == ["c.yaml", "sidor"]


def test_a_folder_with_anything_else_in_it_is_left_alone(folder: Path) -> None:
    """Neither other files, nor other people's pages, nor a file in its place are touched."""
    pages = folder / "sidor"
    pages.write_text("anteckningar", encoding="utf-8")
    assert code("audit", "c.yaml", *DAY, *SPLIT, cwd=folder) == 2
    pages.unlink()
    pages.mkdir()
    for name, content in (("notes.txt", "x"), ("index.html", "<p>min sida</p>")):
        (pages / name).write_text(content, encoding="utf-8")
        done = basutbud("audit", "c.yaml", *DAY, *SPLIT, cwd=folder)
        assert done.returncode == 2
        assert "sidor" in done.stderr.decode()
        assert (pages / name).read_text(encoding="utf-8") == content
        (pages / name).unlink()
    assert code("audit", "c.yaml", *DAY, *SPLIT, "-o", "html=sidor/x.html", cwd=folder) == 2
    assert code("audit", "c.yaml", *DAY, *SPLIT, cwd=folder) == 0


def test_a_page_bears_the_publishers_title_and_contact(folder: Path) -> None:
    """On every page, as text alone: tags are escaped, and control characters made visible."""
    given = ("--title", "Tertial <1>\x1b[31m", "--contact", "e-tjanster@regionen.example")
    assert code("audit", "c.yaml", *DAY, *SPLIT, *given, "-o", "html=r.html", cwd=folder) == 0
    pages = [folder / "r.html", *(folder / "sidor").iterdir()]
    assert len(pages) == 3
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "Tertial &lt;1&gt;\\x1b[31m, granskat per" in text
        assert "Kontakt: e-tjanster@regionen.example" in text


def test_pages_of_units_come_of_logs_alone(folder: Path) -> None:
    """The command that knows no clinic files splits by unit."""
    log = "id;enhet;ärendetyp;inkom;svar\n1;E1;x;2017-01-05;\n2;../../E2;x;2017-01-05;2017-01-06\n"
    (folder / "c.csv").write_text(log, encoding="utf-8")
    done = basutbud("cases", "c.csv", *DAY, *SPLIT, cwd=folder)
    names = sorted(path.name for path in (folder / "sidor").iterdir())
    assert names == ["e1.html", "e2.html", "index.html"], done.stderr


def test_no_output_takes_another_with_it(folder: Path) -> None:
    """Neither a page within, or in place of, the folder of pages, nor the rule set is replaced."""
    for path in ("sidor", "sidor/../sidor", "sidor/x.html"):
        assert code("audit", "c.yaml", *DAY, *SPLIT, "-o", f"html={path}", cwd=folder) == 2
    assert code("audit", "c.yaml", *DAY, "-o", "html=site/2016.html", cwd=folder) == 2
    (folder / "site").mkdir()
    assert code("audit", "c.yaml", *DAY, "-o", "html=site/2016.html", cwd=folder) == 0
    assert code("audit", "c.yaml", *DAY, "--split-by", "clinic", "site", cwd=folder) == 2
    assert (folder / "site" / "2016.html").exists()
    rules = Path(__file__).parent.parent.parent / "rules"
    shutil.copytree(rules, folder / "rules")
    own = folder / "rules" / "vgr-hs-20-2016.yaml"
    before = own.read_bytes()
    done = basutbud("audit", "c.yaml", *DAY, "--rules", own, "-o", f"json={own}", cwd=folder)
    assert done.returncode == 2
    assert own.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
@pytest.mark.parametrize("given", ["inner", "linked", "link.yaml", "inner/d.yaml"])
@pytest.mark.parametrize(
    "target", ["inner/d.yaml", "linked/d.yaml", "link.yaml", "inner/../c.yaml"]
)
def test_no_output_takes_the_place_of_a_clinic_file(folder: Path, given: str, target: str) -> None:
    """By whatever path the file is read, and by whatever path it is to be written."""
    (folder / "inner").mkdir()
    (folder / "inner" / "d.yaml").write_bytes((folder / "c.yaml").read_bytes())
    (folder / "linked").symlink_to("inner")
    (folder / "link.yaml").symlink_to("inner/d.yaml")
    read = "c.yaml" if target.endswith("c.yaml") else given
    before = (folder / "c.yaml").read_bytes()
    assert code("audit", read, *DAY, "-o", f"json={target}", cwd=folder) == 2
    assert (folder / "inner" / "d.yaml").read_bytes() == before == (folder / "c.yaml").read_bytes()


@pytest.mark.parametrize("target", [".", "..", "/"])
def test_the_folder_one_stands_in_is_never_replaced(folder: Path, target: str) -> None:
    """Pages take the place of a folder of their own alone."""
    inner = folder / "inner"
    inner.mkdir()
    done = basutbud("audit", "../c.yaml", *DAY, "--split-by", "clinic", target, cwd=inner)
    assert done.returncode == 2
    assert inner.is_dir()


def test_stdout_by_its_path_is_stdout(folder: Path) -> None:
    """It is written to, not replaced, and counts as the one report on the screen."""
    target = folder / "out.txt"
    target.write_bytes(b"before\n")
    with target.open("ab") as stream:
        command = [sys.executable, "-m", "basutbud", "audit", "c.yaml", *DAY]
        subprocess.run(
            [*command, "-o", "concise=/dev/stdout"], cwd=folder, stdout=stream, check=True
        )
    assert target.read_bytes().startswith(b"before\n")
    assert target.read_bytes().count(b"\n") > 1
    assert code("audit", "c.yaml", *DAY, "-o", "json=-", "-o", "text", cwd=folder) == 2


@pytest.mark.parametrize("name", ["n" * 300, "n" * 250])
def test_a_name_too_long_is_refused_in_words(folder: Path, name: str) -> None:
    """Before the audit, or not at all: what the system takes for a name is written."""
    assert code("audit", "c.yaml", *DAY, "-o", f"html={name}", cwd=folder) == (
        2 if len(name) > 255 else 0
    )


@pytest.mark.skipif(os.name != "posix", reason="limits are POSIX")
def test_a_full_disk_is_no_bug_of_ours(folder: Path) -> None:
    """What cannot be written whole is reported, and nothing of it stays."""
    command = (
        f"ulimit -f 8; {sys.executable} -m basutbud audit c.yaml {' '.join(DAY)} -o html=r.html"
    )
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 2, done.stderr
    assert [path.name for path in folder.iterdir()] == ["c.yaml"]


@pytest.mark.parametrize("form", ["text", "concise"])
def test_no_line_is_a_command_to_a_pipeline(folder: Path, form: str) -> None:
    """Names of clinics and files stand at the beginning of lines, on stdout and stderr."""
    text = (folder / "c.yaml").read_text(encoding="utf-8")
    text = text.replace("Vårdcentralen Provtagen", '"::error title=x::owned ##[error]x"')
    name = "::error title=x::owned.yaml"
    (folder / name).write_text(
        text.replace("kontakta-mig: active", "kontakta-mig: inactive"), "utf-8"
    )
    (folder / "::warning::log.csv").write_text("skräp", "utf-8")
    done = basutbud("audit", ".", *DAY, "-v", "-o", form, cwd=folder)
    for line in (done.stdout + done.stderr).decode().splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def test_files_written_are_named_with_their_size(folder: Path) -> None:
    """Where nothing goes to stdout, stderr has the verdict's numbers and each file, but for -q."""
    asked = ("audit", ".", "--as-of", "2017-06-30", "-o", "html=r.html", "--case-list", "c.csv")
    done = basutbud(*asked, "--lang", "en", cwd=folder)
    said = done.stderr.decode()
    assert done.stdout == b""
    for name in ("r.html", "c.csv"):
        size = -(-(folder / name).stat().st_size // 1000)
        assert f"wrote {name}, {size} kB\n" in said
    assert b"wrote" not in basutbud(*asked, "-q", "--lang", "en", cwd=folder).stderr
