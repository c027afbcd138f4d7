"""The options, each declared once, shared by the commands that take them.

``cli.settings`` makes of each a setting that a variable and the project file give too. What each is
for is said by ``cli.help``.
"""

from __future__ import annotations

from typing import Annotated, Final

import typer

from basutbud.cli.choices import Color, EngineName, Lang, Part, Relative, Trait, Zone
from basutbud.cli.help import Panel
from basutbud.model.vocabulary import CsvDialect, FailOn, GroupBy, Provider

DEFAULT_RULES: Final = "vgr-hs-20-2016"
"""The packaged rule set that is used unless another is named."""
DEFAULT_MEMORY: Final = "1GiB"
"""What ``EngineOptions`` has by itself, said here so that help need not load it."""

Paths = Annotated[list[str], typer.Argument(metavar="PATH..."), Trait(Relative.PATH)]
Logs = Annotated[list[str], typer.Argument(metavar="LOG..."), Trait(Relative.PATH)]
MoreLogs = Annotated[list[str], Panel.WHAT.option("--cases", metavar="PATH"), Trait(Relative.PATH)]
Include = Annotated[
    list[str], Panel.WHAT.option("--include", metavar="PATTERN"), Trait(Relative.PATTERN)
]
Exclude = Annotated[
    list[str], Panel.WHAT.option("--exclude", metavar="PATTERN"), Trait(Relative.PATTERN)
]
OnlyProvider = Annotated[Provider | None, Panel.WHAT.option("--provider")]
Select = Annotated[list[str], Panel.WHAT.option("--select", metavar="RULE")]
Ignore = Annotated[list[str], Panel.WHAT.option("--ignore", metavar="RULE")]
AllowEmpty = Annotated[bool, Panel.WHAT.option("--allow-empty")]
ListFiles = Annotated[bool, Panel.WHAT.option("--list-files"), Trait(flag_only=True)]
AsOf = Annotated[
    str | None, Panel.WHEN.option("--as-of", metavar="YYYY-MM-DD"), Trait(barred="barred_as_of")
]
RefusePastAsOf = Annotated[bool, Panel.WHEN.option("--refuse-past-as-of")]
AsIfInForce = Annotated[bool, Panel.WHEN.option("--as-if-in-force")]
From = Annotated[str | None, Panel.WHEN.option("--from", metavar="YYYY-MM-DD")]
To = Annotated[str | None, Panel.WHEN.option("--to", metavar="YYYY-MM-DD")]
Rules = Annotated[str, Panel.POLICY.option("--rules", metavar="FILE|ID"), Trait(Relative.RULE_SET)]
Waivers = Annotated[
    str | None, Panel.POLICY.option("--waivers", metavar="FILE"), Trait(Relative.PATH)
]
NoWaivers = Annotated[bool, Panel.POLICY.option("--no-waivers"), Trait(barred="barred_no_waivers")]
AllowIncomparable = Annotated[
    bool, Panel.POLICY.option("--allow-incomparable"), Trait(barred="barred_allow_incomparable")
]
BaselineOf = Annotated[
    str | None, Panel.POLICY.option("--baseline", metavar="REPORT.json"), Trait(Relative.PATH)
]
WorseBy = Annotated[str, Panel.POLICY.option("--worse-by", metavar="POINTS")]
FailAt = Annotated[FailOn, Panel.POLICY.option("--fail-on")]
Rulings = Annotated[bool, Panel.POLICY.option("--rulings")]
Output = Annotated[
    list[str],
    Panel.OUTPUT.option("-o", "--output", metavar="FORMAT[=PATH]"),
    Trait(Relative.OUTPUT),
]
OwnOutput = Annotated[
    list[str],
    Panel.OUTPUT.option("-o", "--output", metavar="FORMAT[=PATH]"),
    Trait(flag_only=True),
]
"""The formats of a command that has its own, so that no project file gives them."""
CaseList = Annotated[
    str | None, Panel.OUTPUT.option("--case-list", metavar="PATH"), Trait(Relative.PATH)
]
SplitBy = Annotated[
    tuple[Part, str] | None,
    Panel.OUTPUT.option("--split-by", metavar="clinic DIR"),
    Trait(flag_only=True),
]
Title = Annotated[str, Panel.OUTPUT.option("--title", metavar="TEXT")]
Contact = Annotated[str, Panel.OUTPUT.option("--contact", metavar="TEXT")]
GroupedBy = Annotated[GroupBy, Panel.OUTPUT.option("--group-by")]
CsvWritten = Annotated[CsvDialect, Panel.OUTPUT.option("--csv-dialect")]
ShowPassed = Annotated[bool, Panel.OUTPUT.option("--show-passed")]
NoCaseIds = Annotated[bool, Panel.OUTPUT.option("--no-case-ids")]
Language = Annotated[Lang | None, Panel.DISPLAY.option("--lang")]
Colored = Annotated[Color, Panel.DISPLAY.option("--color")]
NoProgress = Annotated[bool, Panel.DISPLAY.option("--no-progress")]
Brief = Annotated[bool, Panel.DISPLAY.option("--brief")]
Quiet = Annotated[bool, Panel.DISPLAY.option("-q", "--quiet")]
Verbose = Annotated[bool, Panel.DISPLAY.option("-v", "--verbose")]
Column = Annotated[list[str], Panel.LOGS.option("--column", metavar="ROLE=HEADER")]
Delimiter = Annotated[str | None, Panel.LOGS.option("--delimiter", metavar="CHAR")]
Encoding = Annotated[str | None, Panel.LOGS.option("--encoding", metavar="NAME")]
Sheet = Annotated[list[str], Panel.LOGS.option("--sheet", metavar="NAME")]
TimestampZone = Annotated[Zone | None, Panel.LOGS.option("--timestamp-zone")]
Engine = Annotated[EngineName, Panel.LOGS.option("--engine")]
SparkMaster = Annotated[str | None, Panel.LOGS.option("--spark-master", metavar="URL")]
MemoryLimit = Annotated[str, Panel.LOGS.option("--memory-limit", metavar="SIZE")]
Rejects = Annotated[
    str | None, Panel.OUTPUT.option("--rejects", metavar="PATH"), Trait(Relative.PATH)
]
MaxRejected = Annotated[str, Panel.LOGS.option("--max-rejected", metavar="N|N%")]
RequireLogs = Annotated[bool, Panel.LOGS.option("--require-logs")]
