"""The templates of the HTML report: data, read by the module above."""
