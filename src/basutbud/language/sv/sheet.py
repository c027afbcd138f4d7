"""Words of the workbook, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "sheet_title": "{title} ({reference}), granskat per {as_of}",
    "sheet_page": "Sida &P av &N",
    "sheet_summary": "Sammanfattning",
    "sheet_units": "Enheter",
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
