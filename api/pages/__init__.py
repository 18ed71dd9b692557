"""The web pages: one module per page, each with its routes. What a page says and looks like is in `reports/pages/`."""
