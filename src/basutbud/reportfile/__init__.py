"""JSON reports read back: to compare with, to make again, to start a baseline from."""

from basutbud.reportfile.reader import SavedReport, measure_of, read_report

__all__ = ["SavedReport", "measure_of", "read_report"]
