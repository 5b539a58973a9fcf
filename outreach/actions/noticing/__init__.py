"""What the house writes to its own people: digests, and that an answer was understood."""
