"""What comes back is taken in: stored once, matched, and what follows from it done."""
