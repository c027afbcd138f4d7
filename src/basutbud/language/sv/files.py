"""What is wrong with files as such, and how to mend it, in Swedish."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "missing": ("Filen eller mappen finns inte", "Kontrollera stavning och sökväg."),
    "no_permission": ("Du saknar rättighet att läsa filen", "Ge läsrättighet till filen."),
    "spark_not_read": (
        "Filen är {kind}, vilket ett kluster inte läser",
        "Spara den som CSV (vanlig eller .gz) eller Parquet, eller använd --engine duckdb.",
    ),
    "spark_hidden": (
        "Spark hoppar över filer vars namn börjar med _ eller .",
        "Döp om filen, eller använd --engine duckdb.",
    ),
    "no_file_system": (
        "Klustret saknar det som läser den här sortens adress",
        "Lägg till dess bibliotek på klustret (hadoop-aws för s3a, hadoop-azure för abfss).",
    ),
    "storage_no_answer": (
        "Lagringen svarar inte",
        "Kontrollera adressen, och att klustret når den.",
    ),
    "not_a_file": ("Det är ingen vanlig fil", "Ange en fil eller en mapp."),
    "is_folder": ("Det är en mapp, inte en fil", "Ange en fil."),
    "no_room": (
        "Varken minnet eller den tillfälliga mappen rymmer loggen",
        "Frigör utrymme, höj --memory-limit, eller ange en större mapp i TMPDIR.",
    ),
    "unreadable": ("Filen går inte att läsa", "Kontrollera disken eller hämta filen på nytt."),
    "is_clinic_file": (
        "Det är en mottagningsfil, ingen logg",
        "Granska den med `basutbud audit`, men inte efter --cases.",
    ),
    "unknown_kind": (
        "Filen är varken en mottagningsfil eller en ärendelogg",
        (
            "Mottagningsfiler slutar på .yaml eller .yml, loggar på .csv, .tsv, .xlsx eller "
            ".parquet, de första två också packade (.gz, .zst). En logg som heter "
            "något annat: --cases."
        ),
    ),
    "unread_kind": (
        "Filen är av ett slag som inte läses, men kan vara en ärendelogg",
        "Spara den som .xlsx eller .csv. Är det ingen logg: --exclude.",
    ),
    "unread_log": (
        "Filen ser ut som en ärendelogg, men namnet säger det inte, så den läses inte",
        (
            "Låt namnet sluta på {ending}, eller ange filen själv (i `audit` med --cases). Är det "
            "ingen logg: --exclude."
        ),
    ),
    "unread_clinic": (
        "Filen ser ut som en mottagningsfil, men namnet säger det inte, så den läses inte",
        "Låt namnet sluta på {ending}. Är det ingen mottagning: --exclude.",
    ),
    "unread_packed": (
        "Filen är packad på ett sätt som inte läses, och kan rymma ärendeloggar eller mottagningar",
        (
            "Packa upp den; en logg för sig får vara packad som .csv.gz eller .csv.zst. Är det "
            "ingetdera: --exclude."
        ),
    ),
    "nothing_to_audit": (
        "Det finns inget att granska",
        "Ange en fil eller en mapp med mottagningsfiler (.yaml), eller --allow-empty.",
    ),
    "nothing_to_scan": (
        "Det finns inga ärenden att bedöma",
        (
            "Ange en fil eller en mapp med loggar (.csv, .tsv, .xlsx, .parquet) som har rader, "
            "eller --allow-empty."
        ),
    ),
    "nothing_judged": (
        (
            "Den enda raden i loggarna kunde inte bedömas: {became}"
            "|Ingen av de {n} raderna i loggarna kunde bedömas: {became}"
        ),
        "{hints}",
    ),
    "no_case_of_clinics": (
        (
            "Det enda ärendet som kunde bedömas hör inte till någon granskad mottagning"
            "|Inget av de {n} ärenden som kunde bedömas hör till en granskad mottagning"
        ),
        (
            "Kontrollera att loggar och mottagningsfiler har samma HSA-id:n, eller ange dessa "
            "mottagningars loggar."
        ),
    ),
    "no_log": (
        "{clinic} har ingen ärendelogg med ärenden",
        "Ange loggen också, nämn den i `case_logs`, eller utelämna --require-logs.",
    ),
    "case_log_missing": (
        "Ärendeloggen som nämns här finns inte",
        "Ange sökvägen i förhållande till mottagningsfilen.",
    ),
    "case_log_is_folder": (
        "Ärendeloggen som nämns här är en mapp",
        "Ange loggarna som ligger i den, fil för fil.",
    ),
}
