"""What is wrong with what a file holds, and how to mend it, in Swedish, for each code."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "other": ("Innehållet följer inte reglerna för filen", "Jämför med exemplen i README."),
    # YAML
    "empty_file": ("Filen är tom", "Fyll i filen, eller ta bort den."),
    "file_too_large": ("Filen är större än {bytes} byte", "Dela filen."),
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
    "yaml_merge": (
        "Sammanslagning med `<<` läses inte",
        "Skriv i stället ut raderna som hänvisningen står för.",
    ),
    "yaml_space": (
        "Raden har ett ovanligt slags mellanslag",
        "Byt det mot ett vanligt; andra följer ofta med text från Word eller en webbsida.",
    ),
    "yaml_tag": ("YAML-taggar (`!`) godtas inte", "Ta bort taggen."),
    "yaml_control": ("Filen innehåller styrtecken", "Ta bort dem, eller spara filen som UTF-8."),
    "yaml_syntax": ("Raden går inte att läsa som YAML", "Jämför med exemplen i README."),
    "second_document": ("Här börjar ett andra dokument", "Lägg det i en egen fil."),
    "too_deep": ("Innehållet är nästlat för djupt", "Skriv färre nivåer."),
    "too_many_nodes": ("Filen har fler än {most} värden", "Dela filen."),
    "key_not_text": ("En nyckel måste vara text", "Skriv `nyckel: värde`."),
    "duplicate_key": ("`{key}` står två gånger, först på rad {first}", "Behåll en av dem."),
    # Schema
    "unknown_key": ("Okänd nyckel: `{key}`", "Rätta stavningen eller ta bort raden."),
    "key_in_swedish": ("Okänd nyckel: `{key}`", "Nycklarna skrivs på engelska."),
    "service_unknown": (
        "`{key}` är ingen av beslutets tjänster",
        "Rätta namnet. Mottagningens egna tjänster hör under `other_services`.",
    ),
    "service_outside": (
        "`{key}` hör under `services`",
        "Dra in raden med två mellanslag, under `services:`.",
    ),
    "missing_key": ("`{key}` saknas", "Lägg till `{key}: …`."),
    "no_value": ("`{key}` saknar värde", "Tillåtet: {allowed}."),
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
    # Ärendeloggar
    "log_broken_parquet": (
        "Parquetfilen går inte att läsa",
        "Kopiera eller exportera den på nytt.",
    ),
    "log_column_type": (
        "Kolumnen {column} ({missing}) har Parquettypen {type}, som inte kan läsas där",
        'Exportera den som text, eller peka ut en annan kolumn: --column {role}="Rubrik".',
    ),
    "log_column_bytes": (
        "Kolumnen {column} innehåller bytes som inte är text i UTF-8",
        "Exportera den som text.",
    ),
    "log_no_zone": (
        "Filen säger inte om tiderna i {names} är UTC eller lokala ({type})",
        (
            "Ange vilket med --timestamp-zone UTC eller --timestamp-zone Europe/Stockholm, eller "
            "exportera dem som TIMESTAMP."
        ),
    ),
    "log_times_as_numbers": (
        "Tiderna i {names} är tal, inte datum",
        "Exportera dem som TIMESTAMP, eller som text: ÅÅÅÅ-MM-DD TT:MM.",
    ),
    "log_no_lines": (
        "Filen har inga rader som går att läsa",
        "Kontrollera att det är en ärendelogg, och exportera på nytt.",
    ),
    "log_empty": ("Loggen är tom", "Exportera loggen på nytt, med rubrikrad."),
    "log_changed": (
        "Loggen ändrades medan den lästes",
        "Granska igen när exporten är klar.",
    ),
    "log_is_own_table": (
        "Det är en lista som basutbud har skrivit, inte en logg",
        "Flytta den, eller utelämna den med --exclude.",
    ),
    "log_no_header": (
        "Ingen rubrikrad kändes igen i loggen",
        (
            "Exportera med rubriker: {missing}, eller peka ut kolumnerna: "
            '--column ROLL="Rubrik". Är det ingen logg: --exclude.'
        ),
    ),
    "log_columns_missing": (
        "Det är ingen ärendelogg: kolumner saknas ({missing}); det som finns är {found}",
        'Exportera dem, eller peka ut dem: --column {role}="Rubrik". Är det ingen logg: --exclude.',
    ),
    "log_unit_missing": (
        "Loggen säger inte vilken enhet ärendena hör till; kolumnerna är {found}",
        (
            'Peka ut kolumnen: --column {role}="Rubrik". Är allt en mottagnings: nämn loggen i '
            "filens `case_logs`, eller lägg den bredvid filen med samma namn."
        ),
    ),
    "column_nowhere": (
        "Ingen logg har kolumnen `{header}` som --column {role} pekar ut",
        "Skriv rubriken som den står i loggen, eller utelämna --column {role}.",
    ),
    "log_columns_alike": (
        "Flera kolumner heter {names}, så det är oklart vilken som är {missing}",
        "Ge dem olika rubriker i källan och exportera på nytt.",
    ),
    "log_columns_ambiguous": (
        "Flera kolumner kan vara {missing}: {names}",
        'Peka ut en av dem: --column {role}="Rubriken i filen".',
    ),
    "log_ids_shared": (
        (
            "Värdena i {column} är troligen inte ärende-id:n: de flesta rader delar sitt, samma "
            "dag, med andra ärendetyper, och räknas därför som samma ärenden"
        ),
        'Peka ut kolumnen med ärende-id: --column {role}="Rubrik i filen".',
    ),
    "row_no_value": (
        "Fältet {column} innehåller ett tecken för att värde saknas, i stället för att vara tomt",
        'Exportera saknade värden som tomma fält (pandas: `na_rep=""`, R: `na = ""`).',
    ),
    "row_missing": ("Fältet {column} är tomt", "Fyll i värdet i källan och exportera på nytt."),
    "row_person": (
        "Fältet {column} innehåller en persons HSA-id",
        "Ange enhetens HSA-id; loggen får inte innehålla personal.",
    ),
    "row_not_hsa_id": (
        "Fältet {column} innehåller varken HSA-id eller namnet på en granskad mottagning",
        "Ange enhetens HSA-id. Är hela loggen en mottagnings: ta bort kolumnen.",
    ),
    "row_name_of_several": (
        "Fältet {column} innehåller ett namn som flera av de granskade mottagningarna har",
        "Ange enhetens HSA-id.",
    ),
    "row_impossible_date": (
        "Datumet i fältet {column} är inget giltigt datum",
        "Rätta datumet i källan.",
    ),
    "row_outside_calendar": (
        "Datumet i fältet {column} ligger utanför kalendern",
        "Kontrollera årtalet, eller förläng regelverkets kalender.",
    ),
    "row_day_first_date": (
        "Datumet i fältet {column} kan läsas på två sätt (dag, månad, år)",
        "Exportera datum som ÅÅÅÅ-MM-DD.",
    ),
    "row_unreadable_date": (
        "Tiden i fältet {column} går inte att läsa",
        "Skriv ÅÅÅÅ-MM-DD TT:MM, till exempel 2016-01-28 08:05.",
    ),
    "row_error_cell": (
        "Fältet {column} innehåller ett kalkylfel i stället för ett värde",
        "Rätta cellen i källan och exportera på nytt.",
    ),
    "row_formula_cell": (
        "Fältet {column} innehåller en formel vars värde inte finns i filen",
        "Öppna arbetsboken i ett kalkylprogram, spara den och granska på nytt.",
    ),
    "row_long_number": (
        "Talet i {column} har avrundats, eller kan ha avrundats, av ett kalkylprogram",
        "Formatera kolumnen som text i källan och exportera på nytt.",
    ),
    "row_scientific_id": (
        "Ärende-id:t i {column} är skrivet som en tiopotens, så att de sista siffrorna är borta",
        "Formatera kolumnen som text i källan och exportera på nytt.",
    ),
    "row_ambiguous_quotes": (
        "Raden står mellan citattecken som kan omge en text över flera rader, eller sakna par",
        'Skriv citattecken i text dubbelt ("") och texten inom citattecken.',
    ),
    "row_too_few_fields": (
        "Raden har färre fält än rubrikens {width}",
        "Kontrollera skiljetecken och citattecken på raden.",
    ),
    "row_too_many_fields": (
        "Raden har fler fält än rubrikens {width}",
        (
            "Sätt text som innehåller skiljetecknet inom citattecken."
            " I en arbetsbok: töm cellerna till höger om rubrikerna."
        ),
    ),
    "row_stray_quote": (
        "Raden har ett citattecken som saknar sitt par",
        'Skriv citattecken i text dubbelt ("") och texten inom citattecken.',
    ),
    "row_bad_bytes": (
        "Raden har tecken som inte är text i {encoding}, som loggen lästes i",
        "Exportera på nytt som UTF-8, eller ange rätt --encoding.",
    ),
    "row_nul": ("Raden innehåller NUL-tecken", "Exportera på nytt."),
    "row_too_long": ("Raden är orimligt lång", "Kontrollera citattecken, eller exportera på nytt."),
}
