"""What is wrong with the letters of a log, and how to mend it, in English."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
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
