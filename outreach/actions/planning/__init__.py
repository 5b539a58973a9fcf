"""What goes out, when, to whom and why: the same decisions as in a run, looked at ahead."""
