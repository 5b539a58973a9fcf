"""Nouns. Pure: the same arguments, the same answer; no clock, file, environment, network or database."""
