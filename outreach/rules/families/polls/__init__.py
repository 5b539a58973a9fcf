"""Scheduling polls: used sparingly, kept simple."""
