"""What is planned, or about to go out, brought before the rules."""
