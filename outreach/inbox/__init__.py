"""Ways in: files, IMAP, and what networks and providers report."""
