"""E-mails: their subjects, their readers, the way out, and what must not be missing."""
