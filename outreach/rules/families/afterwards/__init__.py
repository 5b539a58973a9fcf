"""After an event: recaps, first calls, commitments."""
