"""Every sentence, in Swedish and English, and the notation of numbers and shares in each.

The rest of the program has codes and values; this room turns them into sentences. Each language is
a folder, with a file for each part of the program. ``one|many`` is chosen by the number ``n``.
"""

from basutbud.language.language import LANGUAGES, Language

__all__ = ["LANGUAGES", "Language"]
