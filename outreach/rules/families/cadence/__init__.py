"""Cadence: a partnership keeps being heard of, and keeps meeting."""
