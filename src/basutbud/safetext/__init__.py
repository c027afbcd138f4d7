"""Text from input made safe to show: personal data masked, control characters made visible.

Everything from a file that may reach a report or a message passes ``safe_text`` where it is
loaded, so that no format has to remember to.
"""

from basutbud.safetext.escape import harmless_cell, no_command, visible
from basutbud.safetext.personal import MASK, is_person_hsa_id, luhn_valid, redact
from basutbud.safetext.text import PLAIN_ID, is_plain_id, safe_id, safe_text, shown_hsa_id

__all__ = [
    "MASK",
    "PLAIN_ID",
    "harmless_cell",
    "is_person_hsa_id",
    "is_plain_id",
    "luhn_valid",
    "no_command",
    "redact",
    "safe_id",
    "safe_text",
    "shown_hsa_id",
    "visible",
]
