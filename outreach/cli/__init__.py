"""The command line: one file a command, thin. Words of the inside never reach the screen."""
