"""Posts and e-mails alike: nothing twice, nothing past."""
