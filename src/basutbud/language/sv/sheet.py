"""Words of the workbook, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "sheet_title": "{title} ({reference}), granskat per {as_of}",
    "sheet_unprinted": "{n} kolumn till finns i filen|{n} kolumner till finns i filen",
    "sheet_page": "Sida &P av &N",
    "sheet_summary": "Sammanfattning",
    "sheet_basis": "Om granskningen",
    "sheet_chart_months": "Diagramdata, månader",
    "sheet_chart_units": "Diagramdata, tratt",
    "sheet_chart_limits": "Diagramdata, gränser",
    "sheet_months_title": "Andel i tid per månad",
    "sheet_months_limits": (
        "Streckade linjer: gränserna för slumpen (p′-diagram, tre sigma). Romb: mer än slumpen, "
        "utanför gränserna eller sju månader i rad på samma sida eller åt samma håll. Grå "
        "kvadrat: preliminär månad, med öppna ärenden."
    ),
    "sheet_months_few": (
        "Prickade linjer: 95 %-intervall. Gränser för slumpen ritas från tolv månader utan öppna "
        "ärenden. Grå kvadrat: preliminär månad, med öppna ärenden."
    ),
    "sheet_months_described": (
        "Linjediagram: andelen i tid månad för månad från {first}, senast {share} ({last}). "
        "{n} månad avviker mer än av slumpen.|Linjediagram: andelen i tid månad för månad från "
        "{first}, senast {share} ({last}). {n} månader avviker mer än av slumpen."
    ),
    "sheet_funnel_note": (
        "Varje punkt är en {unit}. Heldragen linje: allas andel, {share}. Streckade: dit når "
        "slumpen för en av tjugo (95 %); prickade: för en av femhundra (99,8 %). Triangel: "
        "utanför 95 %; romb: utanför 99,8 %."
    ),
    "sheet_funnel_described": (
        "Trattdiagram: andelen i tid efter antal bedömda ärenden, en punkt för varje {unit}, {n} i "
        "allt. Utanför gränserna för 99,8 %: {far}. Bara utanför dem för 95 %: {near}."
    ),
    "sheet_no_charts": "Inga diagram: inga ärenden har bedömts.",
    "sheet_no_months": "Inget månadsdiagram: färre än två månader har bedömda ärenden.",
    "sheet_no_funnel": "Inget trattdiagram: färre än tre {units} har bedömda ärenden.",
    "sheet_judged": "Bedömda ärenden",
    "sheet_centre": "Allas andel",
    "sheet_lower": "Undre gräns",
    "sheet_upper": "Övre gräns",
    "sheet_lower_998": "Undre gräns, 99,8 %",
    "sheet_lower_950": "Undre gräns, 95 %",
    "sheet_upper_950": "Övre gräns, 95 %",
    "sheet_upper_998": "Övre gräns, 99,8 %",
    "sheet_interval_from": "95 %-intervall från",
    "sheet_interval_to": "95 %-intervall till",
    "sheet_preliminary": "Preliminär andel",
    "sheet_signal": "Andel, mer än slumpen",
    "sheet_beyond_950": "Andel, utanför 95 %",
    "sheet_beyond_998": "Andel, utanför 99,8 %",
    "sheet_units": "Enheter",
    "sheet_breaches": "Avvikelser",
    "sheet_advice": "Råd",
    "sheet_late_cases": "Sena ärenden",
    "sheet_unreadable": "Oläsbara rader",
    "sheet_empty": "Inget att visa.",
    "sheet_rows_cut": (
        "{n} rad ryms inte på bladet och har utelämnats.|{n} rader ryms inte på bladet och "
        "har utelämnats."
    ),
    "sheet_cells_cut": (
        "{n} text har kortats: en cell rymmer högst {most} tecken.|{n} texter har kortats: "
        "en cell rymmer högst {most} tecken."
    ),
    "sheet_early": (
        "{mark} gäller ärenden från tiden innan kravet trädde i kraft; de blir aldrig avvikelser."
    ),
    "sheet_cases_listed": (
        "{listed} av {n} ärende visas. Alla ges av --case-list FIL.|{listed} av {n} ärenden "
        "visas, de som väntat längst hos var och en. Alla ges av --case-list FIL."
    ),
    "sheet_hsa_id": "HSA-id",
    "sheet_unit_kind": "Enhetstyp",
    "sheet_provider": "Driftsform",
    "sheet_message": "Vad som brister",
    "sheet_mend": "Så rättas det",
    "sheet_rule_id": "Regel-id",
    "sheet_column": "Kolumn",
    "sheet_record": "Post",
    "sheet_fingerprint": "Fingeravtryck",
    "sheet_binding": "Kravet gällde",
    "yes": "ja",
    "no": "nej",
    "sheet_read": "Lästa rader",
    "sheet_set_aside": "Bedöms inte",
    "sheet_share": "Andel i tid",
    "sheet_share_audited": "Andel i tid hos de granskade",
    "sheet_median": "Median, vardagar",
    "sheet_ninetieth": "90:e percentil, vardagar",
    "sheet_longest": "Längst, vardagar",
    "sheet_all_cases": "Alla ärenden",
    "sheet_bound_cases": "Inkomna sedan kravet trädde i kraft",
    "sheet_bound": "{title} (kravet gäller)",
    "column_contradictory": "Motsägelsefulla",
    "column_superseded": "Ersatta",
    "column_rejected": "Oläsbara",
    "column_outside": "Utanför perioden",
    "sheet_rows_unmatched": "Rader för enheter som inte granskas",
    "sheet_part": "Avsnitt",
    "sheet_fact": "Uppgift",
    "sheet_value": "Värde",
    "sheet_comment": "Kommentar",
    "sheet_part_result": "Resultat",
    "sheet_part_cases": "Ärenden",
    "sheet_part_unread": "Kunde inte läsas",
    "sheet_part_undecided": "Inte avgjort",
    "sheet_part_left_out": "Utelämnat",
    "sheet_part_calendar": "Kalender",
    "sheet_verdict": "Utslag",
    "sheet_condition": "Villkor",
    "sheet_upcoming": "Kommande brister",
    "sheet_upcoming_from": "Brister gäller från",
    "sheet_days_left": "Dagar dit",
    "sheet_from": "Ärenden inkomna från och med",
    "sheet_to": "Ärenden inkomna till och med",
    "sheet_audited_clinics": "Granskade mottagningar",
    "sheet_audited_units": "Granskade enheter",
    "sheet_without_breach": "varav utan avvikelse",
    "sheet_standing": "varav i läget {outcome}",
    "sheet_judgements": "Bedömningar, en för varje regel och mottagning",
    "sheet_of_which": "varav {what}",
    "sheet_sum_below": "Summan av raderna nedan.",
    "sheet_counted_above": "Ingår i raderna ovan.",
    "sheet_listed_below": "Raderna nedan.",
    "sheet_decision": "Beslutet gäller",
    "sheet_authority": "Beslutat av",
    "sheet_decided": "Beslutsdatum",
    "sheet_reference": "Beteckning",
    "sheet_ruleset": "Regelverkets id",
    "sheet_version": "Version",
    "sheet_rules_applied": "Tillämpade regler",
    "sheet_see": "Se bladet {sheet}.",
    "sheet_units_unmatched": "Enheter i loggarna som inte granskas",
    "sheet_note": "Anmärkning",
    "sheet_country": "Land",
    "sheet_free_days": "Dagar som inte räknas som vardagar",
}
