"""What could not be delivered: reports (RFC 3464), notices in words, complaints, what was returned."""
