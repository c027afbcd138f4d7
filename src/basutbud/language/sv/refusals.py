"""What is wrong with a command or a rule set, and how to mend it, in Swedish."""

from typing import Final

REFUSALS: Final[dict[str, tuple[str, str]]] = {
    # Regelverk
    "no_ruleset": ("Det finns inget regelverk `{name}`", "Ange en fil, eller ett av: {known}."),
    "duplicate_rule": ("Regeln `{rule}` står två gånger", "Ge varje regel ett eget id."),
    "unknown_service": ("Tjänsten `{service}` finns inte under services", "Rätta id:t."),
    "second_reply_rule": (
        "`{rule}` är en andra regel om svarstid",
        "Ett regelverk har högst en regel av slaget reply-time.",
    ),
    "ambiguous_name": ("`{name}` är redan ett namn på `{owner}`", "Ge varje tjänst egna namn."),
    "unknown_ground": ("Grunden `{ground}` finns inte i kalendern", "Rätta grunden."),
    "form_alternatives": (
        "`{key}` finns bara i en regel om svarstid",
        "Ta bort nyckeln, eller flytta den till regeln med `check: reply-time`.",
    ),
    "duplicate_alternative": (
        "`{alternative}` är redan ett alternativ i regeln",
        "Ge varje alternativ ett eget id.",
    ),
    "idle_alternative": (
        "Alternativet är detsamma som regeln",
        "Ange i `params` det som är annorlunda, eller ta bort alternativet.",
    ),
    "unknown_placeholder": (
        "Texten kan inte fyllas i med `{{{field}}}`",
        "Tillåtet: {known}.",
    ),
    "wrong_schema": (
        "Det är inget JSON-schema som går att tillämpa",
        "Rätta det. Bara en regels schema får hänvisa, och bara till delar av sig självt (#/…).",
    ),
    "attribute_taken": ("`{key}` kan anges för alla tjänster", "Ge attributet ett annat namn."),
    "form_mixed": (
        "`{key}` hör inte ihop med regelns övriga nycklar",
        (
            "Skriv antingen `service` eller `each_service` med `must_be` eller `must_have` (och "
            "`when`), eller `check` och `params`."
        ),
    ),
    "form_template_id": (
        "`{value}` blir samma id för varje tjänst",
        "Sätt in `{{service_id}}`, till exempel `{{service_id}}-not-offered`.",
    ),
    "not_for_all": (
        "Det kan inte krävas av `all`",
        "Skriv `each_service`, som ger en regel för varje tjänst.",
    ),
    "no_such_services": (
        "Ingen tjänst under services är `{obligation}`",
        "Ta bort regeln, eller rätta tjänsternas `obligation`.",
    ),
    "idle_override": (
        "Regeln gäller inte `{service}`, som är `{obligation}`",
        "Ta bort raderna, eller flytta dem till den regel som gäller tjänsten.",
    ),
    "unknown_attribute": (
        "Tjänsten `{service}` har inget attribut `{key}`",
        "Lägg till det under tjänstens `attributes`, eller rätta namnet.",
    ),
    "impossible_demand": (
        "Kravet på `{key}` går inte att uppfylla",
        (
            "Skriv ett värde som det kan ha; för en lista `any`, `all` eller `{{at_least: 2}}`. "
            "`all` kräver ett schema som räknar upp värdena (`enum`) och har `uniqueItems: true`."
        ),
    ),
    "no_reply_rule": (
        "Regelverket har ingen regel om svarstid, så loggar kan inte bedömas",
        "Lägg till en regel av slaget reply-time, eller granska utan loggar.",
    ),
    "calendar_missing": ("Kalendern `{file}` finns inte", "Ange en fil bredvid regelverket."),
    "calendar_unreadable": ("Kalendern går inte att läsa", "Spara den som CSV i UTF-8."),
    "calendar_header": ("Kalendern saknar rubrikrad", "Första raden ska vara date,name,ground."),
    "calendar_line": (
        "Raden beskriver ingen fridag",
        "Skriv datum (ÅÅÅÅ-MM-DD), namn och grund, åtskilda av komma.",
    ),
    "calendar_order": ("Datumet kommer före raden ovanför", "Sortera kalendern efter datum."),
    "calendar_empty": ("Kalendern har inga dagar", "Skapa den med `basutbud rules calendar`."),
    "calendar_gap": (
        "Kalendern saknar fridagar för {years}: {have} per år, mot {usual} ett vanligt år",
        "Lägg till dem (`basutbud rules calendar` skriver dem), eller avsluta kalendern före det.",
    ),
    "calendar_country": (
        "Kalendrar för `{country}` finns inte",
        "Ange en landskod ur ISO 3166, till exempel SE.",
    ),
    "calendar_backwards": ("Det sista året kommer före det första", "Ange det första året först."),
    "calendar_years": (
        "Helgdagar finns inte att hämta för alla åren {first}–{last}",
        "Välj år som täcks, för Sverige 1953–2100.",
    ),
    # Kommandorad
    "mistyped_option": ("Alternativet `{option}` finns inte", "Menas {known}?"),
    "no_such_option": ("Alternativet `{option}` finns inte", "Se `{help}`."),
    "option_takes_none": ("`{option}` tar inget värde", "Ta bort `=` och det som följer."),
    "option_lacks_value": ("`{option}` saknar värde", "Skriv det efter ett mellanslag."),
    "no_such_choice": ("`{parameter}` har inget sådant värde", "Välj bland: {known}."),
    "no_number": ("`{parameter}` är inget heltal", "Skriv ett heltal."),
    "missing_argument": ("`{parameter}` saknas", "Se `{help}`."),
    "no_such_command": ("Det finns inget sådant kommando", "Välj bland: {known}."),
    "too_many_words": (
        "Kommandoraden har för många argument",
        "Sätt citattecken runt ett argument som innehåller mellanslag. Se `{help}`.",
    ),
    "unknown_rule": ("Det finns ingen regel `{rule}`", "Se `basutbud rules list`."),
    "case_not_found": (
        "Inget ärende i loggarna har detta id",
        "Skriv id:t som det står i loggen, och ange alla loggar där ärendet kan finnas.",
    ),
    "rule_ambiguous": (
        "Flera regler handlar om `{rule}`: {rules}",
        "Ange en av dem.",
    ),
    "rule_or_logs": (
        "`explain` tar en regel, eller loggar med `--case`",
        "Skriv `basutbud explain REGEL` eller `basutbud explain --case ID LOGG`.",
    ),
    "no_rules_left": ("Inga regler är kvar att granska efter", "Ändra --select eller --ignore."),
    "unknown_format": ("Det finns inget format `{format}`", "Välj bland: {known}."),
    "format_forgotten": ("`{path}` är inget format", "Skriv `-o {format}={path}`."),
    "two_on_stdout": (
        "Bara ett format kan skrivas till skärmen",
        "Ge de andra en fil: -o json=rapport.json.",
    ),
    "binary_in_terminal": (
        "{format} är en binär fil",
        "Skriv den till en fil: -o {format}=rapport.{format}.",
    ),
    "folder_of_others": (
        "{path} innehåller annat än sidor från basutbud",
        "Ange en ny eller tom mapp.",
    ),
    "same_output": ("{path} anges två gånger", "Ge varje utdata en egen fil."),
    "output_is_input": ("{path} är en av filerna som granskas", "Skriv till en annan fil."),
    "cannot_write": (
        "{path} går inte att skriva",
        "Kontrollera att mappen finns och får skrivas, och att disken har plats.",
    ),
    "no_spark": ("Spark är inte installerat", "Kör `pip install 'basutbud[spark]'`."),
    "no_java": ("Spark hittar ingen användbar Java", "Installera Java 17+ och sätt JAVA_HOME."),
    "no_spark_master": ("Spark kan inte startas med {master}", "Rätta --spark-master."),
    "no_spark_worker": (
        "Klustret körde ingenting inom {n} sekunder",
        "Kontrollera att det har arbetsnoder med ledigt minne och lediga kärnor.",
    ),
    "no_spark_connect": (
        "Klienten för Spark Connect är inte installerad",
        "Kör `pip install 'basutbud[spark-connect]'`.",
    ),
    "spark_failed": (
        "Spark slutade innan allt var läst",
        "Lägg till -v för att se vad Spark säger. Kontrollera att klustret är igång.",
    ),
    "spark_no_room": (
        "Klustret har inget minne eller diskutrymme kvar",
        "Ge dess noder mer, eller läs färre loggar åt gången.",
    ),
    "uri_without_spark": (
        "{path} ligger på ett kluster, som bara Spark läser",
        "Lägg till --engine spark, eller ange en fil på den här datorn.",
    ),
    "bad_date": ("`{value}` är inget datum", "Skriv ÅÅÅÅ-MM-DD."),
    "bad_period": ("--from ligger efter --to", "Byt plats på dem."),
    "outside_calendar": (
        "{date} ligger utanför kalendern ({first}–{last})",
        "Välj ett datum däremellan, eller förläng regelverkets kalender.",
    ),
    "bad_column": (
        "`{value}` pekar inte ut en kolumn",
        'Skriv till exempel --column received="Inkom datum"; roller: {known}.',
    ),
    "bad_delimiter": ("`{value}` är inget skiljetecken", "Välj bland: {known}."),
    "bad_encoding": ("Teckenkodningen `{value}` stöds inte", "Välj bland: {known}."),
    "bad_tolerance": ("`{value}` är inget antal", "Skriv ett antal, eller en andel som 2%."),
    "bad_list": ("{path} slutar inte på något av {known}", "Välj en sådan ändelse."),
    "bad_memory": (
        "`{value}` duger inte som minnesgräns",
        "Skriv till exempel 500MiB eller 2GiB, minst 200MiB.",
    ),
    "master_without_spark": ("--spark-master fungerar bara med Spark", "Lägg till --engine spark."),
    "quiet_and_verbose": ("`-q` och `-v` säger emot varandra", "Ange en av dem."),
    "stdin_once": (
        "`-` är standard in och kan bara anges en gång",
        "Ange de andra filerna med namn.",
    ),
    "period_past_date": (
        "Perioden slutar {last}, efter granskningsdagen ({as_of})",
        "",
    ),
    "cases_past_date": (
        (
            "Loggarna har ärenden hos {n} enhet som kom in efter granskningsdagen ({as_of}), "
            "det senaste {last}"
            "|Loggarna har ärenden hos {n} enheter som kom in efter granskningsdagen ({as_of}), "
            "det senaste {last}"
        ),
        "",
    ),
    "clinics_left_out": (
        "{n} mottagning utelämnad (--provider)|{n} mottagningar utelämnade (--provider)",
        "",
    ),
    "pattern_unmet": ("{option} {pattern} träffar ingen fil", "Kontrollera stavning och sökväg."),
    "bad_pattern": (
        "`{value}` är inget mönster",
        "Skriv en fils eller mapps namn, en sökväg, eller ett mönster som i .gitignore.",
    ),
    "own_files": ("Basutbuds egna filer granskas inte: {paths}", ""),
    "ids_recur": (
        "Ärende-id:n som återkommer med andra inkomstdagar, och räknas som flera ärenden: {n}",
        "",
    ),
    "units_by_name": (
        "Mottagningar som loggarna anger med namn har kopplats till sitt HSA-id: {pairs}",
        "",
    ),
    "files_neither_n": (
        (
            "{n} fil är varken mottagningsfil eller ärendelogg"
            "|{n} filer är varken mottagningsfiler eller ärendeloggar"
        ),
        "",
    ),
    "files_left_out": (
        "{n} fil utelämnad (--include/--exclude)|{n} filer utelämnade (--include/--exclude)",
        "",
    ),
}
