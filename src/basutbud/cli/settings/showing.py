"""Shows the settings that a command would run with, in lines fit for a project file."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Any

from basutbud.cli.settings.given import Given
from basutbud.cli.settings.settling import Settled
from basutbud.cli.settings.table import Setting
from basutbud.language import Language
from basutbud.safetext import safe_text
from basutbud.sources.discovery import shown_path

_MOST_ALIGNED = 40


def show_settings(settled: Settled, language: Language) -> str:
    """Return each setting with its value, where it is given, and the values it overrides."""
    file = settled.file
    heading = (
        language.text("project_file", path=shown_path(file, Path.cwd()))
        if file
        else language.text("no_project_file")
    )
    lines = [f"# {heading}"]
    values = {
        setting: f"{setting.name}: {_write_fileable(setting, first)}"
        for setting, (first, *_) in settled.given.items()
    }
    width = max(len(value) for value in values.values() if len(value) <= _MOST_ALIGNED)
    for setting, (first, *beaten) in settled.given.items():
        origin = _name_origin(first, language)
        others = [
            f"{_write_value(one)} ({_name_origin(one, language)})"
            for one in beaten
            if _write_value(one)
        ]
        beats = f"; {language.text('setting_beats', values=', '.join(others))}" if others else ""
        lines.append(f"{values[setting]:<{width}}  # {origin}{beats}")
    return "\n".join(lines) + "\n"


def _write_fileable(setting: Setting, given: Given) -> str:
    """Write a value; a setting that project files may not have is empty unless it is set."""
    return "" if setting.trait.barred and not given.value else _write_value(given)


def _write_value(given: Given) -> str:
    """Write a value as YAML; one that is not set is empty."""
    value: Any = given.value
    if value in (None, ""):
        return ""
    if isinstance(value, list):
        return json.dumps([safe_text(str(one)) for one in value], ensure_ascii=False)
    if isinstance(value, Enum) or not isinstance(value, str):
        return json.dumps(value)
    return json.dumps(safe_text(value), ensure_ascii=False)


def _name_origin(given: Given, language: Language) -> str:
    """Name where a value is given: a flag, a variable, or a file and its line."""
    path, line, *_ = given.location
    if not path:
        return language.text("setting_default")
    return f"{path}:{line}" if line else path
