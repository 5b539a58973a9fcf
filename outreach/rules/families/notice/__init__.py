"""Notice: announced in time, reminded of, and told again when it moves."""
