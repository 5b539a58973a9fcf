"""A launch: who signs, who is invited, who calls."""
