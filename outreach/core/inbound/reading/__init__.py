"""How a mail is taken apart: its head, its parts, its letters, its HTML, and what in it is new."""
