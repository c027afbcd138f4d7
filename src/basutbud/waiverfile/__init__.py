"""Waivers: a file to validated types. What they let be is decided in ``judging.excusing``."""

from basutbud.waiverfile.reader import WaiverFile, read_waivers, waivers_schema

__all__ = ["WaiverFile", "read_waivers", "waivers_schema"]
