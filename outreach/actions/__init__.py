"""Verbs: what can be done, each in one file, given a world and a moment."""
