"""Posts and kits: what a text for the networks holds."""
