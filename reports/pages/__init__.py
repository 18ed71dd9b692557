"""What the pages of the service say: one module per page that has something to work out, and their templates."""
