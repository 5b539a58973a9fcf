"""A vote in words: what each word may be, which option is meant, and what a sentence says of it."""
