"""The rules of the house. Pure: a case in, findings out."""
