"""The memory limit: read as users write it, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from basutbud.caselog import EngineOptions
from basutbud.cli.options import DEFAULT_MEMORY
from basutbud.cli.terms import engine_options
from basutbud.errors import UsageError
from dress import Dress
from running import cases


@pytest.mark.parametrize("limit", ["200MiB", "1GiB", "0,5G", "512 mb", "1.5GB"])
def test_a_memory_limit_is_read(tmp_path: Path, limit: str) -> None:
    """A number with M or G is a limit."""
    assert engine_options("duckdb", limit, None).memory >= 200 * 1024**2
    if limit == "200MiB":
        Dress().write(tmp_path / "log.csv")
        assert cases("log.csv", "--memory-limit", limit, cwd=tmp_path).returncode == 1


@pytest.mark.parametrize("limit", ["", "2", "199MiB", "0GiB", "-1GiB", "1TiB", "mycket", "1.55GiB"])
def test_a_memory_limit_of_no_size_is_refused(limit: str) -> None:
    """What is no size, or too little for any engine, is a usage error."""
    with pytest.raises(UsageError) as refused:
        engine_options("duckdb", limit, None)
    assert refused.value.problems[0].code == "bad_memory"


def test_the_memory_that_help_names_is_that_which_is_taken() -> None:
    """Two places say so, and one of them is read at once."""
    assert engine_options("duckdb", DEFAULT_MEMORY, None) == EngineOptions()
