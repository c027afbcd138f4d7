"""Swedish: every word in one table of texts and one of problems, each room's in its own file."""

from basutbud.language.sv import (
    charts,
    commandline,
    comparing,
    files,
    logforms,
    overtime,
    page,
    problems,
    refusals,
    shared,
    sheet,
    terminal,
)

TEXTS = (
    terminal.TEXTS
    | shared.TEXTS
    | page.TEXTS
    | charts.TEXTS
    | sheet.TEXTS
    | commandline.TEXTS
    | comparing.TEXTS
    | overtime.TEXTS
)
PROBLEMS = (
    comparing.PROBLEMS
    | problems.PROBLEMS
    | files.PROBLEMS
    | logforms.PROBLEMS
    | overtime.PROBLEMS
    | refusals.REFUSALS
    | commandline.PROBLEMS
)
