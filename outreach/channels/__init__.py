"""Ways out of the house: one file each. A channel says what it carries and refuses the rest, loudly."""
