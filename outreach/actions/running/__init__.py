"""One pass of a run: who is meant, what may go, sending it, and telling a person what could not be done."""
