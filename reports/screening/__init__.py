"""The forms of a screening: pages, letters, a memo, a workbook and a table, each rendered from its document alone."""
