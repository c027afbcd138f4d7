"""What is wrong with the form of a log: workbook, packing, encoding; how to mend it, in Swedish."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "log_broken_archive": (
        "Den packade filen går inte att packa upp i sin helhet",
        "Kopiera eller exportera den på nytt.",
    ),
    "log_broken_workbook": (
        "Arbetsboken går inte att läsa",
        "Öppna den i kalkylprogrammet och spara som XLSX på nytt, utan lösenord.",
    ),
    "log_no_sheet": (
        "Arbetsboken har inget sådant blad; det som finns är {known}",
        "Ange de blad som ska läsas med --sheet, som kan anges flera gånger.",
    ),
    "log_no_log_sheet": (
        "Inget av arbetsbokens blad är en ärendelogg: {known}",
        "Ange bladet med loggen: --sheet. Är det ingen logg: --exclude.",
    ),
    "log_hidden_sheets": (
        "Arbetsbokens alla blad är dolda: {known}",
        "Visa bladet med loggen i kalkylprogrammet, eller ange det: --sheet.",
    ),
    "sheet_nowhere": (
        "Ingen arbetsbok har ett blad som heter {name}; det som finns är {known}",
        "Rätta namnet på bladet (--sheet).",
    ),
    "sheet_columns_missing": (
        "Bladet liknar en ärendelogg, men kolumner saknas ({missing}); det som finns är {found}",
        (
            'Exportera dem, eller peka ut dem: --column {role}="Rubrik". Är det ingen logg: ange '
            "de blad som är det med --sheet."
        ),
    ),
    "sheet_no_header": (
        "Bladet liknar en ärendelogg, men ingen rubrikrad kändes igen",
        ("Ge det rubrikerna {missing}. Är det ingen logg: ange de blad som är det med --sheet."),
    ),
    "log_swollen_workbook": (
        "Arbetsboken blir orimligt stor när den packas upp, och läses inte",
        "Spara den på nytt i kalkylprogrammet, eller exportera som CSV.",
    ),
    "log_other_form": (
        "Filen är {kind}, som inte läses",
        "Spara ärendena som XLSX, CSV eller Parquet.",
    ),
    "log_archive": (
        "Filen är ett arkiv ({kind}), som inte läses",
        "Packa upp det och granska filerna i det.",
    ),
    "log_packed_otherwise": (
        "Filen är packad med {kind}, som inte läses",
        "Packa upp den, eller packa den med gzip eller zstd.",
    ),
    "log_cut_off": (
        "Filen är avhuggen: den slutar med tecken som aldrig skrevs (NUL)",
        "Kopiera eller exportera den på nytt, i sin helhet.",
    ),
    "row_date_as_id": (
        "Ärende-id i {column} har blivit ett datum i kalkylprogrammet",
        "Formatera kolumnen som text i källan, och exportera på nytt.",
    ),
    "row_merged_cell": (
        "Raden ligger i en sammanfogad cell, så dess värden är oklara",
        "Dela cellen i kalkylprogrammet, och fyll i varje rad.",
    ),
    "hidden_sheets": (
        "Dolt blad har inte lästs i {path}: {names}|Dolda blad har inte lästs i {path}: {names}",
        "",
    ),
    "hidden_logs": (
        (
            "Dolt blad med en ärendelogg har inte lästs i {path}: {names} (läses med --sheet)"
            "|Dolda blad med ärendeloggar har inte lästs i {path}: {names} (läses med --sheet)"
        ),
        "",
    ),
    "sheets_left_out": (
        "Blad utelämnat i {path} (--sheet): {names}|Blad utelämnade i {path} (--sheet): {names}",
        "",
    ),
    "sheets_no_logs": (
        (
            "Blad som inte är en ärendelogg i {path}: {names}"
            "|Blad som inte är ärendeloggar i {path}: {names}"
        ),
        "",
    ),
    "log_encoding": (
        "Filens teckenkodning går inte att läsa",
        "Spara loggen som UTF-8, eller ange rätt --encoding.",
    ),
    "log_mixed_encodings": (
        "Loggen blandar teckenkodningar: åäö står på två sätt",
        "Exportera delarna var för sig, eller ange --encoding.",
    ),
    "log_encoding_unclear": (
        (
            "Det går inte säkert att avgöra loggens teckenkodning: {presumed} antogs, men {likely} "
            "är också trolig"
        ),
        "Spara loggen som UTF-8, eller ange kodningen: --encoding {likely} eller {presumed}.",
    ),
    "log_other_encoding": (
        "Loggen lästes som {presumed}, men bokstäverna är skrivna i {likely}",
        "Ange --encoding {likely}, eller spara loggen som UTF-8.",
    ),
    "log_garbled": (
        (
            "Bokstäverna i {part} är förvanskade: text i {likely} lästes som {wrongly} innan "
            "loggen sparades (här lästes den som {presumed})"
        ),
        "Exportera loggen på nytt som UTF-8, där texten ännu är rätt.",
    ),
    "log_garbled_cells": (
        (
            "Bokstäverna i {part} är förvanskade: text i {likely} lästes som {wrongly} innan "
            "loggen sparades"
        ),
        "Exportera loggen på nytt, där texten ännu är rätt.",
    ),
    "log_letters_lost": (
        "Bokstäver i {part} har gått förlorade: andra tecken står där å, ä och ö skulle stå",
        "Exportera loggen på nytt som UTF-8, där texten ännu är rätt.",
    ),
    "log_letters_escaped": (
        "Bokstäver i {part} är skrivna som koder, som i webbsidor och webbadresser",
        "Exportera loggen på nytt som ren text i UTF-8.",
    ),
    "log_seven_bits": (
        "Bokstäver i {part} är skrivna som klamrar, i en gammal kodning med 7 bitar",
        "Exportera loggen på nytt som UTF-8.",
    ),
}
