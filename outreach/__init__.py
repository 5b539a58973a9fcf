"""Campaigns written in YAML become e-mails, posts and calendar invitations, sent once and on time."""
