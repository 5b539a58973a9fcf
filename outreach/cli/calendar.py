"""The calendar page: every message of a plan, one click away."""
