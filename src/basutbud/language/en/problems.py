"""What is wrong with what a file holds, and how to mend it, in English, for each code."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "other": (
        "The content does not follow the rules for the file",
        "Compare with the examples in the README.",
    ),
    # YAML
    "empty_file": ("The file is empty", "Fill in the file, or remove it."),
    "file_too_large": (
        "The file is larger than {bytes} bytes",
        "Split the file.",
    ),
    "not_utf8": ("The line is not text in UTF-8", "Save the file as UTF-8."),
    "yaml_tab": ("The line is indented with a tab", "Replace the tab with spaces."),
    "yaml_quote": (
        "The quotation mark here is never closed",
        "Put a quotation mark where the text ends.",
    ),
    "yaml_colon": (
        "The colon is misplaced or missing",
        "Write `key: value`; put a text that has a colon in quotation marks.",
    ),
    "yaml_indent": (
        "The indentation does not match the lines above",
        "Give keys on the same level the same indentation.",
    ),
    "yaml_bracket": (
        "The bracket or brace is never closed",
        "Put `]` or `}}` where the list ends, and commas between its parts.",
    ),
    "yaml_alias": ("The reference leads nowhere", "Write out the value instead of `*name`."),
    "yaml_merge": (
        "Merge keys (`<<`) are not read",
        "Write out the lines that the reference stands for instead.",
    ),
    "yaml_space": (
        "The line has an unusual kind of space",
        "Replace it with an ordinary space; others often come with text from Word or a web page.",
    ),
    "yaml_tag": ("YAML tags (`!`) are not accepted", "Remove the tag."),
    "yaml_control": (
        "The file contains control characters",
        "Remove them, or save the file as UTF-8.",
    ),
    "yaml_syntax": ("The line cannot be read as YAML", "Compare with the examples in the README."),
    "second_document": ("A second document starts here", "Put it in a file of its own."),
    "too_deep": ("The content is nested too deeply", "Use fewer levels."),
    "too_many_nodes": (
        "The file has more than {most} values",
        "Split the file.",
    ),
    "key_not_text": ("A key must be text", "Write `key: value`."),
    "duplicate_key": ("`{key}` appears twice, first on line {first}", "Keep one of them."),
    # Schema
    "unknown_key": ("Unknown key: `{key}`", "Correct the spelling or remove the line."),
    "key_in_swedish": ("Unknown key: `{key}`", "Keys are in English."),
    "service_unknown": (
        "`{key}` is not one of the decision's services",
        "Correct the name. The clinic's own services belong under `other_services`.",
    ),
    "service_outside": (
        "`{key}` belongs under `services`",
        "Indent the line by two spaces, under `services:`.",
    ),
    "missing_key": ("`{key}` is missing", "Add `{key}: …`."),
    "no_value": ("`{key}` has no value", "Allowed: {allowed}."),
    "not_allowed": ("`{key}` cannot be `{value}`", "Allowed: {allowed}."),
    "form_iso_date": ("`{key}` is not a valid date: `{value}`", "Write YYYY-MM-DD."),
    "form_hsa_id": (
        "`{value}` is not an HSA-id",
        "An HSA-id is SE, ten digits, a hyphen and 1–18 letters or digits.",
    ),
    "form_name": ("`{key}` is empty", "Write the name of the clinic."),
    "form_id": ("`{value}` is not a valid id", "Use lower-case letters a–z, digits and hyphens."),
    "form_attribute": (
        "`{value}` is not a valid attribute",
        "Use lower-case letters a–z, digits and underscores.",
    ),
    "form_json_pointer": ("`{value}` is not a JSON pointer", "Write for example /services/name."),
    "type_string": ("`{key}` must be text", "Write a text."),
    "type_quote": ("`{key}` must be text, not a number", "Put the value in quotation marks."),
    "type_boolean": ("`{key}` must be true or false", "Write `true` or `false`."),
    "type_object": ("`{key}` must be keys with values", "Write `key: value`."),
    "type_array": ("`{key}` must be a list", "Write `[one, two]`."),
    "type_integer": ("`{key}` must be a whole number", "Write a whole number."),
    "type_number": ("`{key}` must be a number", "Write a number, with a point before decimals."),
    "agreement_of_region": (
        "`agreement` is for private providers only",
        "Remove `agreement`, or write `provider: private`.",
    ),
    "schema_minLength": ("`{key}` is too short", "Fill in a value."),
    "schema_minItems": ("`{key}` has too few values", "Give at least {limit}."),
    "schema_minProperties": ("`{key}` has too few keys", "Give at least {limit}."),
    "schema_uniqueItems": ("`{key}` has the same value twice", "Keep one of them."),
    "schema_minimum": ("`{key}` is too small", "At least {limit}."),
    "schema_maximum": ("`{key}` is too large", "At most {limit}."),
    "schema_exclusiveMaximum": ("`{key}` is too large", "Less than {limit}."),
    # Clinic
    "same_service": ("`{key}` is the same service as on line {first}", "Keep one of the lines."),
    "hsa_id_person": (
        "The HSA-id belongs to a person (P), not to a clinic",
        "Give the HSA-id of the unit.",
    ),
    "hsa_id_check_digit": (
        "The check digit in `{value}` is wrong",
        "The tenth digit should be {digit}; check the organisation number.",
    ),
    "same_hsa_id": ("The HSA-id {hsa_id} is already in {other}", "Keep one file per clinic."),
    # Case logs
    "log_broken_parquet": (
        "The Parquet file cannot be read",
        "Copy or export it again.",
    ),
    "log_column_type": (
        "The column {column} ({missing}) has the Parquet type {type}, which cannot be read there",
        'Export it as text, or name another column: --column {role}="Header".',
    ),
    "log_column_bytes": (
        "The column {column} holds bytes that are not text in UTF-8",
        "Export it as text.",
    ),
    "log_no_zone": (
        "The file does not say whether the times in {names} are UTC or local ({type})",
        (
            "Say which with --timestamp-zone UTC or --timestamp-zone Europe/Stockholm, or export "
            "them as TIMESTAMP."
        ),
    ),
    "log_times_as_numbers": (
        "The times in {names} are numbers, not dates",
        "Export them as TIMESTAMP, or as text: YYYY-MM-DD HH:MM.",
    ),
    "log_no_lines": (
        "The file has no lines that can be read",
        "Check that it is a case log, and export it again.",
    ),
    "log_empty": ("The log is empty", "Export the log again, with a header line."),
    "log_changed": (
        "The log changed while it was read",
        "Audit again when its export is done.",
    ),
    "log_is_own_table": (
        "This is a list that basutbud wrote, not a case log",
        "Move it, or leave it out with --exclude.",
    ),
    "log_no_header": (
        "No header line was recognised in the log",
        (
            "Export it with the headers {missing}, or name the columns: "
            '--column ROLE="Header". If it is not a log, use --exclude.'
        ),
    ),
    "log_columns_missing": (
        "This is not a case log: columns are missing ({missing}); the columns found are {found}",
        'Export them, or name them: --column {role}="Header". If it is not a log, use --exclude.',
    ),
    "log_unit_missing": (
        "The log does not say which unit the cases belong to; the columns found are {found}",
        (
            'Name the column: --column {role}="Header". If all cases are one clinic\'s, list '
            "the log in the clinic file's `case_logs`, or put it beside that file, named like it."
        ),
    ),
    "column_nowhere": (
        "No log has the column `{header}` that --column {role} names",
        "Write the header as it stands in the log, or leave --column {role} out.",
    ),
    "log_columns_alike": (
        "Several columns are called {names}, so that it is unclear which is {missing}",
        "Give them different headers at the source and export again.",
    ),
    "log_columns_ambiguous": (
        "Several columns could be {missing}: {names}",
        'Choose one of them: --column {role}="Header in the file".',
    ),
    "log_ids_shared": (
        (
            "The values in {column} are probably not case ids: most rows share theirs, on the same "
            "day, with other case types, and so count as the same cases"
        ),
        'Name the column of the case ids: --column {role}="Header in the file".',
    ),
    "row_no_value": (
        "The field {column} holds a mark for a missing value instead of being empty",
        'Export missing values as empty fields (pandas: `na_rep=""`, R: `na = ""`).',
    ),
    "row_missing": (
        "The field {column} is empty",
        "Fill in the value at its source and export again.",
    ),
    "row_person": (
        "The field {column} holds a person's HSA-id",
        "Give the unit's HSA-id; the log must not contain staff.",
    ),
    "row_not_hsa_id": (
        "The field {column} holds neither an HSA-id nor the name of an audited clinic",
        "Give the unit's HSA-id. If the log is one clinic's, remove the column.",
    ),
    "row_name_of_several": (
        "The field {column} holds a name that several audited clinics have",
        "Give the unit's HSA-id.",
    ),
    "row_impossible_date": (
        "The date in the field {column} does not exist",
        "Correct the date at its source.",
    ),
    "row_outside_calendar": (
        "The date in the field {column} lies outside the calendar",
        "Check the year, or extend the rule set's calendar.",
    ),
    "row_day_first_date": (
        "The date in the field {column} can be read two ways (day, month, year)",
        "Export dates as YYYY-MM-DD.",
    ),
    "row_unreadable_date": (
        "The time in the field {column} cannot be read",
        "Write YYYY-MM-DD HH:MM, for example 2016-01-28 08:05.",
    ),
    "row_error_cell": (
        "The field {column} holds a spreadsheet's error instead of a value",
        "Mend the cell at its source and export again.",
    ),
    "row_formula_cell": (
        "The field {column} holds a formula whose value the file does not hold",
        "Open the workbook in a spreadsheet program, save it, and audit it again.",
    ),
    "row_long_number": (
        "The number in {column} has been, or may have been, rounded by a spreadsheet",
        "Format the column as text at the source, and export again.",
    ),
    "row_scientific_id": (
        "The case id in {column} is written as a power of ten, so its last digits are lost",
        "Format the column as text at the source, and export again.",
    ),
    "row_ambiguous_quotes": (
        "The row is between quotation marks that may enclose one text, or be unpaired",
        'Double each quotation mark in a text ("") and put the text in quotation marks.',
    ),
    "row_too_few_fields": (
        "The row has fewer fields than the header's {width}",
        "Check the delimiters and quotation marks in the row.",
    ),
    "row_too_many_fields": (
        "The row has more fields than the header's {width}",
        (
            "Put text that contains the delimiter in quotation marks."
            " In a workbook: empty the cells to the right of the header."
        ),
    ),
    "row_stray_quote": (
        "The row has a quotation mark without a partner",
        'Double each quotation mark in a text ("") and put the text in quotation marks.',
    ),
    "row_bad_bytes": (
        "The row has characters that are not text in {encoding}, which the log was read as",
        "Export again as UTF-8, or give the right --encoding.",
    ),
    "row_nul": ("The row contains NUL characters", "Export again."),
    "row_too_long": ("The row is unreasonably long", "Check the quotation marks, or export again."),
}
