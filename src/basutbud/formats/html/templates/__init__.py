"""Templates, style and script of the HTML report: data, read by the module above."""
