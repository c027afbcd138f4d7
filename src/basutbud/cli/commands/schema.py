"""``basutbud schema``: the JSON Schemas, for editors and for programs that read reports."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from basutbud.cli import options as o
from basutbud.cli.guard import ExitCode, guarded


class Name(StrEnum):
    """What there is a schema of."""

    CLINIC = "clinic"
    RULESET = "ruleset"
    WAIVERS = "waivers"
    BASELINE = "baseline"
    PROJECT = "project"
    REPORT = "report"
    DIFF = "diff"
    TREND = "trend"


@guarded
def schema(
    name: Annotated[Name, typer.Argument(metavar="NAME")],
    *,
    rules: o.Rules = o.DEFAULT_RULES,
    lang: o.Language = None,  # noqa: ARG001 - errors are written in it
) -> ExitCode:
    """Print the JSON Schema of a clinic file (by a rule set), a rule set, or what else is named."""
    from importlib.resources import files

    from basutbud.cli import terminal
    from basutbud.cli.settings.table import project_schema
    from basutbud.clinicfile.reader import clinic_schema
    from basutbud.rulesetfile.loader import load_ruleset, ruleset_schema
    from basutbud.waiverfile import waivers_schema

    ruleset = load_ruleset(rules)
    match name:
        case Name.CLINIC:
            shaped = clinic_schema(ruleset)
        case Name.RULESET:
            shaped = ruleset_schema()
        case Name.WAIVERS:
            shaped = waivers_schema()
        case Name.PROJECT:
            shaped = project_schema()
        case Name.REPORT | Name.BASELINE | Name.DIFF | Name.TREND:
            shipped = files("basutbud.schemas").joinpath(f"{name}.json")
            shaped = json.loads(shipped.read_bytes())
    terminal.write_stdout(json.dumps(shaped, ensure_ascii=False, indent=2) + "\n")
    return ExitCode.PASSED
