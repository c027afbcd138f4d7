"""Words that several formats use, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "inputs": "Underlag",
    "reply_time": "Svarstid",
    "mandatory_services": "Obligatoriska tjänster",
    "recommended_services": "Rekommenderade tjänster",
    "column_file": "Fil",
    "column_kind": "Slag",
    "input_clinic": "mottagningsfil",
    "input_waivers": "undantag",
    "input_baseline": "utgångsläge",
    "input_case_log": "ärendelogg",
    "column_read": "Läsning",
    "input_read": "läst",
    "input_rejected": "kunde inte läsas",
    "column_rows": "Rader",
    "without_breach_of": "Utan bristen ”{title}”",
    "decision": "Beslut",
    "rule_set": "Regelverk",
    "audited_on": "Granskat per",
    "audited_with": "Granskat med",
    "problems_unlisted": "… och {n} fel till.|… och {n} fel till.",
    "clinics_unlisted": (
        "… och {n} mottagning till, avviker: {violating}."
        "|… och {n} mottagningar till, avviker: {violating}."
    ),
}
