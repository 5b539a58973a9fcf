"""People: how often, when, and whether at all."""
