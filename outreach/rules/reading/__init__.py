"""Reading: what a text says, found in it (calls to action, hashtags, links, lengths), and how to say it."""
