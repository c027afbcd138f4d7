"""Swedish."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "other": ("Innehållet följer inte reglerna för filen", "Jämför med exemplen i README."),
    # Filer
    "missing": ("Filen eller mappen finns inte", "Kontrollera stavning och sökväg."),
    "no_permission": ("Filen får inte läsas", "Ge läsrättighet till filen."),
    "is_folder": ("Det är en mapp, inte en fil", "Ange en fil."),
    "unreadable": ("Filen går inte att läsa", "Kontrollera disken eller hämta filen på nytt."),
    "unknown_kind": (
        "Filen är varken en mottagningsfil eller en ärendelogg",
        "Mottagningsfiler slutar på .yaml eller .yml, loggar på .csv eller .tsv.",
    ),
    "nothing_to_audit": (
        "Det finns inget att granska",
        "Ange en fil eller en mapp med mottagningsfiler (.yaml), eller --allow-empty.",
    ),
    "nothing_to_scan": (
        "Det finns inga ärenden att bedöma",
        "Ange en fil eller en mapp med loggar (.csv, .tsv) som har rader, eller --allow-empty.",
    ),
    "no_log": (
        "{clinic} har ingen ärendelogg med ärenden",
        "Ange loggen också, nämn den i `case_logs`, eller utelämna --require-logs.",
    ),
    "case_log_missing": (
        "Ärendeloggen som nämns här finns inte",
        "Ange sökvägen i förhållande till mottagningsfilen.",
    ),
    # YAML
    "empty_file": ("Filen är tom", "Fyll i mottagningen eller ta bort filen."),
    "file_too_large": ("Filen är större än {bytes} byte", "Dela filen: en mottagning per fil."),
    "not_utf8": ("Raden är inte text i UTF-8", "Spara filen som UTF-8."),
    "yaml_tab": ("Raden är indragen med tabb", "Byt tabben mot mellanslag."),
    "yaml_quote": ("Citattecknet här avslutas aldrig", "Sätt ett citattecken där texten slutar."),
    "yaml_colon": (
        "Kolonet står fel eller saknas",
        "Skriv `nyckel: värde`; sätt en text med kolon inom citattecken.",
    ),
    "yaml_indent": (
        "Indraget stämmer inte med raderna ovanför",
        "Ge nycklar på samma nivå samma indrag.",
    ),
    "yaml_bracket": (
        "Klammern eller parentesen avslutas aldrig",
        "Sätt `]` eller `}}` där listan slutar, och komma mellan delarna.",
    ),
    "yaml_alias": ("Hänvisningen leder ingenstans", "Skriv ut värdet i stället för `*namn`."),
    "yaml_tag": ("YAML-taggar (`!`) godtas inte", "Ta bort taggen."),
    "yaml_control": ("Filen innehåller styrtecken", "Ta bort dem, eller spara filen som UTF-8."),
    "yaml_syntax": ("Raden går inte att läsa som YAML", "Jämför med exemplen i README."),
    "second_document": ("Här börjar ett andra dokument", "Skriv en mottagning per fil."),
    "too_deep": ("Innehållet är nästlat för djupt", "Skriv färre nivåer."),
    "too_many_nodes": ("Filen har fler än {most} värden", "Dela filen: en mottagning per fil."),
    "key_not_text": ("En nyckel måste vara text", "Skriv `nyckel: värde`."),
    "duplicate_key": ("`{key}` står två gånger, först på rad {first}", "Behåll en av dem."),
    # Schema
    "unknown_key": ("Okänd nyckel: `{key}`", "Rätta stavningen eller ta bort raden."),
    "missing_key": ("`{key}` saknas", "Lägg till `{key}: …`."),
    "not_allowed": ("`{key}` kan inte vara `{value}`", "Tillåtet: {allowed}."),
    "form_iso_date": ("`{key}` är inget giltigt datum: `{value}`", "Skriv ÅÅÅÅ-MM-DD."),
    "form_hsa_id": (
        "`{value}` är inget HSA-id",
        "Ett HSA-id skrivs SE, tio siffror, bindestreck och 1–18 bokstäver eller siffror.",
    ),
    "form_name": ("`{key}` är tomt", "Skriv mottagningens namn."),
    "form_id": (
        "`{value}` är inget giltigt id",
        "Använd små bokstäver a–z, siffror och bindestreck.",
    ),
    "form_attribute": (
        "`{value}` är inget giltigt attribut",
        "Använd små bokstäver a–z, siffror och understreck.",
    ),
    "form_json_pointer": ("`{value}` är ingen JSON-pekare", "Skriv till exempel /services/namn."),
    "type_string": ("`{key}` ska vara text", "Skriv en text."),
    "type_quote": ("`{key}` ska vara text, inte ett tal", "Sätt värdet inom citattecken."),
    "type_boolean": ("`{key}` ska vara sant eller falskt", "Skriv `true` eller `false`."),
    "type_object": ("`{key}` ska vara nycklar med värden", "Skriv `nyckel: värde`."),
    "type_array": ("`{key}` ska vara en lista", "Skriv `[ett, två]`."),
    "type_integer": ("`{key}` ska vara ett heltal", "Skriv ett heltal."),
    "type_number": ("`{key}` ska vara ett tal", "Skriv ett tal, med punkt före decimaler."),
    "agreement_of_region": (
        "`agreement` hör till privata vårdgivare",
        "Ta bort `agreement`, eller skriv `provider: private`.",
    ),
    "schema_minLength": ("`{key}` är för kort", "Fyll i ett värde."),
    "schema_minItems": ("`{key}` har för få värden", "Ange minst {limit}."),
    "schema_minProperties": ("`{key}` har för få nycklar", "Ange minst {limit}."),
    "schema_uniqueItems": ("`{key}` har samma värde två gånger", "Behåll ett av dem."),
    "schema_minimum": ("`{key}` är för litet", "Minst {limit}."),
    "schema_maximum": ("`{key}` är för stort", "Högst {limit}."),
    "schema_exclusiveMaximum": ("`{key}` är för stort", "Mindre än {limit}."),
    # Mottagning
    "same_service": ("`{key}` är samma tjänst som på rad {first}", "Behåll en av raderna."),
    "hsa_id_person": (
        "HSA-id:t tillhör en person (P), inte en mottagning",
        "Ange enhetens HSA-id.",
    ),
    "hsa_id_check_digit": (
        "Kontrollsiffran i `{value}` stämmer inte",
        "Den tionde siffran borde vara {digit}; kontrollera organisationsnumret.",
    ),
    "same_hsa_id": ("HSA-id:t {hsa_id} står redan i {other}", "Behåll en fil per mottagning."),
    # Regelverk
    "no_ruleset": ("Det finns inget regelverk `{name}`", "Ange en fil, eller ett av: {known}."),
    "duplicate_rule": ("Regeln `{rule}` står två gånger", "Ge var regel ett eget id."),
    "unknown_service": ("Tjänsten `{service}` finns inte under services", "Rätta id:t."),
    "second_reply_rule": (
        "`{rule}` är en andra regel om svarstid",
        "Ett regelverk har högst en regel av slaget reply-time.",
    ),
    "ambiguous_name": ("`{name}` är redan ett namn på `{owner}`", "Ge var tjänst egna namn."),
    "unknown_ground": ("Grunden `{ground}` finns inte i kalendern", "Rätta grunden."),
    "unknown_placeholder": (
        "Meddelandet kan inte fyllas i med `{{{field}}}`",
        "Tillåtet: {known}.",
    ),
    "wrong_schema": ("Det är inget giltigt JSON-schema", "Rätta schemat."),
    "no_reply_rule": (
        "Regelverket har ingen regel om svarstid, så loggar kan inte bedömas",
        "Lägg till en regel av slaget reply-time, eller granska utan loggar.",
    ),
    "calendar_missing": ("Kalendern `{file}` finns inte", "Ange en fil bredvid regelverket."),
    "calendar_unreadable": ("Kalendern går inte att läsa", "Spara den som CSV i UTF-8."),
    "calendar_header": ("Kalendern saknar rubrikrad", "Första raden ska vara date,name,ground."),
    "calendar_line": (
        "Raden är ingen fridag",
        "Skriv datum (ÅÅÅÅ-MM-DD), namn och grund, åtskilda av komma.",
    ),
    "calendar_order": ("Datumet kommer före raden ovanför", "Sortera kalendern efter datum."),
    "calendar_empty": ("Kalendern har inga dagar", "Skapa den med `basutbud rules calendar`."),
    "calendar_country": (
        "Kalendrar för `{country}` finns inte",
        "Ange en landskod ur ISO 3166, till exempel SE.",
    ),
    "calendar_years": (
        "Det finns inga helgdagar att hämta för alla åren {first}–{last}",
        "Välj år som täcks, för Sverige 1953–2100.",
    ),
    # Ärendeloggar
    "log_empty": ("Loggen är tom", "Exportera loggen på nytt, med rubrikrad."),
    "log_is_case_list": (
        "Det är en ärendelista som basutbud har skrivit, inte en logg",
        "Flytta den, eller utelämna den med --exclude.",
    ),
    "log_no_header": (
        "Loggen saknar en rubrikrad som känns igen",
        "Exportera med rubriker: {missing}.",
    ),
    "log_columns_missing": (
        "Det är ingen ärendelogg: kolumner saknas ({missing}); det som finns är {found}",
        'Exportera dem, eller peka ut dem: --column {role}="Rubriken i filen".',
    ),
    "log_columns_ambiguous": (
        "Flera kolumner kan vara {missing}: {names}",
        'Peka ut en av dem: --column {role}="Rubriken i filen".',
    ),
    "row_missing": ("Fältet {column} är tomt", "Fyll i värdet i källan och exportera på nytt."),
    "row_person": (
        "Fältet {column} innehåller en persons HSA-id",
        "Ange enhetens HSA-id; loggen får inte innehålla personal.",
    ),
    "row_not_hsa_id": ("Fältet {column} innehåller inget HSA-id", "Ange enhetens HSA-id."),
    "row_impossible_date": ("Datumet i fältet {column} finns inte", "Rätta datumet i källan."),
    "row_outside_calendar": (
        "Datumet i fältet {column} ligger utanför kalendern",
        "Kontrollera årtalet, eller förläng regelverkets kalender.",
    ),
    "row_day_first_date": (
        "Datumet i fältet {column} kan läsas på två sätt (dag/månad)",
        "Exportera datum som ÅÅÅÅ-MM-DD.",
    ),
    "row_unreadable_date": (
        "Tiden i fältet {column} går inte att läsa",
        "Skriv ÅÅÅÅ-MM-DD TT:MM, till exempel 2016-01-28 08:05.",
    ),
    "row_too_few_fields": (
        "Raden har {found} fält, rubriken {width}",
        "Kontrollera skiljetecken och citattecken på raden.",
    ),
    "row_too_many_fields": (
        "Raden har {found} fält, rubriken {width}",
        "Sätt text som innehåller skiljetecknet inom citattecken.",
    ),
    "row_stray_quote": (
        "Raden har ett citattecken som inte hör ihop med något annat",
        'Skriv citattecken i text dubbelt ("") och texten inom citattecken.',
    ),
    "row_bad_bytes": (
        "Raden har tecken som inte är text i filens teckenkodning",
        "Exportera på nytt, eller ange --encoding.",
    ),
    "row_nul": ("Raden innehåller NUL-tecken", "Exportera på nytt."),
    "row_too_long": ("Raden är orimligt lång", "Kontrollera citattecken, eller exportera på nytt."),
    # Kommandorad
    "unknown_rule": ("Det finns ingen regel `{rule}`", "Se `basutbud rules list`."),
    "no_rules_left": ("Inga regler är kvar att granska efter", "Ändra --select eller --ignore."),
    "unknown_format": ("Det finns inget format `{format}`", "Välj bland: {known}."),
    "two_on_stdout": (
        "Bara ett format kan skrivas till skärmen",
        "Ge de andra en fil: -o json=rapport.json.",
    ),
    "same_output": ("{path} anges två gånger", "Ge var utdata en egen fil."),
    "output_is_input": ("{path} är en av filerna som granskas", "Skriv till en annan fil."),
    "cannot_write": ("{path} går inte att skriva", "Kontrollera att mappen finns och får skrivas."),
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
    "bad_case_list": ("{path} är varken .csv eller .parquet", "Välj en sådan ändelse."),
    "stdin_once": (
        "`-` är en mottagningsfil på standard in och kan anges en gång till `audit`",
        "Ange de andra filerna med namn.",
    ),
    "clinics_left_out": (
        "{n} mottagning utelämnad (--provider)|{n} mottagningar utelämnade (--provider)",
        "",
    ),
    "files_left_out": (
        "{n} fil utelämnad (--include/--exclude)|{n} filer utelämnade (--include/--exclude)",
        "",
    ),
}

TEXTS: Final[dict[str, str]] = {
    "did_you_mean": "Menade du `{word}`?",
    "a_column": "okänt",
    "interrupted": "Avbrutet.",
    "internal_error": (
        "Internt fel ({kind}): ett fel i basutbud, inte i filerna. Kör om med -v och "
        "anmäl det med det som då skrivs."
    ),
    "verdict_compliant": "UPPFYLLT",
    "verdict_violation": "AVVIKELSE",
    "verdict_incomplete": "OFULLSTÄNDIGT",
    "verdict_line": "{verdict} per {as_of}",
    "log_read_as": (
        "{path}: {encoding}, skiljetecken {delimiter}, rubrik på rad {line}, {columns}"
    ),
    "outcome_violation": "avvikelse",
    "outcome_undetermined": "obestämt",
    "outcome_upcoming": "kommande",
    "outcome_advice": "råd",
    "outcome_waived": "undantag",
    "outcome_baselined": "känt sedan tidigare",
    "outcome_compliant": "uppfyllt",
    "outcome_not_applicable": "ej tillämpligt",
    "concise_end": "{verdict} per {as_of} enligt {ruleset}",
    "rejections_unlisted": "… och {n} oläsbar rad till|… och {n} oläsbara rader till",
    "severity_error": "avvikelse",
    "severity_warning": "varning",
    "severity_note": "råd",
    "provider_region": "regionens egen",
    "provider_private": "privat vårdgivare",
    "as_of": "per {as_of}",
    "audited_as_of": "granskat per {as_of}",
    "clinics_n": "{n} mottagning|{n} mottagningar",
    "logs_n": "{n} logg|{n} loggar",
    "rows_n": "{n} rad i loggar|{n} rader i loggar",
    "period": "Ärenden som kom in {first} till {last}",
    "files_unread_n": "{n} fil kunde inte läsas|{n} filer kunde inte läsas",
    "rows_rejected_n": (
        "{n} rad i loggar gick inte att läsa|{n} rader i loggar gick inte att läsa"
    ),
    "violating_n": "{n} av {of} mottagningar avviker",
    "upcoming_n": "{n} av {of} mottagningar avviker när kraven träder i kraft",
    "all_comply": (
        "{n} mottagning granskad, ingen avvikelse|{n} mottagningar granskade, ingen avvikelse"
    ),
    "undetermined_n": "{n} har krav som inte kunde avgöras",
    "provenance": (
        "Regelverk {ruleset} (sha256 {sha256}), beslut {date}, {authority}. Kalender "
        "{country} {years}. basutbud {tool}."
    ),
    "matrix_heading": "Mottagningar och tjänster",
    "column_clinic": "Mottagning",
    "column_unit": "Enhet",
    "column_outcome": "Utfall",
    "column_reply_time": "Svar",
    "column_service": "Tjänst",
    "clinics_folded": (
        "… och {n} mottagning till, avviker: {violating}. Alla visas med -v.|… och {n} "
        "mottagningar till, avviker: {violating}. Alla visas med -v."
    ),
    "replies_heading": "Svarstider",
    "column_cases": "Ärenden",
    "column_in_time": "I tid",
    "column_spread": "0–2│3–",
    "column_days": "Vardagar",
    "column_late": "Sena",
    "column_overdue": "Utan svar",
    "column_open": "Öppna",
    "more_clinics": (
        "… och {n} mottagning till. Alla visas med -v.|… och {n} mottagningar till. "
        "Alla visas med -v."
    ),
    "replies_note": (
        "Vardagar: median / 90:e percentil / längst till första svar. I tid räknas av "
        "ärenden som besvarats eller vars frist gått ut. Sena: svar efter fristen. "
        "Utan svar: inget svar när fristen gått ut. Öppna: fristen har inte gått ut."
    ),
    "findings_heading": "Avvikelser och råd",
    "findings_folded": (
        "… och {n} mottagning till med {findings} fynd. Alla visas med -v.|… och {n} "
        "mottagningar till med {findings} fynd. Alla visas med -v."
    ),
    "advice_folded": "○ Råd ({n}): {titles}",
    "upcoming_since": "kommande, gäller från {since}",
    "before_force": "ärenden från tiden före {since}, då kravet trädde i kraft",
    "word_not_mentioned": "tjänsten nämns inte i filen",
    "word_not_active": "den finns inom verksamheten men är inte påslagen",
    "word_not_in_operation": "den finns inte inom verksamheten",
    "record": "post {n}",
    "column_received": "Inkom",
    "column_due": "Senast",
    "column_reply": "Första svar",
    "column_days_over": "Vardagar över",
    "column_line": "Rad",
    "column_case_id": "Ärende",
    "no_reply": "inget svar",
    "more_cases": (
        "… och {n} ärende till (--case-list FIL ger alla)|… och {n} ärenden till "
        "(--case-list FIL ger alla)"
    ),
    "reconciliation_heading": "Avstämning",
    "rows_equal": "{n} rad läst = {parts}|{n} rader lästa = {parts}",
    "case_on_time": "i tid",
    "case_late": "sena",
    "case_open": "öppna",
    "case_overdue": "obesvarade efter fristen",
    "case_contradictory": "motsägande",
    "case_superseded": "ersatta",
    "case_rejected": "oläsbara",
    "case_outside": "utanför perioden",
    "unmatched_among": "Av raderna gäller {n} enhet som inte granskas.",
    "more_logs": "… och {n} logg till|… och {n} loggar till",
    "not_audited_heading": "Inte granskat, och varför",
    "more_problems": "… och {n} fel till. Alla visas med -v.",
    "more_names": " och {n} till",
    "undetermined": "{reason}: {names}. Inte avgjort: {rules}.",
    "undetermined_no_log": "Ingen logg (ange den, eller nämn den i `case_logs`)",
    "undetermined_unreadable_rows": "Oläsbara rader i loggen",
    "undetermined_contradictory_rows": "Svar före inkommet ärende i loggen",
    "undetermined_no_judged_cases": "Inga ärenden att bedöma",
    "undetermined_log_too_short": "Loggen omfattar för kort tid",
    "unmatched_units": (
        "Enhet i loggarna som inte granskas: {names}.|Enheter i loggarna som inte "
        "granskas ({n}): {names}."
    ),
    "rules_left_out": (
        "{n} regel bortvald (--select/--ignore).|{n} regler bortvalda (--select/--ignore)."
    ),
    "weekday_0": "söndag",
    "weekday_1": "måndag",
    "weekday_2": "tisdag",
    "weekday_3": "onsdag",
    "weekday_4": "torsdag",
    "weekday_5": "fredag",
    "weekday_6": "lördag",
    "due": (
        "Inkom {weekday} {received}: svar senast {due_weekday} {due} kl. 24.00 ({n} "
        "vardag)|Inkom {weekday} {received}: svar senast {due_weekday} {due} kl. 24.00 "
        "({n} vardagar)"
    ),
    "working_day_number": "vardag {number}",
    "skipped_holiday": "räknas inte: {name} ({ground})",
    "skipped_weekday": "räknas inte: veckodagen är ingen vardag",
    "ruleset_right": (
        "{ruleset}: rätt. {rules} regler, {services} tjänster, kalender {first}–{last}."
    ),
    "column_rule": "Regel",
    "column_severity": "Vikt",
    "column_region": "Egna",
    "column_private": "Privata",
    "from_agreement": "dagen i avtalet, annars {day}",
    "from_day": "{day}",
    "explain_clause": "Beslutets ord",
    "explain_source": "Källa",
    "explain_ruling": "Hur det tolkas",
    "explain_severity": "Vikt",
    "explain_error": "Skyldighet: en avvikelse fäller granskningen.",
    "explain_warning": ("Starkt tecken på avvikelse: fäller granskningen med --fail-on warning."),
    "explain_note": "Råd: aldrig en avvikelse; fäller bara med --fail-on note.",
    "explain_in_force": "Gäller från",
    "explain_in_force_body": (
        "Regionens egna mottagningar: {region}. Privata vårdgivare: {private}. "
        "Dessförinnan visas bristen som kommande."
    ),
    "explain_checked": "Vad som granskas",
    "explain_remedy": "Så uppfylls det",
    "kind_service": (
        "Att e-tjänsten är påslagen där den finns inom verksamheten, och av där den inte finns."
    ),
    "kind_schema": "Att en del av mottagningsfilen följer ett schema.",
    "kind_reply-time": "Att ärendena i loggen fick ett första svar inom fristen i vardagar.",
    "kind_evidence": "Att mottagningsfilen och ärendeloggen stämmer överens.",
    "role_case_id": "ärende-id",
    "role_unit": "enhet",
    "role_service": "ärendetyp",
    "role_received": "inkom",
    "role_first_reply": "första svar",
    "role_final_reply": "slutsvar",
    "verdict_open": "INGEN AVVIKELSE FUNNEN",
    "violating_one": "mottagningen avviker",
    "units_n": "{n} enhet|{n} enheter",
    "violating_units_n": "{n} av {of} enheter svarar inte i tid",
    "all_units_comply": (
        "{n} enhet granskad, ingen avvikelse|{n} enheter granskade, ingen avvikelse"
    ),
    "any_day": "Alla ärenden bedöms, oavsett när kravet trädde i kraft.",
    "delimiter_;": "semikolon",
    "delimiter_,": "komma",
    "delimiter_\t": "tabb",
    "delimiter_|": "lodstreck",
}
