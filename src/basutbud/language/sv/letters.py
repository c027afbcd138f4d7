"""What is wrong with the letters of a log, and how to mend it, in Swedish."""

from typing import Final

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
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
