"""A waiver file, read and validated; ``judging.excusing`` applies the waivers."""

from basutbud.waiverfile.reader import WaiverFile, read_waivers, waivers_schema

__all__ = ["WaiverFile", "read_waivers", "waivers_schema"]
