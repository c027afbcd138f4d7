"""What is wrong with files as such, and how to mend it, in English."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "missing": ("The file or folder does not exist", "Check the spelling and the path."),
    "no_permission": ("You have no permission to read the file", "Make the file readable."),
    "spark_not_read": (
        "The file is {kind}, which a cluster does not read",
        "Save it as CSV (plain or .gz) or Parquet, or use --engine duckdb.",
    ),
    "spark_hidden": (
        "Spark passes over files whose names begin with _ or .",
        "Rename the file, or use --engine duckdb.",
    ),
    "no_file_system": (
        "The cluster has nothing that reads this kind of address",
        "Add its library to the cluster (hadoop-aws for s3a, hadoop-azure for abfss).",
    ),
    "storage_no_answer": (
        "The storage does not answer",
        "Check the address, and that the cluster reaches it.",
    ),
    "not_a_file": ("This is not a regular file", "Name a file or a folder."),
    "is_folder": ("This is a folder, not a file", "Give a file."),
    "no_room": (
        "Neither memory nor the temporary folder has room for the log",
        "Free some space, raise --memory-limit, or name a larger folder in TMPDIR.",
    ),
    "unreadable": ("The file cannot be read", "Check the disk, or fetch the file again."),
    "is_clinic_file": (
        "This is a clinic file, not a log",
        "Audit it with `basutbud audit`, but not after --cases.",
    ),
    "unknown_kind": (
        "The file is neither a clinic file nor a case log",
        (
            "Clinic files end in .yaml or .yml, logs in .csv, .tsv, .xlsx or .parquet; .csv and "
            ".tsv may be packed (.gz, .zst). For a log with another name, use --cases."
        ),
    ),
    "unread_kind": (
        "The file is of a kind that is not read, but it may be a case log",
        "Save it as .xlsx or .csv. If it is not a log, use --exclude.",
    ),
    "unread_log": (
        "The file looks like a case log, but its name does not say so, and it is not read",
        (
            "Let its name end in {ending}, or name the file itself (in `audit` with --cases). If "
            "it is not a log, use --exclude."
        ),
    ),
    "unread_clinic": (
        "The file looks like a clinic file, but its name does not say so, and it is not read",
        "Let its name end in {ending}. If it is not a clinic, use --exclude.",
    ),
    "unread_packed": (
        "The file is packed in a way that is not read, and may hold case logs or clinic files",
        (
            "Unpack it; a log by itself may be packed as .csv.gz or .csv.zst. If it is neither, "
            "use --exclude."
        ),
    ),
    "nothing_to_audit": (
        "There is nothing to audit",
        "Give a file or a folder with clinic files (.yaml), or --allow-empty.",
    ),
    "nothing_to_scan": (
        "There are no cases to judge",
        (
            "Name a file or a folder of logs (.csv, .tsv, .xlsx, .parquet) that hold rows, or give "
            "--allow-empty."
        ),
    ),
    "nothing_judged": (
        (
            "The only row of the logs could not be judged: {became}"
            "|None of the {n} rows of the logs could be judged: {became}"
        ),
        "{hints}",
    ),
    "no_case_of_clinics": (
        (
            "The only case that could be judged belongs to no audited clinic"
            "|None of the {n} cases that could be judged belongs to an audited clinic"
        ),
        ("Check that logs and clinic files have the same HSA-ids, or give these clinics' logs."),
    ),
    "no_log": (
        "{clinic} has no case log with cases",
        "Name the log too, list it under `case_logs`, or leave out --require-logs.",
    ),
    "case_log_missing": (
        "The case log named here does not exist",
        "Give its path relative to the clinic file.",
    ),
    "case_log_is_folder": (
        "The case log named here is a folder",
        "Name the logs that it holds, file by file.",
    ),
}
