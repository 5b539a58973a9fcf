"""How much of one mail is read, wherever it lies."""

LARGEST = 50_000_000
"""Octets of the largest mail that is read whole; mail servers take less."""
BEGINNING = 1_000_000
"""Octets that are read of a larger one: the words come before what is attached."""
