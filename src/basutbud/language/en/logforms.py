"""What is wrong with the form of a log: workbook, packing, encoding; how to mend it, in English."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "log_broken_archive": (
        "The packed file cannot be unpacked in full",
        "Copy or export it again.",
    ),
    "log_broken_workbook": (
        "The workbook cannot be read",
        "Open it in a spreadsheet program and save it as XLSX again, without a password.",
    ),
    "log_no_sheet": (
        "The workbook has no such sheet; it has {known}",
        "Name the sheets to read with --sheet, which may be repeated.",
    ),
    "log_no_log_sheet": (
        "None of the workbook's sheets is a case log: {known}",
        "Name the sheet of the log with --sheet. If it is not a log, use --exclude.",
    ),
    "log_hidden_sheets": (
        "All of the workbook's sheets are hidden: {known}",
        "Unhide the sheet of the log in a spreadsheet program, or name it: --sheet.",
    ),
    "sheet_nowhere": (
        "No workbook has a sheet called {name}; the sheets are {known}",
        "Correct the sheet's name (--sheet).",
    ),
    "sheet_columns_missing": (
        "The sheet looks like a case log, but lacks columns ({missing}); it has {found}",
        (
            'Export them, or name them: --column {role}="Header". If it is not a log, name the '
            "sheets of logs with --sheet."
        ),
    ),
    "sheet_no_header": (
        "The sheet looks like a case log, but no header line was recognised",
        "Give it the headers {missing}. If it is not a log, name the sheets of logs with --sheet.",
    ),
    "log_swollen_workbook": (
        "The workbook unpacks to an unreasonable size, and is not read",
        "Save it again in a spreadsheet program, or export as CSV.",
    ),
    "log_other_form": (
        "The file is {kind}, which is not read",
        "Save the cases as XLSX, CSV or Parquet.",
    ),
    "log_archive": (
        "The file is an archive ({kind}), which is not read",
        "Unpack it and audit the files in it.",
    ),
    "log_packed_otherwise": (
        "The file is packed with {kind}, which is not read",
        "Unpack it, or pack it with gzip or zstd.",
    ),
    "log_cut_off": (
        "The file is cut off: it ends in characters that were never written (NUL)",
        "Copy or export it again, whole.",
    ),
    "row_date_as_id": (
        "The case id in {column} has become a date in a spreadsheet program",
        "Format the column as text at the source, and export again.",
    ),
    "row_merged_cell": (
        "The row lies in a merged cell, so that its values are unclear",
        "Unmerge the cell in a spreadsheet program, and fill in every row.",
    ),
    "hidden_sheets": (
        (
            "A hidden sheet of {path} was not read: {names}"
            "|Hidden sheets of {path} were not read: {names}"
        ),
        "",
    ),
    "hidden_logs": (
        (
            "A hidden sheet of {path} with a case log was not read: {names} (--sheet reads it)"
            "|Hidden sheets of {path} with case logs were not read: {names} (--sheet reads them)"
        ),
        "",
    ),
    "sheets_left_out": (
        (
            "A sheet of {path} is left out (--sheet): {names}"
            "|Sheets of {path} are left out (--sheet): {names}"
        ),
        "",
    ),
    "sheets_no_logs": (
        "A sheet of {path} is not a case log: {names}|Sheets of {path} are not case logs: {names}",
        "",
    ),
    "log_encoding": (
        "The file's encoding cannot be read",
        "Save the log as UTF-8, or give the right --encoding.",
    ),
    "log_mixed_encodings": (
        "The log mixes encodings: åäö are written in two ways",
        "Export the parts separately, or give --encoding.",
    ),
    "log_encoding_unclear": (
        ("The log's encoding is uncertain: {presumed} was presumed, but {likely} is also likely"),
        "Save the log as UTF-8, or give its encoding: --encoding {likely} or {presumed}.",
    ),
    "log_other_encoding": (
        "The log was read as {presumed}, but its letters are those of {likely}",
        "Give --encoding {likely}, or save the log as UTF-8.",
    ),
    "log_garbled": (
        (
            "The letters in {part} are garbled: text in {likely} was read as {wrongly} before "
            "the log was saved (it was read here as {presumed})"
        ),
        "Export the log again as UTF-8, from a source where its text is still right.",
    ),
    "log_garbled_cells": (
        (
            "The letters in {part} are garbled: text in {likely} was read as {wrongly} before "
            "the log was saved"
        ),
        "Export the log again, from a source where its text is still right.",
    ),
    "log_letters_lost": (
        "Letters in {part} are lost: other characters stand in place of å, ä and ö",
        "Export the log again as UTF-8, from a source where its text is still right.",
    ),
    "log_letters_escaped": (
        "Letters in {part} are written as codes, as in web pages and addresses",
        "Export the log again as plain text in UTF-8.",
    ),
    "log_seven_bits": (
        "Letters in {part} are written as brackets, in an old encoding of 7 bits",
        "Export the log again as UTF-8.",
    ),
}
