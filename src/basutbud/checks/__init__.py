"""The kinds of check: a small closed set, each one file, and the registry of them all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from basutbud.checks import evidence, reply_time, schema, service
from basutbud.checks.kind import Kind
from basutbud.model.ruleset import REPLY_TIME

KINDS: Final[Mapping[str, Kind]] = {
    "service": service.KIND,
    "schema": schema.KIND,
    REPLY_TIME: reply_time.KIND,
    "evidence": evidence.KIND,
}
"""Every kind by the name that a rule gives it in ``check``."""
