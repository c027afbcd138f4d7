"""The contents of the workbook's sheets: each module returns those of a kind."""
