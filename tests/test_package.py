"""The project itself: checked code, kept contracts, current documents, a whole wheel."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run a command that must succeed, and return what it printed."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "mypy"),
    ],
    ids=" ".join,
)
def test_the_code_is_checked(command: tuple[str, ...]) -> None:
    """Lint, format and types are clean."""
    run(sys.executable, *command)


def test_the_import_contracts_are_kept() -> None:
    """Imports point down, and each library has its sole user."""
    assert "0 broken" in run(BIN / "lint-imports")


def test_no_source_file_has_outgrown_its_purpose() -> None:
    """Files stay within 300 lines."""
    long = {
        path.name: count
        for path in (ROOT / "src").rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_the_generated_documents_are_current() -> None:
    """docs/make.py would write what is there."""
    spec = importlib.util.spec_from_file_location("make", ROOT / "docs" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    for path, text in make.documents().items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, f"{path}: run python docs/make.py"


def test_the_example_logs_are_what_their_script_writes(tmp_path: Path) -> None:
    """The seeded script gives the same bytes as the logs in the repository."""
    copy = tmp_path / "examples"
    shutil.copytree(ROOT / "examples", copy)
    logs = sorted(path for path in (copy / "clinics").rglob("*") if path.suffix in (".csv", ".tsv"))
    assert logs
    for log in logs:
        log.unlink()
    run(sys.executable, copy / "make_logs.py", cwd=copy)
    for log in logs:
        original = ROOT / log.relative_to(tmp_path)
        assert log.read_bytes() == original.read_bytes(), log.name
