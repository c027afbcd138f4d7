"""Case logs: files in, the outcome of every case out, counted."""

from basutbud.caselog.intake import DELIMITERS, ENCODINGS, Dialect
from basutbud.caselog.scan import Judge, LogSource, Tolerance, scan

__all__ = ["DELIMITERS", "ENCODINGS", "Dialect", "Judge", "LogSource", "Tolerance", "scan"]
