"""Swedish: every word in one table of texts and one of problems, each room's in its own file."""

from basutbud.language.sv import (
    exchange,
    letters,
    page,
    problems,
    refusals,
    shared,
    sheet,
    terminal,
)

TEXTS = terminal.TEXTS | shared.TEXTS | page.TEXTS | sheet.TEXTS | exchange.TEXTS
PROBLEMS = problems.PROBLEMS | letters.LETTERS | refusals.REFUSALS
