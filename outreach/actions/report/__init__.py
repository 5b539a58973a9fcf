"""A report: what a partnership's year looked like, from what was really sent and what came back."""
