"""The findings in the terminal report: in full by clinic or by rule, or a line each."""
