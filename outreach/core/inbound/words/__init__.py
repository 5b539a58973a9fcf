"""The words by which mail is told apart, in the languages that people answer in."""
