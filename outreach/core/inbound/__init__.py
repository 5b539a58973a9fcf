"""What comes back, as values: read, classified, matched. Pure."""
