"""The rules, a file for each subject; `catalogue.py` lists them in the order in which people read them."""
