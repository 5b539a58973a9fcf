"""The forms of a check that other programs read."""
