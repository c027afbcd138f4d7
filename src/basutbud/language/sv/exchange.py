"""Words of Markdown, JUnit, SARIF and annotations, in Swedish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "advice_n": "{n} råd, inget brott|{n} råd, inga brott",
    "unread_input": "Oläsbar indata",
    "annotations_counted": (
        "Annoteringar: {counts}. GitHub visar högst {most} av varje sort per steg."
    ),
    "root_folder": "Mappen som granskningen kördes i.",
    "results_left_out": (
        "{n} resultat är utelämnat, ett av de minst allvarliga: GitHub tar emot högst {most}."
        "|{n} resultat är utelämnade, de minst allvarliga: GitHub tar emot högst {most}."
    ),
    "rules_unlisted": (
        "{n} regel är utelämnad, med sina resultat: GitHub tar emot högst {most}."
        "|{n} regler är utelämnade, med sina resultat: GitHub tar emot högst {most}."
    ),
    "case_answered": "inkom {received}, svar senast {due}, första svar {reply}.",
    "case_unanswered": "inkom {received}, svar senast {due}, inget svar.",
    "findings_left_out_clinic": (
        "… och {n} fynd till får inte plats i en kommentar (mottagningar: {folds})."
        "|… och {n} fynd till får inte plats i en kommentar (mottagningar: {folds})."
    ),
    "findings_left_out_rule": (
        "… och {n} fynd till får inte plats i en kommentar (regler: {folds})."
        "|… och {n} fynd till får inte plats i en kommentar (regler: {folds})."
    ),
    "rests_on": "Granskat per {as_of} enligt {ruleset} (sha256 {sha256}) med {tool}.",
}
