"""A report in the forms that it takes outside the page: text, JSON, CSV."""
