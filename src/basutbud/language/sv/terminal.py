"""Words of the terminal report and the commands, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "did_you_mean": "Menade du `{word}`?",
    "a_column": "okänt",
    "part_column": "kolumnen {column}",
    "part_header": "rubriken",
    "interrupted": "Avbrutet.",
    "internal_error": (
        "Internt fel ({kind}): ett fel i basutbud, inte i filerna. Kör om med -v och "
        "anmäl det med det som då skrivs."
    ),
    "verdict_compliant": "UPPFYLLT",
    "verdict_violation": "AVVIKELSE",
    "verdict_incomplete": "OFULLSTÄNDIGT",
    "verdict_upcoming": "KOMMANDE BRISTER",
    "verdict_line": "{verdict} per {as_of}",
    "log_read_as_text": (
        "{path}: {encoding}, skiljetecken {delimiter}, rubrik på rad {line}, {columns}"
    ),
    "log_read_as_xlsx": "{path}: arbetsbok, rubrik på rad {line}, {columns}",
    "log_read_as_parquet": "{path}: Parquet, {columns}",
    "read_so_far": (
        "{share}  {done} av {size} MiB  {n} rad|{share}  {done} av {size} MiB  {n} rader"
    ),
    "outcome_violation": "avvikelse",
    "outcome_warning": "varning",
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
    "period_from": "Bara ärenden som kom in från och med {first}",
    "period_to": "Bara ärenden som kom in till och med {last}",
    "period": "Bara ärenden som kom in från {first} till {last}",
    "files_unread_n": "{n} fil kunde inte läsas|{n} filer kunde inte läsas",
    "rows_rejected_n": (
        "{n} rad i loggar gick inte att läsa|{n} rader i loggar gick inte att läsa"
    ),
    "violating_clinics_n": "{n} av {of} mottagningar avviker",
    "upcoming_n": (
        "Brister gäller från {day}, om {n} dag, hos {clinics} av {of} mottagningar: {what}"
        "|Brister gäller från {day}, om {n} dagar, hos {clinics} av {of} mottagningar: {what}"
    ),
    "upcoming_one": (
        "Brister gäller från {day}, om {n} dag: {what}"
        "|Brister gäller från {day}, om {n} dagar: {what}"
    ),
    "upcoming_services": "{n} tjänst|{n} tjänster",
    "upcoming_others": "{n} annat krav|{n} andra krav",
    "upcoming_replies": "svarstid i dag: {share} sena",
    "upcoming_later": "{n} brist från en senare dag|{n} brister från senare dagar",
    "upcoming_clinics_later": (
        "{n} mottagning till från en senare dag|{n} mottagningar till från senare dagar"
    ),
    "as_if_in_force": "Som om alla krav redan gällde (--as-if-in-force)",
    "warnings_n": "{n} varning|{n} varningar",
    "warned_n": "{n} med enbart varningar",
    "all_comply": (
        "{n} mottagning granskad, ingen avvikelse|{n} mottagningar granskade, ingen avvikelse"
    ),
    "undetermined_n": "{n} med krav som inte kunde avgöras",
    "provenance": (
        "Regelverk {ruleset} (sha256 {sha256}), beslut {date}, {authority}. Kalender "
        "{country} {years}. basutbud {tool}."
    ),
    "matrix_heading": "Mottagningar och tjänster",
    "matrix_too_wide": (
        "Tjänsterna ({n}) får inte plats bredvid varandra: mottagning för mottagning står de "
        "i `-o html` och `-o xlsx`."
    ),
    "column_clinic": "Mottagning",
    "column_unit": "Enhet",
    "column_outcome": "Utfall",
    "column_reply_time": "Svar",
    "column_service": "Tjänst",
    "replies_heading": "Svarstider",
    "column_cases": "Ärenden",
    "column_on_time": "I tid",
    "column_days": "Vardagar",
    "column_late": "Sena",
    "column_overdue": "Utan svar",
    "column_open": "Öppna",
    "more_clinics": "… och {n} mottagning till.|… och {n} mottagningar till.",
    "all_shown": "Alla visas med -v.",
    "replies_note": (
        "Vardagar: median / 90:e percentil / längst till första svar. I tid: andel "
        "av de ärenden som besvarats eller vars frist gått ut. Sena: svar efter "
        "fristen. Utan svar: inget svar när fristen gått ut. Öppna: fristen har inte gått ut."
    ),
    "findings_heading": "Avvikelser och råd",
    "findings_folded": (
        "… och {n} mottagning till med {findings} fynd."
        "|… och {n} mottagningar till med {findings} fynd."
    ),
    "upcoming_since": "kommande, gäller från {since}",
    "before_force": "ärenden från tiden före {since}, då kravet trädde i kraft",
    "declared_not_mentioned": "tjänsten nämns inte i filen",
    "declared_not_active": "den finns inom verksamheten men är inte påslagen",
    "declared_not_yet": "den blir aktiv först senare enligt `since`",
    "declared_not_in_operation": "den finns inte inom verksamheten",
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
    "case_late": "sen|sena",
    "case_open": "öppen|öppna",
    "case_overdue": "obesvarad efter fristen|obesvarade efter fristen",
    "case_contradictory": "motsägelsefull|motsägelsefulla",
    "case_superseded": "ersatt|ersatta",
    "case_rejected": "oläsbar|oläsbara",
    "case_outside": "utanför perioden",
    "hint_contradictory": (
        "Varje svar är daterat före sitt ärende: kolumnerna kan vara förväxlade "
        "(`--column received=…`, `--column first_reply=…`)."
    ),
    "hint_superseded": "En ersatt rad räknas inte: se raden som står i stället.",
    "hint_rejected": "Rätta de oläsbara raderna: skälen står vid dem.",
    "hint_outside": "Vidga perioden: --from och --to lämnar inget ärende kvar.",
    "unmatched_among": (
        "{n} av raderna gäller en enhet som inte granskas."
        "|{n} av raderna gäller enheter som inte granskas."
    ),
    "more_logs": "… och {n} logg till|… och {n} loggar till",
    "not_audited_heading": "Inte granskat, och varför",
    "more_names": " och {n} till",
    "undetermined": "{reason}: {names}. Inte avgjort: {rules}.",
    "undetermined_no_log": "Ingen logg (ange den, eller nämn den i `case_logs`)",
    "undetermined_unreadable_rows": "Oläsbara rader i loggen",
    "undetermined_contradictory_rows": "Svar daterade före ärendet i loggen",
    "undetermined_no_judged_cases": "Inga ärenden att bedöma",
    "undetermined_log_too_short": "Loggen täcker för kort tid",
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
    "services_not_offered": ("{n} tjänst erbjuds inte i 1177|{n} tjänster erbjuds inte i 1177"),
    "column_months": "Sena per mån.",
    "months_note": (
        "Sena per mån.: andelen sena och obesvarade i {last}; · är ingen, █ är {most}.|"
        "Sena per mån.: andelen sena och obesvarade de senaste {n} månaderna till {last}, den "
        "sista längst till höger; · är ingen, █ är {most}."
    ),
    "file_written": "skrev {path}, {size}",
    "day_chosen": "{day} (valt datum)",
    "days_beyond": (
        "… och {n} vardag till, {first}–{last}|… och {n} vardagar till, {first}–{last}"
    ),
    "no_reply_yet": "Inget svar i loggen",
    "case_decided": "Utfall: {outcome} ({n} vardag)|Utfall: {outcome} ({n} vardagar)",
    "case_so_far": (
        "Utfall per {as_of}: {outcome} ({n} vardag har gått)|"
        "Utfall per {as_of}: {outcome} ({n} vardagar har gått)"
    ),
    "why_contradictory": "Utfall: motsägelsefull, svaret är daterat före ankomsten",
    "why_superseded": "Utfall: ersatt, samma ärende och ankomstdag står på en rad till, som räknas",
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
        "Regionens egna mottagningar: {region}. Privata vårdgivare: {private}."
    ),
    "explain_until_then": "Dessförinnan visas bristen som kommande.",
    "outcome_early": "före kravet",
    "verdict_nothing": "INGET GRANSKAT",
    "explain_checked": "Vad som granskas",
    "explain_alternatives": "Andra möjliga avgöranden (--rulings)",
    "explain_remedy": "Så uppfylls det",
    "kind_service": (
        "Att e-tjänsten är påslagen där den finns inom verksamheten, och av där den inte finns."
    ),
    "kind_schema": "Att en del av mottagningsfilen följer ett schema.",
    "kind_reply-time": (
        "Svarstiden: att ärendena i loggen fick ett första svar inom fristen i vardagar."
    ),
    "kind_evidence": "Att mottagningsfilen och ärendeloggen stämmer överens.",
    "role_case_id": "ärende-id",
    "role_unit": "enhet",
    "role_service": "ärendetyp",
    "role_received": "inkom",
    "role_first_reply": "första svar",
    "role_final_reply": "slutsvar",
    "verdict_open": "INGEN AVVIKELSE FUNNEN",
    "violating_clinics_one": "mottagningen avviker",
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
    "no_logs": "inga loggar",
    "findings_by_rule_heading": "Avvikelser och råd, regel för regel",
    "rules_folded": (
        "… och {n} regel till med {findings} fynd.|… och {n} regler till med {findings} fynd."
    ),
    "rule_folded": "… och {n} fynd till.|… och {n} fynd till.",
    "all_cases": "Alla",
    "replies_by_tertial": "Svarstider per tertial",
    "replies_by_month": "Svarstider per månad",
    "replies_by_service": "Svarstider per ärendetyp",
    "column_of_tertial": "Tertial",
    "column_of_service": "Ärendetyp",
    "column_of_month": "Månad",
    "no_service": "utan ärendetyp",
    "tertial_note": (
        "T1: januari–april. T2: maj–augusti. T3: september–december. Ett ärende hör till "
        "tiden då det kom in."
    ),
    "onward_heading": "Nästa steg",
    "onward_unread": (
        "Rätta det som inte kunde läsas och granska igen: till dess är utslaget ofullständigt."
    ),
    "onward_case_list": (
        "`--case-list FIL.csv` skriver det ärende som inte besvarades i tid."
        "|`--case-list FIL.csv` skriver alla {n} ärenden som inte besvarades i tid."
    ),
    "onward_by_rule": "`--group-by rule` visar fynden regel för regel.",
    "onward_explain": "`basutbud explain {rule}` visar vad regeln bygger på och hur den uppfylls.",
    "without_breach_n": "{n} utan avvikelse",
    "violating_units_one": "enheten svarar inte i tid",
}
